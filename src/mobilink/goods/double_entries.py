"""What two machines that could not hear each other both did: taken back twice, moved twice, paid twice.

One machine alone refuses it, so records of two machines are behind what must not be. They are shown
beside each other; a person who knows what happened takes one of them back.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from mobilink.goods.balance import BUYER, is_ours, share_of_maker


class Record(NamedTuple):
    """A movement that nobody took back, with the machine that recorded it."""

    id: UUID
    lot: UUID
    quantity: int
    origin: str
    target: str
    receipt: str
    machine: object


class Double(NamedTuple):
    """Records of several machines of which one seems to be too many, by so many pieces."""

    lot: UUID
    ids: tuple[UUID, ...]
    over: int
    receipt: str = ""


class Earned(NamedTuple):
    """Rupiah that came in for a lot, of which the office keeps so many percent."""

    lot: UUID
    percent: int
    rupiah: int
    at: datetime


class Paid(NamedTuple):
    """A payment that nobody took back."""

    id: UUID
    rupiah: int
    at: datetime
    machine: object


def taken_back_twice(records: Iterable[Record]) -> list[Double]:
    """Receipts of which buyers brought back more than they had bought."""
    sold, back = Counter[tuple[UUID, str]](), defaultdict[tuple[UUID, str], list[Record]](list)
    for one in records:
        key = one.lot, one.receipt
        if one.receipt and one.target == BUYER:
            sold[key] += one.quantity
        elif one.receipt and one.origin == BUYER:
            back[key].append(one)
    return [
        _double(some, sum(one.quantity for one in some) - sold[key], key[1])
        for key, some in back.items()
        if 0 < sold[key] < sum(one.quantity for one in some) and _are_of_two(some)
    ]


def moved_twice(records: Iterable[Record]) -> list[Double]:
    """Movements alike out of a place from which more went than came, which one of them less explains;
    what was sold is no double.
    """
    there = Counter[tuple[UUID, str]]()
    alike = defaultdict[tuple[object, ...], list[Record]](list)
    for one in records:
        there[one.lot, one.origin] -= one.quantity
        there[one.lot, one.target] += one.quantity
        if is_ours(one.origin) and one.target != BUYER:
            alike[one.lot, one.origin, one.target, one.quantity].append(one)
    short = [(some, -there[some[0].lot, some[0].origin]) for some in alike.values()]
    return [
        _double(some, over)
        for some, over in short
        if 0 < over <= some[0].quantity and _are_of_two(some)
    ]


def paid_beyond(earned: Iterable[Earned], payments: Iterable[Paid]) -> list[tuple[Paid, Paid]]:
    """Payments that went beyond what was due at their moment, each with one of another machine before.

    Nothing where no more was paid than is due by now; what came back after a payment is no double.
    """
    earned, ordered = list(earned), sorted(payments, key=lambda one: (one.at, one.id))
    if sum(one.rupiah for one in ordered) <= _due(earned):
        return []
    found = []
    for number, one in enumerate(ordered):
        others = [before for before in ordered[:number] if before.machine != one.machine]
        paid = sum(each.rupiah for each in ordered[: number + 1])
        if others and paid > _due(each for each in earned if each.at <= one.at):
            found.append((others[-1], one))
    return found


def _due(earned: Iterable[Earned]) -> int:
    lots = Counter[tuple[UUID, int]]()
    for one in earned:
        lots[one.lot, one.percent] += one.rupiah
    return sum(share_of_maker(rupiah, percent) for (_lot, percent), rupiah in lots.items())


def _are_of_two(records: list[Record]) -> bool:
    return len({one.machine for one in records}) > 1


def _double(some: list[Record], over: int, receipt: str = "") -> Double:
    return Double(some[0].lot, tuple(one.id for one in some), over, receipt)
