"""The power goes while facts are recorded: what the disk may hold then, and what comes of it.

A killed process loses nothing that it wrote, because the system still has it; a power cut loses
whatever was not synced, or parts of it, in any order. So the calls of a real recording are listened
to, and from them the files are made as a disk could hold them at some moment: all that was synced,
and of the rest nothing, a beginning, any part, or one write torn between two sectors.

It is strace that listens, below the product, and not a recording file system inside SQLite (APSW
offers one): the pages are encrypted by SQLCipher, which APSW's SQLite cannot open, and what counts
is the program as it is delivered, with its own driver. The price is that the shared memory of the
log (-shm) is not seen; after a power cut SQLite makes it anew from the log.
"""

import itertools
import random
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.embedded

IMAGES = 24
FACTS = 100  # enough for the log to be moved into the database once while they are recorded
SECTOR = 512
SURVIVES = ("nothing", "a beginning", "any part", "any part, one write torn")

CALLS = "openat,pwrite64,fsync,fdatasync,ftruncate,unlink,rename,write"
CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")


class DiskCall(NamedTuple):
    """One thing that the disk, or the person, was told, in the order of the telling.

    "write" (`name`, `at`, `data`), "cut" (`name` to the length `at`), "make" and "unlink" (`name`),
    "sync" (`name`; nothing for the names in the folder), "acknowledge" (`at` facts).
    """

    what: str
    name: str = ""
    at: int = 0
    data: bytes = b""

    @property
    def synced_with(self) -> str:
        """The file whose sync makes it certain; a name becomes so with its folder."""
        return "" if self.what in {"make", "unlink"} else self.name


def heard(log: str, place) -> list[DiskCall]:
    """What strace heard of the database, its log and its folder."""
    files = {str(file): file.name for file in (place.database, place.log)}
    calls = [call for line in log.splitlines() for call in _calls(line, files, str(place.data))]
    assert [call.name for call in calls if call.what == "make"] == [place.log.name]
    return calls


def _calls(line: str, files: dict[str, str], folder: str) -> list[DiskCall]:
    call, words, result = CALL.match(line).groups()
    # Every string is in hex, that of a path behind the number of its file too.
    words = [_text(word) for word in re.findall(r'[<"]((?:\\x..)*)[>"]|(\d+)', words)]
    path = words[1] if call != "unlink" else words[0]
    name = files.get(path.decode(errors="replace"))
    if call == "write" and words[0] == b"1":
        return [DiskCall("acknowledge", at=words[2].count(b'"id": '))]
    if call in {"fsync", "fdatasync"} and path == folder.encode():
        return [DiskCall("sync")]
    if name is None:
        return []
    assert int(result) >= 0, line
    match call:
        case "pwrite64":
            return [DiskCall("write", name, int(words[4]), words[2])]
        case "ftruncate":
            return [DiskCall("cut", name, int(words[2]))]
        case "unlink":
            return [DiskCall("unlink", name)]
        case "openat":
            return [DiskCall("make", name)] if "O_CREAT" in line and name.endswith("-wal") else []
    return [DiskCall("sync", name)]


def _text(word: tuple[str, str]) -> bytes:
    text, number = word
    return number.encode() or bytes.fromhex(text.replace("\\x", ""))


