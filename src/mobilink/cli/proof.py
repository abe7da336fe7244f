"""simulate, doctor: what the journal survives, and how this installation is."""

import argparse
import time
from dataclasses import asdict

from mobilink.cli.output import put, put_json, say

PROMISES = {
    "lost": "lost",
    "doubled": "doubled",
    "diverged": "diverged",
    "stalled": "stalled",
    "inverted": "older value over newer",
    "untold": "replaced untold",
    "misjudged": "against the ledger",
    "revoked applied": "revoked applied",
    "kept erased": "erased kept",
}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    simulate = commands.add_parser(
        "simulate", help="let everything go wrong in seeded worlds, and count what broke"
    )
    simulate.add_argument("--faults", type=int, default=100_000, metavar="N")
    simulate.add_argument("--seed", type=int, default=0, metavar="S", help="the first world")
    simulate.add_argument("--json", action="store_true")
    simulate.set_defaults(run=run_simulate, needs_data=False)


def run_simulate(arguments: argparse.Namespace) -> int:
    from mobilink.journal.simulation.run import simulate

    began = time.monotonic()
    outcome = simulate(arguments.faults, arguments.seed)
    counts = {word: outcome.count(promise) for promise, word in PROMISES.items()}
    if arguments.json:
        put_json({**asdict(outcome), "counts": counts})
    else:
        put(
            f"{outcome.faults} faults in {outcome.seeds} worlds with {outcome.entries} entries, "
            f"{time.monotonic() - began:.0f} s."
        )
        put(", ".join(f"{word} {count}" for word, count in counts.items()) + ".")
    for seed, promise in outcome.broken:
        say(f"World {seed}: {promise}. Replay it: mobilink simulate --faults 1 --seed {seed}")
    return 1 if outcome.broken else 0
