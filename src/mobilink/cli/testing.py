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
ON_POSTGRESQL = (*POSTGRESQL_SERVER, *FORGETFUL, *WITH_ITS_ADDRESS, *PYTEST, "-m")
ASKS_A_SERVER = "not browser and not embedded"
PARTS = {
    "sqlite": (*PYTEST, "-m", "not browser"),
    "sqlite and browser": PYTEST,
    "postgresql": (*ON_POSTGRESQL, f"both and {ASKS_A_SERVER}"),
    "all on postgresql": (*ON_POSTGRESQL, ASKS_A_SERVER),
}
USUAL = ("sqlite and browser", "postgresql")
PARTS_ON = {
    "sqlite": ("sqlite and browser",),
    "postgresql": ("all on postgresql",),
    "both": ("sqlite and browser", "all on postgresql"),
}
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
        usage="%(prog)s [--fast | --core | --database NAME] [PATH ... | -- PYTEST ARGUMENTS]",
        description=_(
            "Without paths or arguments, check runs first. Without --database every test "
            "runs on SQLite and in Chromium, and on PostgreSQL what may show something there."
        ),
    )
    extent = testing.add_mutually_exclusive_group()
    extent.add_argument("--fast", action="store_true", help=_("no browser and no PostgreSQL"))
    extent.add_argument(
        "--core",
        action="store_true",
        help=_("every branch of the journal's core, by its pure tests"),
    )
    extent.add_argument(
        "--database",
        choices=PARTS_ON,
        metavar="NAME",
        help=_("every test on %(databases)s") % {"databases": ", ".join(PARTS_ON)},
    )
    testing.add_argument("pytest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    testing.set_defaults(run=test, needs_data=False)


def test(arguments: argparse.Namespace) -> int:
    """Run check and the parts asked for; end with one line on each, and what all of it cost."""
    if arguments.core:
        return max([run(*command) for command in CORE])
    chosen = arguments.pytest[1:] if arguments.pytest[:1] == ["--"] else arguments.pytest
    parts = ("sqlite",) if arguments.fast else PARTS_ON.get(arguments.database, USUAL)
    effort = Effort()
    outcomes = {} if chosen else {"check": "failed" if check(arguments) else "passed"}
    chain = effort.cpu
    os.environ.pop("MOBILINK_DATABASE_URL", None)  # a developer's own server is not for tests
    for part in parts:
        outcomes |= attempt(part, chosen)
        chain += busiest_worker()
    for part, outcome in outcomes.items():
        sys.stdout.write(f"{part}: {outcome}\n")
    sys.stdout.write(f"{effort.summary()}, longest chain: {chain / 60:.1f} min\n")
    # Some of the chosen tests may have nothing to do in one part; all tests have in each.
    harmless = {"passed", "skipped", "no tests"} if chosen else {"passed", "skipped"}
    seen = set(outcomes.values())
    return 0 if "passed" in seen and seen <= harmless else 1


def attempt(part: str, chosen: list[str]) -> dict[str, str]:
    """Run a part, or what of it can run here; how each ended."""
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
        outcomes[part] = OUTCOMES.get(run(*PARTS[part], *chosen), "failed")
    return outcomes


def busiest_worker() -> float:
    """CPU seconds of the last session's busiest worker, with all that it started."""
    kept = checkout() / BUSIEST
    seconds = float(kept.read_text()) if kept.exists() else 0.0
    kept.unlink(missing_ok=True)
    return seconds
