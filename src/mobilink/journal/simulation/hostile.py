"""Fuzzing: bytes that nobody honest sends are kept whole or refused by name.

Each input is one specimen of honest traffic, hurt in its bytes or in the tree that they spell, and
signed again where an enrolled machine could sign it. What is still accepted goes all the way to a
verdict.
"""

import gc
import io
import random
import resource
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from mobilink.basics.errors import Refused
from mobilink.journal.core import frames, messages, wire
from mobilink.journal.core.replica import Replica
from mobilink.journal.core.segment import Segment, claim, unpack
from mobilink.journal.core.sequence import Member
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.simulation.memory import MemoryStore
from mobilink.journal.simulation.specimens import KEY, SECRET, Specimen, signer, specimens

SLOW = 1_000_000  # ns of the processor
ACCEPTED = "accepted"
NASTY: list[Any] = [
    None, True, -1, 0, 2**31, 2**53, 2**63, -(2**63), 2**64 - 1, 1.5, float("nan"), "", "\0", "e\u0301",
    "x" * 101, "x" * 70_000, b"", b"x" * 15, b"x" * 33, [], {}, [[[[[[[[[[]]]]]]]]]],
    {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {}}}}}}}}}, {0: 0}, msgspec.msgpack.Ext(1, b""),
    msgspec.msgpack.Ext(5, b"x"), [0] * 5_000,
]  # fmt: skip
NASTY_NAMES = ["", "\0", "id", "x" * 101, "__class__"]


@dataclass
class Outcome:
    """What came of some inputs: how each ended, which escaped as no refusal, and what they cost.

    `slow` counts refusals that took more than a millisecond and `slowest` is the longest, in µs of
    the processor; `memory` is the peak of the process in MB, after a tenth of the inputs and after
    all of them.
    """

    inputs: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    escaped: list[tuple[int, str]] = field(default_factory=list)
    slow: int = 0
    slowest: float = 0.0
    memory: tuple[float, float] = (0.0, 0.0)


def attack(inputs: int, first: int = 0) -> Outcome:
    """Read so many hostile inputs, from number `first` on; a number is the same input always."""
    outcome, samples = Outcome(), specimens()
    for number in range(first, first + inputs):
        specimen, data = hurt(samples, number)
        began = time.thread_time_ns()
        ending = read(specimen.sort, data)
        spent = time.thread_time_ns() - began
        outcome.ended[ending] += 1
        if ending != ACCEPTED:
            if spent > SLOW:
                spent = min(_again(specimen.sort, data) for _ in range(5))
            outcome.slow += spent > SLOW
            outcome.slowest = max(outcome.slowest, spent / 1000)
        if ending.startswith("escaped"):
            outcome.escaped.append((number, ending))
        outcome.inputs += 1
        if outcome.inputs == max(1, inputs // 10):
            outcome.memory = (_peak(), 0.0)
    outcome.memory = (outcome.memory[0], _peak())
    return outcome


def _again(sort: str, data: bytes) -> int:
    """What the same input costs without the collection of others' garbage."""
    gc.collect()
    began = time.thread_time_ns()
    read(sort, data)
    return time.thread_time_ns() - began


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def hurt(samples: list[Specimen], number: int) -> tuple[Specimen, bytes]:
    """The input with this number: one of the specimens, hurt once or a few times."""
    chance = random.Random(number)
    specimen = chance.choice(samples)
    if chance.random() < 0.6 and not isinstance(specimen.tree, bytes):
        tree = specimen.tree
        for _ in range(chance.choice([1, 1, 1, 2, 4])):
            tree = _another_tree(tree, chance)
        return specimen, specimen.spell(tree)
    data = specimen.data
    for _ in range(chance.choice([1, 1, 1, 2, 8])):
        data = _other_bytes(data, chance)
    return specimen, data


def _another_tree(tree: Any, chance: random.Random) -> Any:
    """The same tree with one node, anywhere in it, replaced, left out, doubled or moved."""
    if isinstance(tree, list) and tree and chance.random() < 0.9:
        return _another_list(tree, chance)
    if isinstance(tree, dict) and tree and chance.random() < 0.8:
        name = chance.choice(list(tree))
        as_name = name if chance.random() < 0.7 else chance.choice(NASTY_NAMES)
        return {**tree, as_name: _another_tree(tree[name], chance)}
    if isinstance(tree, bytes) and tree and chance.random() < 0.6:
        return _other_bytes(tree, chance)
    if type(tree) is int and chance.random() < 0.5:
        return (tree + chance.choice([-1, 1, 2**32, -(2**53), 2**53])) % 2**63
    return chance.choice(NASTY)


def _another_list(tree: list[Any], chance: random.Random) -> list[Any]:
    at = chance.randrange(len(tree))
    what = chance.random()
    if what < 0.8:
        return [*tree[:at], _another_tree(tree[at], chance), *tree[at + 1 :]]
    if what < 0.87:
        return tree[:at] + tree[at + 1 :]
    if what < 0.94:
        return [*tree, tree[at]]
    return chance.sample(tree, len(tree))


def _other_bytes(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    until = min(len(data), at + chance.choice([1, 1, 2, 4, 16, 64]))
    what = chance.random()
    if what < 0.4 and at < until:
        changed = bytearray(data)
        changed[at] ^= 1 << chance.randrange(8)
        return bytes(changed)
    if what < 0.6:
        return data[:at] + chance.randbytes(until - at) + data[until:]
    if what < 0.7:
        return data[:at]
    if what < 0.8:
        return data[:at] + data[until:]
    if what < 0.9:
        return data[:until] + data[at:]
    return (
        data[:at]
        + bytes([chance.choice([0x00, 0x7F, 0x80, 0x90, 0xC0, 0xC1, 0xDF, 0xFF])])
        + data[at:]
    )


def read(sort: str, data: bytes) -> str:
    """How reading some bytes ends: the code of a refusal, `accepted`, or `escaped` with an error."""
    try:
        _READERS[sort](data)
    except Refused as refusal:
        return refusal.code
    except Exception as error:
        return f"escaped: {type(error).__name__}: {str(error)[:80]}"
    return ACCEPTED


def _read_segment(data: bytes) -> None:
    segment = unpack(data)
    for entry in segment.entries:
        if not entry.committed:
            wire.decode_payload(wire.encode(entry.payload))  # both readers have one rule
    _judge(segment)


def _judge(segment: Segment) -> None:
    """Let an office decide on it as if its author had signed it."""
    author = Member(segment.chain.author, KEY, frozenset([segment.chain.stream]))
    store = MemoryStore(UUID(int=1), {author.id: author}, random.Random(0))
    office = Replica(store, signer())
    office.receive(SignedSegment(segment.data, signer().sign(claim(segment))), 0)
    office.sequence(0)


def _read_message(data: bytes) -> None:
    said = messages.read_envelope(data).open(messages.Ask, KEY, signer())
    messages.ends_from_wire(said.ends)
    for wire_line in said.tail:
        messages.line_from_wire(wire_line).hash_after(b"")
    for data, _ in said.signed_segments:
        unpack(data)


def _read_bundle(data: bytes) -> None:
    for signed_segment in frames.signed_segments_of(io.BytesIO(data), lambda _: SECRET):
        if signed_segment is not None:
            unpack(signed_segment.data)


_READERS: dict[str, Callable[[bytes], object]] = {
    "entry": wire.decode_payload,
    "segment": _read_segment,
    "message": _read_message,
    "envelope": _read_message,
    "bundle": _read_bundle,
}
