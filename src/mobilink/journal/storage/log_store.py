"""Chains, segments and ledger lines on the tables: the first half of a `store.Store`."""

import itertools
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.db.models import Max

from mobilink.journal.core import wire
from mobilink.journal.core.segment import Segment, unpack, without
from mobilink.journal.core.sequence import ERASED, Verdict
from mobilink.journal.core.store import Branch, Line, SignedSegment, Stray
from mobilink.journal.core.wire import Chain, Entry, Link
from mobilink.journal.storage import models

AT_ONCE = wire.LARGEST_RUN // wire.LARGEST_ENTRY  # so many entries always fit one run
Stored = bytes | memoryview
"""Bytes as either database gives them."""
Opened = tuple[int, Stored, int, Stored, Stored]
"""Number, hash, claimed time, salt and payload of an open entry."""


class LogStore:
    """Keeps what was read of branches, strays and lines for the one transaction that it lives in."""

    def __init__(self) -> None:
        self._branches: dict[int, Branch] = {}
        self._has_read_all = False
        self._strays: list[Stray] | None = None
        self._run: tuple[int, list[Entry]] = (0, [])
        self._received: tuple[int, int, int, int] = (0, 0, 0, 0)
        self._last: dict[str, Line | None] = {}
        self._erased: set[bytes] | None = None

    def branches(self, chain: Chain) -> list[Branch]:
        is_read = self._has_read_all or any(b.chain == chain for b in self._branches.values())
        if not is_read:
            author, epoch, stream = chain
            rows = models.Branch.objects.filter(author=author, epoch=epoch, stream=stream)
            self._branches |= {row.pk: _branch(row) for row in rows}
        matches = [branch for branch in self._branches.values() if branch.chain == chain]
        return sorted(matches, key=lambda branch: branch.id)

    def every_branch(self) -> list[Branch]:
        if not self._has_read_all:
            rows = {row.pk: _branch(row) for row in models.Branch.objects.all()}
            self._branches = rows | self._branches
            self._has_read_all = True
        return sorted(self._branches.values(), key=lambda branch: branch.id)

    def branch(self, pk: int) -> Branch:
        if pk not in self._branches:
            self._branches[pk] = _branch(models.Branch.objects.get(pk=pk))
        return self._branches[pk]

    def add_branch(self, chain: Chain, since: int, prev: bytes) -> Branch:
        author, epoch, stream = chain
        row = models.Branch.objects.create(
            author=author,
            epoch=epoch,
            stream=stream,
            since=since,
            prev=prev,
            tip=since - 1,
            tip_hash=prev,
            ordered=since - 1,
        )
        self._branches[row.pk] = _branch(row)
        return self._branches[row.pk]

    def save_branch(self, branch: Branch) -> None:
        models.Branch.objects.filter(pk=branch.id).update(
            tip=branch.tip,
            tip_hash=branch.tip_hash,
            ordered=branch.ordered,
            skipped=branch.skipped,
        )
        self._branches[branch.id] = branch

    def drop_branch(self, branch: Branch) -> None:
        models.Segment.objects.filter(branch=branch.id).delete()
        models.Branch.objects.filter(pk=branch.id).delete()
        self._branches.pop(branch.id, None)

    def hash_at(self, branch: Branch, seq: int) -> bytes | None:
        branch = self.branch(branch.id)
        if not branch.since <= seq <= branch.tip:
            return None
        if seq == branch.tip:
            return branch.tip_hash
        head = self._head_at(branch, seq)
        if head is not None:
            return head
        return next((entry.hash for entry in self.entries(branch, seq, seq)), None)

    def _head_at(self, branch: Branch, seq: int) -> bytes | None:
        """What a segment that ends at this number ends in."""
        ends = models.Segment.objects.filter(branch=branch.id, last=seq)
        return next(map(bytes, ends.values_list("head", flat=True)), None)

    def entries(self, branch: Branch, first: int, last: int) -> Iterator[Entry]:
        """The entries of a branch in their order, a segment at a time."""
        for pk, start, end in self._sealed(branch, first, last):
            for entry in self._unpacked(pk):
                if max(start, first) <= entry.link.seq <= min(end, last):
                    first = entry.link.seq + 1
                    yield entry
        if first <= last:
            yield from self.open_entries(branch, first, last)

    def _sealed(self, branch: Branch, first: int, last: int) -> Iterable[tuple[int, int, int]]:
        """The segments that hold some of these entries: number, first and last entry of each."""
        sealed = models.Segment.objects.filter(branch=branch.id, last__gte=first, first__lte=last)
        return sealed.order_by("last").values_list("pk", "first", "last")

    def _unpacked(self, pk: int) -> list[Entry]:
        if self._run[0] != pk:
            data = models.Segment.objects.values_list("data", flat=True).get(pk=pk)
            self._run = (pk, _entries_in(bytes(data)))
        return self._run[1]

    def received(self, branch: Branch, seq: int) -> int:
        pk, first, last, _at = self._received
        if pk != branch.id or not first <= seq <= last:
            place = models.Segment.objects.filter(branch=branch.id, first__lte=seq, last__gte=seq)
            segment = place.values_list("first", "last", "received").first()
            if segment is None:
                opened = models.OpenEntry.objects.get(branch=branch.id, seq=seq)
                segment = (seq, seq, opened.received)
            self._received = (branch.id, *segment)
        return self._received[3]

    def add_segment(
        self, branch: Branch, segment: Segment, until: int, signed: SignedSegment, at: int
    ) -> None:
        row = models.Segment.objects.create(
            branch_id=branch.id,
            first=max(segment.first, branch.since),
            last=until,
            head=segment.entries[until - segment.first].hash,
            data=signed.data,
            signature=signed.signature,
            received=at,
        )
        self._run = (row.pk, segment.entries)

    def signed_segments(self, branch: Branch, after: int) -> Iterator[SignedSegment]:
        rows = models.Segment.objects.filter(branch=branch.id, last__gt=after).order_by("last")
        for data, signature in rows.values_list("data", "signature").iterator(chunk_size=8):
            yield SignedSegment(bytes(data), bytes(signature))

    def add_stray(self, stray: Stray) -> None:
        author, epoch, stream = stray.chain
        models.Stray.objects.get_or_create(
            head=stray.head,
            defaults={
                "author": author,
                "epoch": epoch,
                "stream": stream,
                "last": stray.last,
                "data": stray.signed.data,
                "signature": stray.signed.signature,
                "received": stray.at,
            },
        )
        self._strays = None

    def strays(self, chain: Chain | None) -> list[Stray]:
        if self._strays is None:
            self._strays = [*map(_stray, models.Stray.objects.order_by("id"))]
        return [stray for stray in self._strays if chain in (None, stray.chain)]

    def drop_stray(self, stray: Stray) -> None:
        models.Stray.objects.filter(head=stray.head).delete()
        self._strays = None

    def erased(self) -> set[bytes]:
        if self._erased is None:
            named = models.Erasure.objects.values_list("entry", flat=True)
            late = models.LedgerLine.objects.filter(reason=ERASED).values_list("head", flat=True)
            self._erased = {*map(bytes.fromhex, named), *map(bytes, late)}
        return self._erased

    def strip(self, chain: Chain, seq: int, entry: bytes) -> None:
        self.erased().add(entry)
        self._run, self._strays = (0, []), None
        branches = self.branches(chain)
        segments = models.Segment.objects.filter(branch__in=[branch.id for branch in branches])
        if len(branches) == 1:
            segments = segments.filter(first__lte=seq, last__gte=seq)
        author, epoch, stream = chain
        strays = models.Stray.objects.filter(author=author, epoch=epoch, stream=stream)
        for rows in (segments, strays):
            for pk, data in rows.values_list("pk", "data"):
                whole = unpack(bytes(data))
                if any(one.hash == entry and not one.committed for one in whole.entries):
                    rows.filter(pk=pk).update(data=without(whole, {entry}).data)

    def add_open(self, branch: Branch, entry: Entry, at: int) -> None:
        models.OpenEntry.objects.create(
            branch_id=branch.id,
            seq=entry.link.seq,
            hash=entry.hash,
            claimed_at=entry.claimed_at,
            salt=entry.salt,
            payload=wire.encode(entry.payload),
            received=at,
        )

    def open_entries(
        self, branch: Branch, first: int = 0, last: int = wire.LARGEST_INTEGER
    ) -> Iterator[Entry]:
        """The entries in no segment yet, each made anew from what it says."""
        kept = self._opened(branch, first - 1, last)
        begin = next(kept, None)
        if begin is None:
            return
        seq, hash_ = begin[:2]
        if seq < first:
            link = Link(*branch.chain, first, bytes(hash_))
        else:
            link = Link(*branch.chain, seq, self.hash_at(branch, seq - 1) or branch.prev)
            kept = itertools.chain((begin,), kept)
        while batch := [*itertools.islice(kept, AT_ONCE)]:
            for entry in wire.run(link, map(_contents, batch)):
                yield entry
            link = entry.after

    def _opened(self, branch: Branch, first: int, last: int) -> Iterator[Opened]:
        """What is kept of the open entries with these numbers."""
        numbers = (first, last)
        rows = models.OpenEntry.objects.filter(branch=branch.id, seq__range=numbers).order_by("seq")
        return rows.values_list("seq", "hash", "claimed_at", "salt", "payload").iterator(2000)

    def entries_at(self, places: Iterable[tuple[int, int]]) -> list[Entry]:
        """The entries at (branch, number), in the same order; what is open in one question."""
        wanted = list(places)
        opened = models.OpenEntry.objects.filter(
            branch__in={branch for branch, _ in wanted}, seq__in={seq for _, seq in wanted}
        )
        by_place = {
            (row.branch_id, row.seq): _as_kept(self.branch(row.branch_id), row) for row in opened
        }
        for branch, seq in wanted:
            if (branch, seq) not in by_place:
                [by_place[branch, seq]] = self.entries(self.branch(branch), seq, seq)
        return [by_place[place] for place in wanted]

    def close_open(self, branch: Branch, until: int) -> None:
        models.OpenEntry.objects.filter(branch=branch.id, seq__lte=until).delete()

    def seed(self, branch: Branch) -> bytes:
        return bytes(models.Branch.objects.values_list("seed", flat=True).get(pk=branch.id))

    def set_seed(self, branch: Branch, seed: bytes) -> None:
        models.Branch.objects.filter(pk=branch.id).update(seed=seed)

    def last_line(self, stream: str) -> Line | None:
        if stream not in self._last:
            row = models.LedgerLine.objects.filter(stream=stream).order_by("-revision").first()
            self._last[stream] = line_of(row) if row else None
        return self._last[stream]

    def lines(self, stream: str, after: int) -> Iterator[Line]:
        rows = models.LedgerLine.objects.filter(stream=stream, revision__gt=after)
        for row in rows.order_by("revision").iterator(chunk_size=500):
            yield line_of(row)

    def has_line(self, stream: str, until: int, hash_: bytes) -> bool:
        """Whether the ledger of a stream has a line that ends at this revision, with this hash."""
        line = self.line_to(stream, until)
        return line is not None and line.hash == hash_

    def line_to(self, stream: str, until: int) -> Line | None:
        """The line of a stream that ends at this revision."""
        line = self.line_with(stream, until)
        return line if line is not None and line.until == until else None

    def line_with(self, stream: str, revision: int) -> Line | None:
        """The line of a stream that gave an entry this revision."""
        last = self.last_line(stream)
        if last is None or last.revision <= revision:
            return last if last is not None and revision <= last.until else None
        rows = models.LedgerLine.objects.filter(stream=stream, revision__lte=revision)
        row = rows.order_by("-revision").first()
        return line_of(row) if row else None

    def add_line(self, line: Line) -> None:
        models.LedgerLine.objects.create(
            stream=line.stream,
            revision=line.revision,
            author=line.author,
            epoch=line.epoch,
            first=line.first,
            count=line.many,
            head=line.head,
            verdict=line.verdict.word,
            reason=line.verdict.reason,
            lost=line.verdict.lost,
            beaten=line.verdict.beaten,
            at=line.at,
            hash=line.hash,
        )
        self._last[line.stream] = line

    def streams(self) -> list[str]:
        named = models.LedgerLine.objects.values_list("stream").annotate(Max("revision"))
        return sorted(stream for stream, _ in named)


