"""A segment: consecutive entries of one chain, packed in columns, compressed, signed once.

Entries of the same shape (verb and kinds) share their names; each field becomes a column. What
follows from its neighbours is left out: ids, hashes, sequence numbers, salts. Unpacking makes every
entry again and hashes the whole run, so the signature over the last hash proves each of them. The
signature holds too where what an entry said was erased, since its header commits to that by hash.

It carries the keys of the salts of its blocks, and no two segments share a block.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Annotated, Any
from uuid import UUID

import msgspec
import zstandard

from mobilink.journal.core import packing, wire
from mobilink.journal.core.errors import Malformed
from mobilink.journal.core.salts import BLOCK, KEY_SIZE, block_of, keys_of, salt_at
from mobilink.journal.core.wire import ABSENT, Chain, Entry, Id, Link, Name, Op, Payload, RowColumns

VERSION = 1
MOST_ENTRIES = 4096
MOST_SHAPES = 256
LARGEST = wire.LARGEST_RUN
ODD = (msgspec.MsgspecError, OverflowError, IndexError, RecursionError, TypeError, ValueError)


class Part(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    """The names that all ops at one position of a shape share."""

    kind: Name
    is_change: bool
    fields: list[Name]
    bases: list[Name]


class Shape(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    """What entries of one shape share: the verb, whether they are salted, their ops' names."""

    action: Name
    is_salted: bool
    parts: list[Part]


class Packed(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    """A segment before compression."""

    version: int
    author: Id
    epoch: Id
    stream: Name
    first: Annotated[int, msgspec.Meta(ge=1, le=wire.LARGEST_INTEGER)]
    prev: wire.Seen
    keys: bytes
    times: list[Any]
    shapes: Annotated[list[Shape], msgspec.Meta(max_length=MOST_SHAPES)]
    order: Annotated[bytes, msgspec.Meta(min_length=1, max_length=MOST_ENTRIES)]
    columns: list[list[list[Any]]]
    salts: list[Annotated[bytes, msgspec.Meta(max_length=KEY_SIZE)]] = []
    erased: dict[int, wire.Hash] = {}


@dataclass(frozen=True)
class Segment:
    """A run of entries, whole: its chain, its first number, its bytes, and the entries themselves."""

    chain: Chain
    first: int
    prev: bytes
    data: bytes
    entries: list[Entry]

    @property
    def head(self) -> bytes:
        """The identity of the last entry; with the chain it names the segment."""
        return self.entries[-1].hash

    @property
    def last(self) -> int:
        return self.first + len(self.entries) - 1


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Packed)


def claim(segment: Segment) -> bytes:
    """What the author of a segment signs."""
    return b"mobilink segment" + segment.head


def pack(entries: list[Entry], seed: bytes) -> Segment:
    """The segment of consecutive entries, whose salts follow from `seed`."""
    start = entries[0].link
    groups: dict[Any, list[Entry]] = {}
    keys = [*map(_likeness, entries)]
    for key, entry in zip(keys, entries, strict=True):
        groups.setdefault(key, []).append(entry)
    numbers = {key: number for number, key in enumerate(groups)}
    erased = {place: entry.committed for place, entry in enumerate(entries) if entry.committed}
    shapes, columns = zip(*(_columns_of(group) for group in groups.values()), strict=True)
    packed = Packed(
        VERSION,
        start.author.bytes,
        start.epoch.bytes,
        start.stream,
        start.seq,
        start.prev,
        b"" if erased else keys_of(seed, start.seq, entries[-1].link.seq),
        packing.written([entry.claimed_at for entry in entries], None),
        list(shapes),
        bytes(map(numbers.__getitem__, keys)),
        list(columns),
        # The keys would give away the salt of what was erased, so the others keep their own.
        [entry.salt for entry in entries] if erased else [],
        erased,
    )
    plain = _encoder.encode(packed)
    # Notes and topics pack a tenth smaller from level 15 on, for 2 µs a visit.
    level = 19 if len(plain) < 64 * 1024 else 15
    data = zstandard.ZstdCompressor(level=level).compress(plain)
    return Segment(start.chain, start.seq, start.prev, data, entries)


