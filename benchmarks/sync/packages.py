"""Peers' packages, brought by the ordinary clients into a cache folder when missing."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.sync.processes import Failed

PROGRAMS = Path(__file__).parent / "programs"
"""The small programs that run a peer's two ends, each with its exact versions beside it."""


def prepare_python(folder: Path, requirements: Path) -> None:
    """Make this folder an environment with exactly these packages, unless it is one."""
    interpreter = folder / "bin" / "python"
    mark = _fingerprint(requirements) + sys.version.split()[0]
    if not _is_built(folder, mark):
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", str(folder)])
        run([str(interpreter), "-m", "pip", "install", "--quiet", "-r", str(requirements)])
        (folder / "built").write_text(mark, "utf-8")


def prepare_node(folder: Path, package: Path) -> None:
    """Bring into this folder the modules that this package.json names, unless they are there."""
    mark = _fingerprint(package)
    if not _is_built(folder, mark):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(package, folder / "package.json")
        quiet = [
            "--no-package-lock",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]
        run(["npm", "install", *quiet], folder=folder)
        (folder / "built").write_text(mark, "utf-8")


def pinned(requirements: Path, *names: str) -> str:
    """`name version` of these packages, as a requirements.txt or package.json pins them."""
    text = requirements.read_text("utf-8")
    if requirements.suffix == ".json":
        versions: dict[str, str] = json.loads(text)["dependencies"]
    else:
        lines = (line.partition(";")[0].strip() for line in text.splitlines())
        versions = dict(line.split("==") for line in lines if "==" in line)
    return ", ".join(f"{name} {versions[name]}" for name in names)


def run(
    command: Sequence[str | Path],
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> str:
    """What a command prints, run to its end; refuses one that is not there or fails."""
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as problem:
        raise Failed(f"`{command[0]}` is not installed; this peer needs it.") from problem
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines()[-3:]
        raise Failed(f"`{' '.join(map(str, command))}` failed: {' / '.join(words)}")
    return done.stdout


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def _is_built(folder: Path, mark: str) -> bool:
    built = folder / "built"
    return built.exists() and built.read_text("utf-8") == mark