@lru_cache(maxsize=2)
def _entries_in(data: bytes) -> list[Entry]:
    """The entries of a segment, also for the next transaction: a hub asks about one, then follows it."""
    return unpack(data).entries


def line_of(row: models.LedgerLine) -> Line:
    """The line that a row keeps."""
    lost, beaten = (tuple((place, name) for place, name in of) for of in (row.lost, row.beaten))
    verdict = Verdict(row.verdict, row.reason, lost, beaten)
    place = (row.stream, row.revision, row.author, row.epoch, row.first, row.count)
    return Line(*place, bytes(row.head), verdict, row.at, bytes(row.hash))


def _contents(kept: Opened) -> wire.EntryContents:
    """What an open entry is made of."""
    _seq, _hash, claimed_at, salt, payload = kept
    return claimed_at, bytes(salt), wire.decode_payload(bytes(payload)), b""


def _as_kept(branch: Branch, row: models.OpenEntry) -> Entry:
    """An open entry for its story; not proved, so it does not ask for the one before."""
    link = Link(*branch.chain, row.seq, b"")
    payload = wire.decode_payload(bytes(row.payload))
    return Entry(link, bytes(row.hash), row.claimed_at, bytes(row.salt), payload)


def _stray(row: models.Stray) -> Stray:
    chain = Chain(row.author, row.epoch, row.stream)
    signed = SignedSegment(bytes(row.data), bytes(row.signature))
    return Stray(chain, row.last, bytes(row.head), signed, row.received)


def _branch(row: models.Branch) -> Branch:
    chain = Chain(row.author, row.epoch, row.stream)
    ends = (row.since, bytes(row.prev), row.tip, bytes(row.tip_hash), row.ordered)
    return Branch(row.pk, chain, *ends, tuple((first, last) for first, last in row.skipped))
