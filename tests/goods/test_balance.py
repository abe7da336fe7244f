"""Ten thousand random histories of the goods of a stand: whatever comes when, the sums are right."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.goods.balance import (
    BUYER,
    GONE,
    MAKER,
    Move,
    aboard,
    held,
    is_ours,
    is_way,
    reckon,
    share_of_maker,
    store_of,
)
from mobilink.goods.count_differences import Counted, Moved, differences

pytestmark = pytest.mark.pure

LOTS = [UUID(int=number) for number in range(1, 4)]
PLACES = [store_of("KEPRI-KPP"), store_of("KEPRI-BTM"), aboard(UUID(int=8)), aboard(UUID(int=9))]
PRICE = 15_000
MORNING = datetime(2019, 8, 18, tzinfo=UTC)


class Stand:
    """The goods themselves, one by one, and the purse: what the sums must agree with.

    Some vanish, and nobody knows until somebody counts: `lacking` is how many of a lot do at a place.
    """

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.purse, self.moves = chance, Counter(), []
        self.things: list[list] = []  # [lot, place]
        self.lacking: Counter[tuple[UUID, str]] = Counter()
        self.told: list[Moved] = []
        self.counts: list[Counted] = []
        self.truth: dict[UUID, int] = {}  # count → what it must differ by
        self.at, self.settled = MORNING, 0

    def step(self) -> None:
        self.at += timedelta(minutes=1)
        able = [
            self.take,
            self.count,
            *([self.carry, self.sell, self.lose, self.give_back, self.vanish] * bool(self.ours())),
        ]
        sold = [thing for thing in self.things if thing[1] == BUYER]
        off = any(self.differences().values())
        self.chance.choice([*able, *([self.refund] * bool(sold)), *([self.settle] * off)])()

    def vanish(self) -> None:
        thing = self.chance.choice(self.ours())
        self.things.remove(thing)
        self.lacking[tuple(thing)] += 1

    def count(self) -> None:
        anywhere = self.chance.choice(LOTS), self.chance.choice(PLACES)
        lot, place = self.chance.choice([*+self.lacking, anywhere])
        many = Counter(map(tuple, self.things))[lot, place]
        made = Counted(UUID(int=100 + len(self.counts)), lot, place, self.at, many)
        self.counts.append(made)
        self.truth[made.id] = -self.lacking[lot, place]

    def differences(self) -> dict[UUID, int]:
        return differences(self.counts, self.told)

    def settle(self) -> None:
        """Who knows all writes off what the last count of a place did not find."""
        off = {key: more for key, more in self.differences().items() if more}
        count = self.chance.choice([each for each in self.counts if each.id in off])
        lost = -off[count.id]
        self.lacking[count.lot, count.place] -= lost
        self.truth[count.id] += lost
        self.things += [[count.lot, GONE] for _each in range(lost)]
        self.settled += 1
        self._tell(Move(count.lot, lost, count.place, GONE), as_of=count.at)

    def _tell(self, move: Move, as_of: datetime | None = None) -> None:
        self.moves.append(move)
        self.told.append(Moved(*move[:4], as_of or self.at))

    def ours(self) -> list[list]:
        return [thing for thing in self.things if is_ours(thing[1])]

    def take(self) -> None:
        lot, place = self.chance.choice(LOTS), self.chance.choice(PLACES[:2])
        many = self.chance.randint(1, 30)
        self.things += [[lot, place] for _each in range(many)]
        self._tell(Move(lot, many, MAKER, place))

    def carry(self) -> None:
        self._bring(PLACES)

    def sell(self) -> None:
        self._bring([BUYER], PRICE)

    def lose(self) -> None:
        self._bring([GONE])

    def give_back(self) -> None:
        self._bring([MAKER])

    def refund(self) -> None:
        lot = self.chance.choice([thing for thing in self.things if thing[1] == BUYER])[0]
        self._move(lot, BUYER, self.chance.choice([*PLACES, GONE]), -PRICE)

    def _bring(self, targets: list[str], price: int = 0) -> None:
        lot, origin = self.chance.choice(self.ours())
        self._move(
            lot,
            origin,
            self.chance.choice([target for target in targets if target != origin]),
            price,
        )

    def _move(self, lot: UUID, origin: str, target: str, price: int) -> None:
        things = [thing for thing in self.things if thing == [lot, origin]]
        taken = things[: self.chance.randint(1, len(things))]
        for thing in taken:
            thing[1] = target
        self.purse[lot] += price * len(taken)
        self._tell(Move(lot, len(taken), origin, target, price * len(taken)))


def test_ten_thousand_histories_add_up_in_whatever_order_they_come():
    """Two vans, two stores, sales, losses, refunds, counts; told late, interleaved, and in parts."""
    kinds, counted = Counter(), Counter()
    for seed in range(10_000):
        chance = random.Random(seed)
        stand = Stand(chance)
        for _step in range(chance.randint(1, 25)):
            stand.step()
        kinds.update(
            (is_ours(move.origin) or move.origin, is_ours(move.target) or move.target)
            for move in stand.moves
        )
        assert all(is_way(move.origin, move.target) for move in stand.moves)
        late = chance.sample(stand.moves, len(stand.moves))

        stock = held(late)
        truth = Counter((lot, place) for lot, place in stand.things) + stand.lacking
        assert {k: n for k, n in stock.items() if n and k[1] != MAKER} == {
            k: n for k, n in truth.items() if k[1] != MAKER
        }
        assert sum(stock.values()) == 0
        for lot, sums in reckon(late).items():
            assert sums.taken == sums.sold + sums.lost + sums.returned + sums.left
            assert sums.rupiah == stand.purse[lot] == PRICE * sums.sold
            assert sums.left == sum(truth[lot, place] for place in PLACES)
        # What a count differs by is what really lacks, once all is known, in whatever order it came.
        moves = chance.sample(stand.told, len(stand.told))
        off = differences(chance.sample(stand.counts, len(stand.counts)), moves)
        assert off == {key: stand.truth[key] for key in off}
        counted.update("off" if more else "even" for more in off.values())
        counted["settled"] += stand.settled
    # Every way that goods can go was gone often.
    assert len(kinds) == 7
    assert min(kinds.values()) > 1_000
    assert min(counted[how] for how in ("off", "even", "settled")) > 1_000


def test_goods_cannot_go_where_nobody_brings_them():
    van = PLACES[2]

    assert not is_way(MAKER, BUYER)
    assert not is_way(van, van)
    assert not is_way(BUYER, MAKER)
    assert is_way(BUYER, GONE)
    assert is_way(GONE, van)  # found again
    assert not is_way(GONE, MAKER)


@given(st.integers(0, 10**9), st.integers(0, 50))
def test_office_and_maker_share_all_that_came_in(rupiah, percent):
    maker = share_of_maker(rupiah, percent)

    assert 0 <= rupiah - maker <= rupiah * percent / 100
    assert share_of_maker(rupiah, 0) == rupiah
