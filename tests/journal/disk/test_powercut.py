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


class Told(NamedTuple):
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


def heard(log: str, place) -> list[Told]:
    """What strace heard of the database, its log and its folder."""
    files = {str(file): file.name for file in (place.database, place.log)}
    told = [told for line in log.splitlines() for told in _told(line, files, str(place.data))]
    assert [one.name for one in told if one.what == "make"] == [place.log.name]
    return told


def _told(line: str, files: dict[str, str], folder: str) -> list[Told]:
    call, words, result = CALL.match(line).groups()
    # Every string is in hex, that of a path behind the number of its file too.
    words = [_text(word) for word in re.findall(r'[<"]((?:\\x..)*)[>"]|(\d+)', words)]
    path = words[1] if call != "unlink" else words[0]
    name = files.get(path.decode(errors="replace"))
    if call == "write" and words[0] == b"1":
        return [Told("acknowledge", at=words[2].count(b'"id": '))]
    if call in {"fsync", "fdatasync"} and path == folder.encode():
        return [Told("sync")]
    if name is None:
        return []
    assert int(result) >= 0, line
    match call:
        case "pwrite64":
            return [Told("write", name, int(words[4]), words[2])]
        case "ftruncate":
            return [Told("cut", name, int(words[2]))]
        case "unlink":
            return [Told("unlink", name)]
        case "openat":
            return [Told("make", name)] if "O_CREAT" in line and name.endswith("-wal") else []
    return [Told("sync", name)]


def _text(word: tuple[str, str]) -> bytes:
    text, number = word
    return number.encode() or bytes.fromhex(text.replace("\\x", ""))


class Disk:
    """What a disk holds for certain, and what it was told and may lose."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = {name: bytearray(data) for name, data in files.items()}
        self.names = set(files)
        self.unsynced: list[Told] = []

    def hear(self, told: Told) -> None:
        if told.what == "sync":
            for one in self.unsynced:
                if one.synced_with == told.name:
                    self.do(one)
            self.unsynced = [one for one in self.unsynced if one.synced_with != told.name]
        elif told.what != "acknowledge":
            self.unsynced.append(told)

    def do(self, told: Told) -> None:
        if told.what == "make":
            self.names.add(told.name)
        elif told.what == "unlink":
            self.names.discard(told.name)
        else:
            file = self.files.setdefault(told.name, bytearray())
            end = told.at + len(told.data)
            file.extend(bytes(max(0, end - len(file))))
            file[told.at : end if told.what == "write" else None] = told.data

    def image(self) -> dict[str, bytes]:
        return {name: bytes(self.files.get(name, b"")) for name in self.names}


def surviving(unsynced: list[Told], how: str, rng: random.Random) -> list[Told]:
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


def _edges(told: Told) -> range:
    """Where within a write a sector ends."""
    first = (told.at // SECTOR + 1) * SECTOR
    return range(first, told.at + len(told.data), SECTOR)


def _half(told: Told, rng: random.Random) -> Told:
    """A write of which the sectors before some edge reached the disk, or those behind it."""
    edge = rng.choice(_edges(told))
    data = told.data
    ahead, behind = data[: edge - told.at], data[edge - told.at :]
    return rng.choice([told._replace(data=ahead), told._replace(at=edge, data=behind)])


class Image(NamedTuple):
    """The files after a power cut, how many facts had been acknowledged before it, how many calls
    were not synced.
    """

    files: dict[str, bytes]
    acknowledged: int
    unsynced: int


def cut(before: dict[str, bytes], told: list[Told], until: int, how: str, rng) -> Image:
    """The power goes after so many of the calls."""
    disk = Disk(before)
    for one in told[:until]:
        disk.hear(one)
    for one in surviving(disk.unsynced, how, rng):
        disk.do(one)
    acknowledged = sum(one.at for one in told[:until] if one.what == "acknowledge")
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
    before, told = recorded
    syncs = [at for at, one in enumerate(told) if one.what == "sync"]
    moves = [at + 1 for at, one in enumerate(told) if one[:2] == ("write", place.database.name)]
    moments = itertools.product((syncs, moves, range(len(told))), SURVIVES)
    images = (
        cut(before, told, rng.choice(calls), how, rng)
        for calls, how in itertools.islice(itertools.cycle(moments), IMAGES)
    )

    found = opened(place, images)

    # What is torn while the log is moved still stands in the log: no state needs to be refused.
    counts = Counter(judged(image, proved, one_line) for image, proved in found)
    assert set(counts) <= {"as acknowledged", "one more"}, counts
    assert sum(image.unsynced > 0 for image, _ in found) > IMAGES / 2


def judged(image: Image, proved, one_line) -> str:
    """What became of an image: refused in a line, or equal and with everything acknowledged."""
    if proved.code:
        assert one_line(proved.complaint), proved.complaint
        return "refused"
    assert proved.result.startswith("Equal")
    kept = proved.tallies["captured"] - image.acknowledged
    return {0: "as acknowledged", 1: "one more"}.get(kept, f"{kept:+} facts")


def test_rows_3_and_4_the_calls_that_were_heard_tell_the_whole_file(place, recorded):
    """Rows 3 and 4: where nothing is lost, the image is the file that the recording left."""
    before, told = recorded
    disk = Disk(before)

    for one in told:
        disk.hear(one)
    for one in disk.unsynced:
        disk.do(one)

    assert disk.image() == {place.database.name: place.database.read_bytes()}
    moved = [at for at, one in enumerate(told) if one.what == "write" and "-wal" not in one.name]
    spoken = [at for at, one in enumerate(told) if one.what == "acknowledge"]
    assert min(moved) < max(spoken), "the log was never moved while facts were recorded"


def test_row_3_a_disk_that_lied_about_its_syncs_would_be_noticed(place, recorded, rng):
    """Row 3: without its syncs the same recording loses what it acknowledged, and we see it."""
    before, told = recorded
    lied = [one for one in told if one.what != "sync"]
    at = next(at for at, one in enumerate(lied) if one.what == "unlink")

    [(_, proved)] = opened(place, [cut(before, lied, at, "nothing", rng)])

    assert (proved.code, proved.tallies["captured"]) == (0, 0)
