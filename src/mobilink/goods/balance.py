"""Stock and takings as sums of movements, in whatever order those arrive.

A place is a text: `maker` and `buyer` are outside, `gone` is what was torn or lost, `unit/CODE` is a
store and `van/ID` a van with its tent. Whatever leaves one place comes to another, so all places
together always hold nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

MAKER: Final = "maker"
BUYER: Final = "buyer"
GONE: Final = "gone"
OURS: Final = ("unit/", "van/")


class Move(NamedTuple):
    """So many of one lot from a place to another; `rupiah` came in with it, or went out if below 0.

    What takes a record back goes that record's way with fewer than none, so that neither is counted.
    """

    lot: UUID
    quantity: int
    origin: str
    target: str
    rupiah: int = 0


def moved(
    lot: UUID, quantity: int, origin: str, target: str, rupiah: int, reverses: UUID | None
) -> Move:
    """A movement as the sums see it; `reverses` is the record that it takes back."""
    if reverses:
        return Move(lot, -quantity, target, origin, rupiah)
    return Move(lot, quantity, origin, target, rupiah)


def store_of(unit_code: str) -> str:
    return f"unit/{unit_code}"


def aboard(van: UUID) -> str:
    return f"van/{van}"


def is_ours(place: str) -> bool:
    """Whether the service answers for what is there."""
    return place.startswith(OURS)


def is_way(origin: str, target: str) -> bool:
    """Whether goods may go this way: from a maker to us, among us, to whom we sell, back, away; and
    what was counted as lost may be found again.
    """
    if is_ours(origin):
        return target != origin
    return is_back(target) if origin == BUYER else is_ours(target)


def is_back(target: str) -> bool:
    """Whether a buyer's return may go there: to us, or away where it is spoilt."""
    return is_ours(target) or target == GONE


def held(moves: Iterable[Move]) -> Counter[tuple[UUID, str]]:
    """(lot, place) → how many are there. Below 0: something has not been told yet."""
    stock: Counter[tuple[UUID, str]] = Counter()
    for move in moves:
        stock[move.lot, move.origin] -= move.quantity
        stock[move.lot, move.target] += move.quantity
    return stock


@dataclass(frozen=True)
class Reckoning:
    """What became of a lot. `taken` = `sold` + `lost` + `returned` + `left`; `rupiah` as taken."""

    taken: int = 0
    sold: int = 0
    lost: int = 0
    returned: int = 0
    left: int = 0
    rupiah: int = 0


def reckon(moves: Iterable[Move]) -> dict[UUID, Reckoning]:
    """Lot → what became of it."""
    moves = list(moves)
    stock, rupiah, taken = held(moves), Counter[UUID](), Counter[UUID]()
    for move in moves:
        rupiah[move.lot] += move.rupiah
        taken[move.lot] += move.quantity if move.origin == MAKER else 0
    left: Counter[UUID] = Counter()
    for (lot, place), quantity in stock.items():
        left[lot] += quantity if is_ours(place) else 0
    return {
        lot: Reckoning(
            taken[lot],
            stock[lot, BUYER],
            stock[lot, GONE],
            taken[lot] + stock[lot, MAKER],
            left[lot],
            rupiah[lot],
        )
        for lot in dict.fromkeys(move.lot for move in moves)
    }


def share_of_maker(rupiah: int, office_percent: int) -> int:
    """What the maker gets of the takings; a fraction of a rupiah is the maker's."""
    return rupiah - rupiah * office_percent // 100
