"""The command that tests a checkout, and what that cost."""

import argparse
import os
import shlex
import sys
from pathlib import Path

from mobilink.basics.terminal import gettext as _
from mobilink.cli.effort import Effort
from mobilink.cli.needs import (
    CHROMIUM,
    POSTGRESQL,
    POSTGRESQL_SERVER,
    STRACE,
    WITH_ITS_ADDRESS,
    obtain,
)
from mobilink.cli.workshop import check, checkout, run, say

FORGETFUL = shlex.split("-o fsync=off -o synchronous_commit=off -o full_page_writes=off")
# A test takes from a hundredth of a second to half a minute: an idle worker takes from the other.
PYTEST = ("pytest", "-n", "2", "--dist", "worksteal")
ON_POSTGRESQL = (*POSTGRESQL_SERVER, *FORGETFUL, *WITH_ITS_ADDRESS)
ASKS_A_SERVER = "not browser and not embedded"
# What each part runs in, and which marks its tests bear.
PARTS: dict[str, tuple[tuple[str, ...], str]] = {
    "sqlite": ((), "not browser"),
    "sqlite and browser": ((), ""),
    "postgresql": (ON_POSTGRESQL, f"both and {ASKS_A_SERVER}"),
    "all on postgresql": (ON_POSTGRESQL, ASKS_A_SERVER),
}
USUAL = ("sqlite and browser", "postgresql")
ALL = ("sqlite and browser", "all on postgresql")
# Where tests/conftest.py keeps the CPU seconds of the busiest worker of the last session.
BUSIEST = Path(".pytest_cache/v/mobilink/busiest")
OUTCOMES = {0: "passed", 5: "no tests"}
# Broken cores reach what the whole one need not, so the mutants do not count.
MUTANTS = "tests/journal/test_oracle.py"
CORE = (
    ("coverage", "run", "-m", "pytest", "-m", "pure", "tests/journal", "--ignore", MUTANTS),
    ("coverage", "report", "--fail-under=100"),
)


NEEDS = {
    "sqlite": (STRACE,),
    "sqlite and browser": (STRACE, CHROMIUM),
    "postgresql": (POSTGRESQL,),
    "all on postgresql": (POSTGRESQL,),
}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    testing = commands.add_parser(
        "test",
        help=_("check, then the tests on SQLite, in Chromium and on PostgreSQL"),
        usage="%(prog)s [--fast | --all | --core] [PATH ... | -- PYTEST ARGUMENTS]",
        description=_(
            "Without paths or arguments, check runs first, and tests that guard the depth of the "
            "journal or walk in the browser once more are left to --all."
        ),
    )
    extent = testing.add_mutually_exclusive_group()
    extent.add_argument("--fast", action="store_true", help=_("no browser and no PostgreSQL"))
    extent.add_argument(
        "--all",
        action="store_true",
        help=_("every test, on SQLite, in Chromium and on PostgreSQL"),
    )
    extent.add_argument(
        "--core",
        action="store_true",
        help=_("every branch of the journal's core, by its pure tests"),
    )
    testing.add_argument("pytest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    testing.set_defaults(run=test, needs_data=False)


def test(arguments: argparse.Namespace) -> int:
    """Run check and the parts asked for; end with one line on each, and what all of it cost."""
    if arguments.core:
        return max([run(*command) for command in CORE])
    chosen = arguments.pytest[1:] if arguments.pytest[:1] == ["--"] else arguments.pytest
    parts = ("sqlite",) if arguments.fast else ALL if arguments.all else USUAL
    is_whole = arguments.all or bool(chosen)
    effort = Effort()
    outcomes = {} if chosen else {"check": "failed" if check(arguments) else "passed"}
    chain = effort.cpu
    os.environ.pop("MOBILINK_DATABASE_URL", None)  # a developer's own server is not for tests
    for part in parts:
        outcomes |= attempt(part, chosen, is_whole=is_whole)
        chain += busiest_worker()
    for part, outcome in outcomes.items():
        sys.stdout.write(f"{part}: {outcome}\n")
    sys.stdout.write(f"{effort.summary()}, longest chain: {chain / 60:.1f} min\n")
    # Some of the chosen tests may have nothing to do in one part; all tests have in each.
    harmless = {"passed", "skipped", "no tests"} if chosen else {"passed", "skipped"}
    seen = set(outcomes.values())
    return 0 if "passed" in seen and seen <= harmless else 1


def attempt(part: str, chosen: list[str], *, is_whole: bool) -> dict[str, str]:
    """Run a part, or what of it can run here; how each ended. Not the whole leaves out `thorough`."""
    outcomes = {}
    for need in NEEDS[part]:
        if not obtain(need):
            say(
                _("%(name)s is missing and cannot be installed here: its tests do not run.")
                % {"name": need.name}
            )
            if need.part:
                outcomes[need.part] = "failed" if os.environ.get("CI") else "skipped"
                part = need.instead
    if part:
        outcomes[part] = OUTCOMES.get(run(*_pytest(part, is_whole), *chosen), "failed")
    return outcomes


def _pytest(part: str, is_whole: bool) -> tuple[str, ...]:
    """The command that runs a part."""
    within, marks = PARTS[part]
    asked = " and ".join(filter(None, [marks, "" if is_whole else "not thorough"]))
    return (*within, *PYTEST, *(("-m", asked) if asked else ()))


def busiest_worker() -> float:
    """CPU seconds of the last session's busiest worker, with all that it started."""
    kept = checkout() / BUSIEST
    seconds = float(kept.read_text()) if kept.exists() else 0.0
    kept.unlink(missing_ok=True)
    return seconds
