"""The journal with one rule broken at a time, and the tests that must notice: `python -m tests.mutation`.

With words, only the mutants whose sentence or file holds one of them. `table.toml` says what each
breaks, where, and which tests should catch it. They run on a copy of `src`; first on one that is as
it should be, since a test that fails anyway catches nothing. A mutant that survives is a missing test.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from mobilink.config import folder
from mobilink.design import fonts
from tests.mutation.table import HOME, Mutant, mutants

PATIENCE = 480  # seconds; who makes the tests run for ever is noticed too
ADDED = "-x -q -n 0 -p no:randomly -p no:cacheprovider -p tests.mutation.plugin"
UNSEEN = "equivalent"


def run(words: list[str]) -> int:
    """Run the mutants that some words mean; 1 when one of them survived."""
    begun, ends = time.monotonic(), Counter[str]()
    chosen = [one for one in mutants() if one.is_meant(words)]
    with tempfile.TemporaryDirectory(prefix="mobilink-mutants-") as room:
        home = Path(room)
        shutil.copytree(HOME / "src", home / "src")
        environment = _environment(home)
        every = sorted({test for one in chosen for test in one.tests})
        if every and _outcome(every, environment, None) != "SURVIVED":
            _say(f"These tests fail without any mutant; run them to see why: {' '.join(every)}")
            return 1
        for number, mutant in enumerate(chosen, start=1):
            end = UNSEEN if mutant.equivalent else _end_of(mutant, number, home, environment)
            ends[end] += 1
            _say(f"{end:10} {mutant.file}: {mutant.breaks}")
    summary = ", ".join(f"{many} {end}" for end, many in sorted(ends.items()))
    _say(f"{len(chosen)} mutants: {summary or 'none'}; {time.monotonic() - begun:.0f} s.")
    return int(bool(ends.keys() - {"caught", UNSEEN}))


def _end_of(mutant: Mutant, number: int, home: Path, environment: dict[str, str]) -> str:
    """What its tests say of a mutant; the copy is as before when this returns."""
    file = home / "src" / "mobilink" / mutant.file
    whole = file.read_text("utf-8")
    try:
        file.write_text(whole.replace(mutant.old, mutant.new), "utf-8")
        os.utime(file, (number, number))  # else a compiled module of the same size would do for it
        return _outcome(mutant.tests, environment)
    finally:
        file.write_text(whole, "utf-8")
        os.utime(file, (0, 0))


def _outcome(
    tests: list[str], environment: dict[str, str], patience: float | None = PATIENCE
) -> str:
    words = [sys.executable, "-m", "pytest", *(f"tests/{test}" for test in tests)]
    try:
        done = subprocess.run(
            words, cwd=HOME, env=environment, timeout=patience, capture_output=True, text=True
        )
    except subprocess.TimeoutExpired:
        return "caught"
    if done.returncode not in (0, 1):
        _say(done.stdout[-2000:] + done.stderr[-2000:])
    return {0: "SURVIVED", 1: "caught"}.get(done.returncode, "BROKEN")


def _environment(home: Path) -> dict[str, str]:
    """That of a worker, so that all runs share one folder, and the story that the first one made."""
    data = folder.create(home / "data")
    fonts.prepare(data.cache / "made")
    (data.path / "once").mkdir()
    return {key: value for key, value in os.environ.items() if not key.startswith("MOBILINK")} | {
        "PYTHONPATH": os.pathsep.join([str(home / "src"), str(HOME)]),
        "PYTEST_ADDOPTS": ADDED,
        "PYTEST_XDIST_WORKER": "mutant",
        "MOBILINK_DATA": str(data.path),
        "DJANGO_SETTINGS_MODULE": "mobilink.config.settings",
    }


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