class Disk:
    """What a disk holds for certain, and what it was told and may lose."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = {name: bytearray(data) for name, data in files.items()}
        self.names = set(files)
        self.unsynced: list[DiskCall] = []

    def hear(self, call: DiskCall) -> None:
        if call.what == "sync":
            for write in self.unsynced:
                if write.synced_with == call.name:
                    self.do(write)
            self.unsynced = [write for write in self.unsynced if write.synced_with != call.name]
        elif call.what != "acknowledge":
            self.unsynced.append(call)

    def do(self, call: DiskCall) -> None:
        if call.what == "make":
            self.names.add(call.name)
        elif call.what == "unlink":
            self.names.discard(call.name)
        else:
            file = self.files.setdefault(call.name, bytearray())
            end = call.at + len(call.data)
            file.extend(bytes(max(0, end - len(file))))
            file[call.at : end if call.what == "write" else None] = call.data

    def image(self) -> dict[str, bytes]:
        return {name: bytes(self.files.get(name, b"")) for name in self.names}


def surviving(unsynced: list[DiskCall], how: str, rng: random.Random) -> list[DiskCall]:
    """Of what was not synced, what the disk happens to hold."""
    if how == "nothing":
        return []
    if how == "a beginning":
        return unsynced[: rng.randrange(len(unsynced) + 1)]
    can_tear = [at for at, one in enumerate(unsynced) if _edges(one)]
    torn = rng.choice(can_tear) if can_tear and how == SURVIVES[-1] else None
    return [
        _half(one, rng) if at == torn else one
        for at, one in enumerate(unsynced)
        if at == torn or rng.random() < 0.5
    ]


def _edges(write: DiskCall) -> range:
    """Where within a write a sector ends."""
    first = (write.at // SECTOR + 1) * SECTOR
    return range(first, write.at + len(write.data), SECTOR)


def _half(write: DiskCall, rng: random.Random) -> DiskCall:
    """A write of which the sectors before some edge reached the disk, or those behind it."""
    edge = rng.choice(_edges(write))
    data = write.data
    ahead, behind = data[: edge - write.at], data[edge - write.at :]
    return rng.choice([write._replace(data=ahead), write._replace(at=edge, data=behind)])


class Image(NamedTuple):
    """The files after a power cut, how many facts had been acknowledged before it, how many calls
    were not synced.
    """

    files: dict[str, bytes]
    acknowledged: int
    unsynced: int


def cut(before: dict[str, bytes], calls: list[DiskCall], until: int, how: str, rng) -> Image:
    """The power goes after so many of the calls."""
    disk = Disk(before)
    for call in calls[:until]:
        disk.hear(call)
    for call in surviving(disk.unsynced, how, rng):
        disk.do(call)
    acknowledged = sum(call.at for call in calls[:until] if call.what == "acknowledge")
    return Image(disk.image(), acknowledged, len(disk.unsynced))


@pytest.fixture
def recorded(place, strace, tmp_path):
    """A recording that was listened to: the files before it, and all that the disk was told."""
    before = {place.database.name: place.database.read_bytes()}
    log = tmp_path / "calls"
    listen = (*strace, "-xx", "-y", "-s", "16384", "-o", str(log), f"-etrace={CALLS}")
    assert place.record(FACTS, under=listen) == (0, FACTS, "")
    return before, heard(log.read_text(), place)


def opened(place, images: Iterable[Image]):
    """Each image, its files left out, and what the proof says of it."""
    seen = []

    def laid():
        for image in images:
            for file in place.data.glob("mobilink.db*"):
                file.unlink()
            for name, data in image.files.items():
                place.database.with_name(name).write_bytes(data)
            seen.append(image._replace(files={}))
            yield

    return list(zip(seen, place.proofs(laid()), strict=True))


def test_rows_3_and_4_after_a_power_cut_every_acknowledged_fact_is_there(
    place, recorded, rng, one_line
):
    """Rows 3 and 4: cuts before syncs, while the log is moved, and at any call, each with something
    else surviving.
    """
    before, heard_calls = recorded
    syncs = [at for at, call in enumerate(heard_calls) if call.what == "sync"]
    moves = [
        at + 1 for at, call in enumerate(heard_calls) if call[:2] == ("write", place.database.name)
    ]
    moments = itertools.product((syncs, moves, range(len(heard_calls))), SURVIVES)
    images = (
        cut(before, heard_calls, rng.choice(calls), how, rng)
        for calls, how in itertools.islice(itertools.cycle(moments), IMAGES)
    )

    proofs = opened(place, images)

    # What is torn while the log is moved still stands in the log: no state needs to be refused.
    counts = Counter(judged(image, proved, one_line) for image, proved in proofs)
    assert set(counts) <= {"as acknowledged", "one more"}, counts
    assert sum(image.unsynced > 0 for image, _ in proofs) > IMAGES / 2


def judged(image: Image, proved, one_line) -> str:
    """What became of an image: refused in a line, or equal and with everything acknowledged."""
    if proved.code:
        assert one_line(proved.complaint), proved.complaint
        return "refused"
    assert proved.result.startswith("Equal")
    kept = proved.tallies["captured"] - image.acknowledged
    return {0: "as acknowledged", 1: "one more"}.get(kept, f"{kept:+} facts")


@pytest.mark.thorough
def test_rows_3_and_4_the_calls_that_were_heard_tell_the_whole_file(place, recorded):
    """Rows 3 and 4: where nothing is lost, the image is the file that the recording left."""
    before, heard_calls = recorded
    disk = Disk(before)

    for call in heard_calls:
        disk.hear(call)
    for call in disk.unsynced:
        disk.do(call)

    assert disk.image() == {place.database.name: place.database.read_bytes()}
    moved = [
        at
        for at, call in enumerate(heard_calls)
        if call.what == "write" and "-wal" not in call.name
    ]
    spoken = [at for at, call in enumerate(heard_calls) if call.what == "acknowledge"]
    assert min(moved) < max(spoken), "the log was never moved while facts were recorded"


@pytest.mark.thorough
def test_row_3_a_disk_that_lied_about_its_syncs_would_be_noticed(place, recorded, rng):
    """Row 3: without its syncs the same recording loses what it acknowledged, and we see it."""
    before, heard_calls = recorded
    lied = [call for call in heard_calls if call.what != "sync"]
    at = next(at for at, call in enumerate(lied) if call.what == "unlink")

    [(_, proved)] = opened(place, [cut(before, lied, at, "nothing", rng)])

    assert (proved.code, proved.tallies["captured"]) == (0, 0)
