"""Double entries by two machines that could not hear each other: moved, paid or taken back twice.

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
    for record in records:
        key = record.lot, record.receipt
        if record.receipt and record.target == BUYER:
            sold[key] += record.quantity
        elif record.receipt and record.origin == BUYER:
            back[key].append(record)
    return [
        _double(group, sum(record.quantity for record in group) - sold[key], key[1])
        for key, group in back.items()
        if 0 < sold[key] < sum(record.quantity for record in group) and _are_of_two(group)
    ]


def moved_twice(records: Iterable[Record]) -> list[Double]:
    """Movements alike out of a place from which more went than came, which one of them less explains;
    what was sold is no double.
    """
    stock = Counter[tuple[UUID, str]]()
    alike = defaultdict[tuple[object, ...], list[Record]](list)
    for record in records:
        stock[record.lot, record.origin] -= record.quantity
        stock[record.lot, record.target] += record.quantity
        if is_ours(record.origin) and record.target != BUYER:
            alike[record.lot, record.origin, record.target, record.quantity].append(record)
    short = [(group, -stock[group[0].lot, group[0].origin]) for group in alike.values()]
    return [
        _double(group, over)
        for group, over in short
        if 0 < over <= group[0].quantity and _are_of_two(group)
    ]


def paid_beyond(earned: Iterable[Earned], payments: Iterable[Paid]) -> list[tuple[Paid, Paid]]:
    """Payments that went beyond what was due at their moment, each with one of another machine before.

    Nothing where no more was paid than is due by now; what came back after a payment is no double.
    """
    earned, ordered = list(earned), sorted(payments, key=lambda payment: (payment.at, payment.id))
    if sum(payment.rupiah for payment in ordered) <= _due(earned):
        return []
    pairs = []
    for number, payment in enumerate(ordered):
        others = [before for before in ordered[:number] if before.machine != payment.machine]
        paid = sum(each.rupiah for each in ordered[: number + 1])
        if others and paid > _due(each for each in earned if each.at <= payment.at):
            pairs.append((others[-1], payment))
    return pairs


def _due(earned: Iterable[Earned]) -> int:
    lots = Counter[tuple[UUID, int]]()
    for earning in earned:
        lots[earning.lot, earning.percent] += earning.rupiah
    return sum(share_of_maker(rupiah, percent) for (_lot, percent), rupiah in lots.items())


def _are_of_two(records: list[Record]) -> bool:
    return len({record.machine for record in records}) > 1


def _double(records: list[Record], over: int, receipt: str = "") -> Double:
    return Double(records[0].lot, tuple(record.id for record in records), over, receipt)