def without(segment: Segment, hashes: Collection[bytes]) -> Segment:
    """The same segment without what the entries with these hashes said."""
    kept = [entry.erased() if entry.hash in hashes else entry for entry in segment.entries]
    return pack(kept, b"")


def runs(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Cut consecutive entries into runs that each fit one segment, only where a block ends."""
    run: list[Entry] = []
    seen: set[Any] = set()
    size = 0
    for entry in entries:
        is_full = len(run) > MOST_ENTRIES - BLOCK or len(seen) > MOST_SHAPES - BLOCK
        if (is_full or size > LARGEST // 8) and entry.link.seq % BLOCK == 1:
            yield run
            run, seen, size = [], set(), 0
        run.append(entry)
        seen.add(_likeness(entry))
        size += len(wire.encode(entry.payload))
    if run:
        yield run


def unpack(data: bytes) -> Segment:
    """The segment in `data`, every hash made anew; raises Malformed or NotStorable, nothing else."""
    try:
        packed = _decoder.decode(_inflate(data))
        author, epoch = UUID(bytes=packed.author), UUID(bytes=packed.epoch)
        link = Link(author, epoch, packed.stream, packed.first, packed.prev)
        if packed.version != VERSION:
            raise Malformed(f"Segment version {packed.version} is unknown; upgrade Mobilink.")
        wire.check_names([packed.stream])
        if len(link.prev) not in (0, 32):
            raise Malformed("The segment does not say where it stands in its chain.")
        entries = _entries(packed, link)
    except ODD as error:
        raise Malformed(f"The bytes are not a segment: {error}.") from error
    return Segment(link.chain, packed.first, packed.prev, data, entries)


def _entries(packed: Packed, link: Link) -> list[Entry]:
    _, times = packing.read(packed.times, len(packed.order), [], "claimed_at", packing.check_time)
    claimed: list[list[int]] = [[] for _ in packed.shapes]
    for number, time in zip(packed.order, times, strict=True):
        claimed[number].append(time)
    read = [
        _read(shape, columns, at)
        for shape, columns, at in zip(packed.shapes, packed.columns, claimed, strict=True)
    ]
    payloads = [_payloads(shape, of) for shape, of in zip(packed.shapes, read, strict=True)]
    alike = [_alike(shape, of) for shape, of in zip(packed.shapes, read, strict=True)]
    salts = packed.salts or _salts(packed)
    contents = (
        (time, salt, *_said(next(payloads[number]), packed.erased.get(place, b"")))
        for place, (number, time, salt) in enumerate(zip(packed.order, times, salts, strict=True))
    )
    entries = list(wire.run(link, contents))
    for entry, number in zip(entries, packed.order, strict=True):
        entry.alike = alike[number]
    return entries


def _salts(packed: Packed) -> Iterator[bytes]:
    """The salt of each entry, which is empty where its shape has none."""
    before = block_of(packed.first)
    for seq, number in enumerate(packed.order, packed.first):
        at = (block_of(seq) - before) * KEY_SIZE
        is_salted = packed.shapes[number].is_salted
        yield salt_at(packed.keys[at : at + KEY_SIZE], seq) if is_salted else b""


def _said(payload: Payload, left: bytes) -> tuple[Payload, bytes]:
    """What an entry says; beside what is left of an erased one nothing may be said."""
    if left and payload != wire.NOTHING_SAID:
        raise Malformed("The segment says something in place of what was erased.")
    return payload, left


def _read(shape: Shape, columns: list[packing.Column], claimed: list[int]) -> list[packing.Read]:
    """What stands in the columns of a shape: by whom, why, and then op by op."""
    wire.check_names([shape.action])
    checks: list[tuple[str, packing.Check]] = [
        ("by", packing.check_name),
        ("why", packing.check_text),
    ]
    for part in shape.parts:
        if any(len({*names}) != len(names) for names in (part.fields, part.bases)):
            raise Malformed(f"The segment names a field of {part.kind} twice.")
        wire.check_names([part.kind, *part.fields, *part.bases])
        checks += [(f"{part.kind} row", packing.check_row)] * part.is_change
        checks += [(f"{part.kind}.{name}", packing.check_field) for name in part.fields]
        checks += [(f"{part.kind} base", packing.check_base) for _ in part.bases]
    return [
        packing.read(column, len(claimed), claimed, *check)
        for column, check in zip(columns, checks, strict=True)
    ]


def _alike(shape: Shape, read: list[packing.Read]) -> RowColumns | None:
    """What entries of a shape say together, where all of them only make rows."""
    if not shape.parts or any(part.is_change or part.bases for part in shape.parts):
        return None
    given = iter([given for given, _ in read[2:]])
    parts = [(part.kind, islice(given, len(part.fields)), part.fields) for part in shape.parts]
    return RowColumns([(kind, dict(zip(names, cols, strict=True))) for kind, cols, names in parts])


def _payloads(shape: Shape, read: list[packing.Read]) -> Iterator[Payload]:
    by, why, *columns = (values for _, values in read)
    rest = iter(columns)
    ops = (
        zip(*(_ops(part, rest) for part in shape.parts), strict=True) if shape.parts else repeat(())
    )
    return map(Payload, repeat(shape.action), by, why, map(list, ops))


def _ops(part: Part, columns: Iterator[list[Any]]) -> Iterable[Op]:
    rows = next(columns) if part.is_change else repeat(None)
    fields = _named(part.fields, columns)
    return map(Op, repeat(part.kind), rows, fields, _named(part.bases, columns))


def _named(names: list[str], columns: Iterator[list[Any]]) -> Iterable[dict[str, Any]]:
    """The values of the next columns by their names, entry by entry, without what is absent."""
    return (
        (
            {name: value for name, value in zip(names, row, strict=True) if value is not ABSENT}
            for row in zip(*islice(columns, len(names)), strict=True)
        )
        if names
        else repeat({})
    )


def _inflate(data: bytes) -> bytes:
    try:
        size = zstandard.frame_content_size(data)
        if not 0 < size <= LARGEST:
            raise Malformed(f"The segment would unpack to {size} bytes, which is too many.")
        return zstandard.ZstdDecompressor().decompress(data)
    except zstandard.ZstdError as error:
        raise Malformed(f"The bytes are not a segment: {error}.") from error


def _likeness(entry: Entry) -> Any:
    """What two entries must share to stand in the same columns."""
    ops = entry.payload.ops
    return (
        entry.payload.action,
        bool(entry.salt),
        tuple((op.kind, op.row is not None) for op in ops),
    )


def _columns_of(group: list[Entry]) -> tuple[Shape, list[packing.Column]]:
    claimed = [entry.claimed_at for entry in group]
    columns = [
        packing.written([entry.payload.by for entry in group], claimed),
        packing.written([entry.payload.why for entry in group], claimed),
    ]
    parts = []
    for ops in zip(*(entry.payload.ops for entry in group), strict=True):
        fields = sorted({name for op in ops for name in op.fields})
        bases = sorted({name for op in ops for name in op.base})
        parts.append(Part(ops[0].kind, ops[0].row is not None, fields, bases))
        if ops[0].row is not None:
            columns.append(packing.written([op.row for op in ops], claimed))
        columns += [
            packing.written([op.fields.get(f, ABSENT) for op in ops], claimed) for f in fields
        ]
        columns += [packing.written([op.base.get(f, ABSENT) for op in ops], claimed) for f in bases]
    first = group[0]
    return Shape(first.payload.action, bool(first.salt), parts), columns
