"""Fuzzing corpus: what honest machines send, as bytes and as the tree that they spell."""

import random
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import msgspec
import zstandard

from mobilink.journal.core import frames, messages, wire
from mobilink.journal.core.exchange import heads, lacking
from mobilink.journal.core.segment import unpack
from mobilink.journal.simulation.machine import QuickSigner
from mobilink.journal.simulation.run import play
from mobilink.journal.simulation.world import AnyWorld, everything

FEW, SMALL = 40, 3_000
KEY, SECRET = b"k" * 16, b"s" * 32
_pack = msgspec.msgpack.encode


class Specimen(NamedTuple):
    """One thing that is read: of which sort, its tree, and how a tree becomes bytes again."""

    sort: str
    tree: Any
    spell: Callable[[Any], bytes]

    @property
    def data(self) -> bytes:
        return self.spell(self.tree)


def specimens(seed: int = 7) -> list[Specimen]:
    """Entries, segments, messages and bundles of one simulated world, small ones of each."""
    world = play(seed)
    signed_segments = [
        p for p in lacking(world.office.store, {}, (), everything) if len(p.data) < SMALL
    ]
    few = signed_segments[:FEW]
    entries = [entry for signed_segment in few for entry in unpack(signed_segment.data).entries]
    return [
        *(Specimen("entry", _tree(wire.encode(entry.payload)), _pack) for entry in entries[:FEW]),
        *(_segment(signed_segment.data) for signed_segment in few),
        *(Specimen("message", _tree(_pack(said)), _spoken) for said in _said(world)),
        *(Specimen("envelope", _tree(_spoken(_tree(_pack(said)))), _pack) for said in _said(world)),
        Specimen("bundle", b"".join(frames.framed(few[:5], SECRET, [SECRET])), bytes),
    ]


def signer() -> QuickSigner:
    """Whoever sends these bytes has an enrolled machine's key."""
    return QuickSigner(KEY, random.Random(0))


def _tree(data: bytes) -> Any:
    return msgspec.msgpack.decode(data)


def _segment(data: bytes) -> Specimen:
    tree = _tree(zstandard.decompress(data))
    return Specimen("segment", tree, lambda tree: zstandard.compress(_pack(tree)))


def _spoken(tree: Any) -> bytes:
    """A question with whatever body, as an enrolled machine signs it."""
    author, nonce, body = bytes(16), bytes(16), _pack(tree)
    signed = b"\0".join([b"mobilink", b"Ask", author, nonce, body])
    return _pack([author, nonce, body, signer().sign(signed)])


def _said(world: AnyWorld) -> Iterator[messages.Ask]:
    """Questions of that world's hubs."""
    office = world.office.store
    tail = [messages.line_to_wire(line) for line in islice(office.decided, 3)]
    for hub in world.hubs:
        signed_segments = [
            (p.data, p.signature)
            for p in islice(lacking(hub.store, {}, (), everything), 3)
            if len(p.data) < SMALL
        ]
        last = [(stream, office.last_line(stream)) for stream in office.streams()]
        yield messages.Ask(
            messages.VERSION,
            "0",
            messages.ends_to_wire(heads(hub.store, everything)),
            [],
            True,
            [(stream, line.until, line.hash) for stream, line in last if line],
            signed_segments,
            tail,
            1000,
            world.now,
            {stream: line.hash for stream, line in last if line},
            5,
            world.now,
        )
