"""The program of a past commit, from history, under today's environment."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests.processes import CHECKOUT

BEFORE_THE_MOVES = "f49dc1e3d91517b39960b1e29fcbcf93e4f8d26b"
WITH_A_JUST_JOURNAL = "b636fe96cdfb67f7e7a7f1cd7a30bfae3c40f3d1"
UNPACKED = Path(sys.prefix) / "old-code"


def source_of(commit: str) -> Path:
    """The folder from which its Python is imported; skips the test where git has not the commit."""
    place = UNPACKED / commit
    if not place.exists():
        packed = _archive(commit)
        if packed is None:
            pytest.skip(
                f"Commit {commit[:7]} is not in this checkout, which is shallow or no repository; "
                "`git fetch --unshallow` brings it."
            )
        _unpack(packed, place)
    return place / "src"


def begin(source: Path, data: Path) -> Path:
    """A data folder in which nothing has begun, made by that program: it called where nobody is."""
    words = ["enrol", "http://127.0.0.1:9", "AAAA-BBBB-CCCC", "--data", str(data)]
    environment = os.environ | {"PYTHONPATH": str(source)}
    command = [sys.executable, "-P", "-m", "mobilink", *words]
    assert subprocess.run(command, env=environment, capture_output=True).returncode
    return data


def _archive(commit: str) -> bytes | None:
    command = ["git", "archive", "--format=zip", commit, "src"]
    try:
        done = subprocess.run(command, cwd=CHECKOUT, capture_output=True)
    except FileNotFoundError:
        return None
    return None if done.returncode else done.stdout


def _unpack(packed: bytes, place: Path) -> None:
    """Under its name only when it is whole; another worker may be first."""
    place.parent.mkdir(exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=place.parent))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(draft)
    try:
        draft.rename(place)
    except OSError:
        shutil.rmtree(draft)
        if not place.exists():
            raise
