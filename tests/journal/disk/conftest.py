"""A data folder that may be hurt: killed writers, a failing disk, damaged files.

Rows are those of the fault catalogue in the reliability dossier; each test names its own.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import processes

# At each line of its input, as one process: the proof, and how many tallies the installation holds.
PROVER = """
import contextlib, io, json, sys
from mobilink.cli import main
for _ in sys.stdin:
    told = []
    for words in (["rebuild", "--verify"], ["count", "--json"]):
        out, err, code = io.StringIO(), io.StringIO(), None
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main(words)
            except SystemExit as done:
                code = done.code
            except BaseException as error:
                code = repr(error)
        told.append((code, out.getvalue(), err.getvalue()))
    from django.db import connection
    connection.close()
    print(json.dumps(told), flush=True)
"""


NOW = "2019-08-18T05:30:00+07:00"


def acknowledged(output: str) -> int:
    """How many facts `record -` said that it had recorded, in whole lines."""
    return sum('"id": ' in line for line in output.splitlines(keepends=True) if line.endswith("\n"))


class Recorded(NamedTuple):
    """What came of `record -`: its exit code, how many facts it acknowledged, its complaint."""

    code: int
    acknowledged: int
    complaint: str


class Proved(NamedTuple):
    """What `rebuild --verify` says: its exit code, its result, its complaint; and how many
    tallies are counted in each state, where they can be.
    """

    code: object
    result: str
    complaint: str
    tallies: dict[str, int]


class Place:
    """An installation in a folder of its own, at which anything may break."""

    def __init__(self, data: Path, now: str, outing: str = "", address: str = "") -> None:
        self.data, self.now, self.outing, self.address = data, now, outing, address
        self.database, self.log = data / "mobilink.db", data / "mobilink.db-wal"

    @property
    def environment(self) -> dict[str, str]:
        # Without bytecode to write, only the installation itself writes, renames and syncs.
        own = {"MOBILINK_DATA": str(self.data), "MOBILINK_DATABASE_URL": self.address}
        return os.environ | own | {"MOBILINK_NOW": self.now, "PYTHONDONTWRITEBYTECODE": "1"}

    def run(
        self, *words: str, given: str = "", under: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run a command; `under` is a program that watches it, and hurts it."""
        if not under:
            return processes.command(*words, env=self.environment, given=given)
        return subprocess.run(
            [*under, sys.executable, "-m", "mobilink", *words],
            env=self.environment, input=given, capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    def record(self, many: int, under: tuple[str, ...] = ()) -> Recorded:
        """Record so many tallies with `record -`."""
        done = self.run("record", "-", given=self.tallies(many), under=under)
        return Recorded(done.returncode, acknowledged(done.stdout), done.stderr)

    def start(self, *words: str) -> processes.Conversation:
        return processes.converse(*words, env=self.environment)

    def python(self, code: str) -> str:
        """What lines of Python print inside this installation; they say when Django is set up."""
        process = processes.converse(code=code, env=self.environment | processes.DJANGO)
        printed, complaints = process.communicate()
        assert not process.returncode, complaints
        return printed

    def tallies(self, many: int) -> str:
        """So many facts as JSON lines."""
        fact = {"kind": "tally", "outing": self.outing, "at": "2019-07-21T10:00:00+07:00"}
        return (json.dumps(fact) + "\n") * many

    def proofs(self, states: Iterable[object]) -> list[Proved]:
        """What the proof says in each of the states, which come to be while they are iterated."""
        proofs = []
        prover = processes.converse(code=PROVER, env=self.environment)
        for _ in states:
            prover.stdin.write("\n")
            prover.stdin.flush()
            proof, (code, counts, _) = json.loads(prover.stdout.readline())
            proofs.append(Proved(*proof, {} if code else json.loads(counts)["tally"]))
        prover.communicate()
        return proofs

    def proved(self, state: str = "captured") -> int:
        """How many tallies are here, once `rebuild --verify` has said Equal."""
        [proof] = self.proofs(["as it is"])
        assert (proof.code, proof.result[:6], proof.complaint) == (0, "Equal:", "")
        return proof.tallies[state]

    def killed_after(self, lines: int, rng: random.Random) -> int:
        """Kill `record -` some time after it told of this many lines; how many it acknowledged."""
        writer = self.start("record", "-")
        writer.stdin.write(self.tallies(60))
        writer.stdin.flush()
        lines_read = [writer.stdout.readline() for _ in range(lines)]
        time.sleep(rng.uniform(0, 0.02))  # a fact takes a few milliseconds
        writer.kill()
        rest, _ = writer.communicate()
        return acknowledged("".join(lines_read) + rest)


@pytest.fixture(scope="session")
def outing(loaded) -> str:
    """The outing at which the tallies are taken."""
    data, address = loaded
    printed = Place(data, NOW, address=address).python(
        "import django\ndjango.setup()\nfrom mobilink.outreach.models import Outing\n"
        "print(Outing.objects.filter(executing_unit__code='KEPRI-KPP').latest('day').pk)"
    )
    return printed.strip()


@pytest.fixture(scope="session")
def place_in(loaded, outing, new_database) -> Callable[[Path], Place]:
    """`place_in(folder)`: an installation from the image of the story, in a folder to come."""

    def make(folder: Path) -> Place:
        leave = shutil.ignore_patterns("static", "made")
        data = shutil.copytree(loaded[0], folder, ignore=leave)
        return Place(data, NOW, outing, new_database(template=loaded[1]))

    return make


@pytest.fixture
def another_place(place_in, tmp_path) -> Callable[[str], Place]:
    """Further installations from the same image."""
    return lambda name: place_in(tmp_path / name)


@pytest.fixture
def place(another_place) -> Place:
    """An installation that holds the story and no tally yet."""
    return another_place("place")


@pytest.fixture
def rng(request) -> random.Random:
    """Chance that is the same in every run, and another one for each test."""
    return random.Random(request.node.name)


def without(tool: str) -> None:
    """A tool of the tests is missing: they go on without it on a person's machine, not in CI."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(f"there is no {tool} here")


@pytest.fixture(scope="session")
def strace() -> tuple[str, ...]:
    """strace, with what each of its uses begins with."""
    path = shutil.which("strace") or without("strace")
    base = (str(path), "-qq")
    tried = subprocess.run([*base, "-etrace=fsync", "true"], capture_output=True, text=True)
    if tried.returncode or tried.stderr:
        pytest.skip(f"strace may not watch programs here: {tried.stderr.strip()}")
    return base


@pytest.fixture(scope="session")
def inject(strace) -> Callable[..., tuple[str, ...]]:
    """`inject("fsync:error=EIO:when=3")`: strace as a program that does this to the one it runs;
    with a path, only calls that concern it are counted and hurt.
    """

    def watch(fault: str, path: Path | None = None) -> tuple[str, ...]:
        # Only the calls in question stop the program, which is quicker; but strace 6.1 then
        # forgets its signals.
        quicker = () if "signal=" in fault else ("--seccomp-bpf",)
        calls = fault.partition(":")[0]
        only = ("-P", str(path)) if path else ()
        what = (f"-etrace={calls}", f"-einject={fault}")
        return (*strace, "-f", "-o", "/dev/null", *quicker, *only, *what)

    return watch


@pytest.fixture
def bundle(place) -> Path:
    """The name of a bundle that is not written yet, on a stick without anything."""
    (place.data / "stick").mkdir()
    return place.data / "stick" / "van.mlb"


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Callable[[int], Path]]:
    """`small_disk(bytes)` is a folder with a file system of its own, of that size."""
    folder = tmp_path / "small"
    folder.mkdir()

    def mount(size: int) -> Path:
        options = f"size={size},mode=755"
        words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        try:
            mounted = subprocess.run(words, capture_output=True, text=True)
        except FileNotFoundError:
            without("mount")
        if mounted.returncode:
            pytest.skip(f"mounting is refused: {mounted.stderr.strip()}")
        return folder

    yield mount
    if folder.is_mount():
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def one_line() -> Callable[[str], bool]:
    """Whether a command told its failure in one line of words."""

    def is_one(text: str) -> bool:
        return text.startswith("mobilink: ") and text.count("\n") == 1 and text.endswith("\n")

    return is_one
