"""simulate: what the journal survives, and what it refuses."""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import put, put_json, say

if TYPE_CHECKING:
    from mobilink.journal.simulation.run import Judge


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    simulate = commands.add_parser(
        "simulate", help=_("let everything go wrong in seeded worlds, and count what broke")
    )
    simulate.add_argument("--faults", type=int, default=100_000, metavar="N")
    simulate.add_argument("--seed", type=int, default=0, metavar="S", help=_("the first world"))
    simulate.add_argument(
        "--jobs", type=int, default=1, metavar="N", help=_("processes; the outcome stays the same")
    )
    simulate.add_argument(
        "--hostile",
        type=int,
        metavar="N",
        help=_("instead, read so many inputs that nobody honest sends"),
    )
    simulate.add_argument(
        "--exchange",
        action="store_true",
        help=_("let each machine have a database and go through the real exchange; slower"),
    )
    simulate.add_argument("--json", action="store_true")
    simulate.set_defaults(run=run_simulate, needs_data=False)


def run_simulate(arguments: argparse.Namespace) -> int:
    return _attack(arguments) if arguments.hostile is not None else _simulate(arguments)


def _simulate(arguments: argparse.Namespace) -> int:
    from mobilink.journal.simulation.promises import PROMISES
    from mobilink.journal.simulation.run import simulate

    began = time.monotonic()
    with _in_a_folder() if arguments.exchange else nullcontext() as judge:
        outcome = simulate(arguments.faults, arguments.seed, max(1, arguments.jobs), judge)
    counts = {word: outcome.count(promise) for promise, word in PROMISES.items()}
    if arguments.json:
        put_json({**vars(outcome), "counts": counts})
    else:
        rarest, times = min(outcome.fired.items(), key=lambda item: item[1])
        put(
            _(
                "%(faults)s faults in %(seeds)s worlds with %(entries)s entries, %(seconds).0f "
                "s. %(many)s kinds of faults, the rarest %(times)s times (%(rarest)s). Trace "
                "%(trace)s."
            )
            % {
                "faults": outcome.faults,
                "seeds": outcome.seeds,
                "entries": outcome.entries,
                "seconds": time.monotonic() - began,
                "many": len(outcome.fired),
                "times": times,
                "rarest": rarest,
                "trace": outcome.trace[:16],
            }
        )
        put(", ".join(f"{word} {count}" for word, count in counts.items()) + ".")
    for seed, promise in outcome.broken:
        options = " --exchange" if arguments.exchange else ""
        say(
            _(
                "World %(seed)s: %(promise)s. Replay it: mobilink simulate --faults 1 --seed "
                "%(seed)s%(options)s"
            )
            % {"seed": seed, "promise": promise, "options": options}
        )
    return 1 if outcome.broken else 0


@contextmanager
def _in_a_folder() -> Iterator["Judge"]:
    """Who plays worlds of real machines, with a data folder of which they use the settings alone."""
    import django

    from mobilink.config import folder
    from mobilink.journal.rehearsal.run import judge

    with tempfile.TemporaryDirectory(prefix="mobilink-simulate-") as path:
        os.environ["MOBILINK_DATA"] = str(folder.create(Path(path)).path)
        os.environ["DJANGO_SETTINGS_MODULE"] = "mobilink.config.settings"
        os.environ.pop("MOBILINK_DATABASE_URL", None)
        django.setup()  # what it prepares in the folder must be there before processes share it
        yield judge


def _attack(arguments: argparse.Namespace) -> int:
    from mobilink.journal.simulation.hostile import attack

    outcome = attack(arguments.hostile, arguments.seed)
    if arguments.json:
        put_json(vars(outcome))
    else:
        endings = ", ".join(f"{ending} {count}" for ending, count in outcome.ended.most_common())
        early, late = outcome.memory
        put(
            _(
                "%(inputs)s hostile inputs: %(endings)s. Slowest refusal %(slowest).0f µs, "
                "%(slow)s over 1 ms. Memory %(early).1f MB early, %(late).1f MB at the end."
            )
            % {
                "inputs": outcome.inputs,
                "endings": endings,
                "slowest": outcome.slowest,
                "slow": outcome.slow,
                "early": early,
                "late": late,
            }
        )
    for number, ending in outcome.escaped:
        say(
            _(
                "Input %(number)s %(ending)s. Replay it: mobilink simulate --hostile 1 --seed "
                "%(number)s"
            )
            % {"number": number, "ending": ending}
        )
    return 1 if outcome.escaped or outcome.slow else 0
