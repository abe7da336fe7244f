"""What is told of goods beyond balances: counts, an outing's cash, where a lot was sold, what will
not last.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from mobilink.goods import balance
from mobilink.goods.count_differences import Counted, Moved, differences
from mobilink.goods.models import CashCount, Consignment, GoodsCount, Movement, Permit, Product
from mobilink.goods.queries import AS_OF, moves, open_lots, products
from mobilink.outreach.models import Outing

SOON: Final = timedelta(days=30)
"""So long before a permit lapses, or goods are past their best, the office is told."""


@dataclass
class Stall:
    """What became of one lot at an outing."""

    lot: Consignment
    brought: int = 0
    sold: int = 0
    refunded: int = 0
    lost: int = 0
    returned: int = 0
    rupiah: int = 0


@dataclass(frozen=True)
class Beside:
    """A count of goods beside the records: `now` is how many more were counted than is known now of
    that moment, below 0 fewer; nothing where a later count holds.
    """

    count: GoodsCount
    now: int | None

    @property
    def many(self) -> int:
        return abs(self.now or 0)

    @property
    def known(self) -> int:
        """How many were there, by what is known now."""
        return self.count.counted - (self.now or 0)


@dataclass(frozen=True)
class CashBeside:
    """A count of cash, how far it is from what was known then, and what came to be known since."""

    count: CashCount
    variance: int
    since: int

    @property
    def short(self) -> int:
        """How much less there was than known."""
        return -self.variance

    @property
    def fewer(self) -> int:
        """How much less is known now than then."""
        return -self.since


@dataclass(frozen=True)
class Cash:
    """The goods and the cash of an outing."""

    stalls: list[Stall]
    takings: int
    counts: list[CashBeside]
    goods: list[Beside]

    def __bool__(self) -> bool:
        return bool(self.stalls or self.counts or self.goods)


@dataclass(frozen=True)
class Sale:
    """So many of a lot at one outing, less what was brought back."""

    outing: Outing
    quantity: int
    rupiah: int


def cash_of(outing: Outing) -> Cash:
    """The goods and the cash of an outing; the number of queries does not grow with them."""
    related = ("consignment__product__maker", "consignment__unit")
    stalls: dict[UUID, Stall] = {}
    for one in Movement.objects.filter(outing=outing).select_related(*related):
        _count(stalls.setdefault(one.consignment_id, Stall(one.consignment)), one)
    total = sum(each.rupiah for each in stalls.values())
    told = outing.cash_counts.select_related("counted_by", "seconded_by")
    counts = [CashBeside(one, one.counted - one.expected, total - one.expected) for one in told]
    return Cash([*stalls.values()], total, counts, counted_at(outing))


def counted_at(outing: Outing) -> list[Beside]:
    """What was counted at an outing; three queries."""
    return _beside(GoodsCount.objects.filter(outing=outing))


def counted_of(lots: Iterable[Consignment]) -> list[Beside]:
    """Every count of some lots; three queries."""
    return _beside(GoodsCount.objects.filter(consignment__in=[lot.pk for lot in lots]))


def unexplained() -> list[Beside]:
    """What was counted otherwise than is known now, of lots of which something is with us by the
    records or by that count.
    """
    some = Q(consignment__in=open_lots()) | Q(pk__in=_beyond())
    return [one for one in _beside(GoodsCount.objects.filter(some)) if one.now]


def _beyond() -> QuerySet[Any, Any]:
    """The ids of counts that found more than is known of their moment; the database adds up."""
    until = Movement.objects.alias(as_of=AS_OF).filter(
        consignment=OuterRef("consignment"), as_of__lte=OuterRef("at")
    )

    def many(end: str) -> Coalesce:
        there = until.filter(**{end: OuterRef("place")}).order_by().values("consignment")
        return Coalesce(Subquery(there.annotate(many=Sum("quantity")).values("many")), 0)

    counts = GoodsCount.objects.alias(known=many("target") - many("origin"))
    return counts.order_by().filter(counted__gt=F("known")).values("pk")


def _beside(counts: QuerySet[GoodsCount]) -> list[Beside]:
    related = ("consignment__product__maker", "consignment__unit", "counted_by", "seconded_by")
    asked = [*counts.select_related(*related)]
    of = {"consignment__in": {one.consignment_id for one in asked}}
    told = GoodsCount.objects.filter(**of).values_list(
        "pk", "consignment", "place", "at", "counted"
    )
    moved = Movement.objects.filter(**of).order_by().values_list(
        "consignment", "quantity", "origin", "target", AS_OF
    )  # fmt: skip
    found = differences((Counted(*one) for one in told), (Moved(*one) for one in moved))
    return [Beside(one, found.get(one.pk)) for one in asked]


def _count(stall: Stall, one: Movement) -> None:
    """Count a movement in."""
    _lot, many, origin, target, rupiah = one.move
    stall.rupiah += rupiah
    if target == balance.BUYER:
        stall.sold += many
    if origin == balance.BUYER:
        stall.refunded += many
    if target == balance.GONE:
        stall.lost += many
    elif origin == balance.GONE:
        stall.lost -= many
    elif balance.is_ours(origin):
        stall.brought += many if target.startswith("van/") else 0
        is_back = target == balance.MAKER or target.startswith("unit/")
        stall.returned += many if is_back else 0


def sold_at(lots: list[Consignment]) -> dict[UUID, list[Sale]]:
    """Lot → at which outings it was sold, in order of their days; one query."""
    rows = Movement.objects.filter(consignment__in=lots, outing__isnull=False).exclude(rupiah=0)
    many, rupiah, outings = Counter[tuple[UUID, UUID]](), Counter[tuple[UUID, UUID]](), {}
    for one in rows.select_related("outing").order_by("outing__day", "at"):
        assert one.outing is not None
        key = one.consignment_id, one.outing.pk
        outings[key] = one.outing
        many[key] += one.quantity if one.target == balance.BUYER else -one.quantity
        rupiah[key] += one.rupiah
    found: dict[UUID, list[Sale]] = {lot.pk: [] for lot in lots}
    for key, outing in outings.items():
        found[key[0]].append(Sale(outing, many[key], rupiah[key]))
    return found


def lapsing(day: date) -> list[tuple[Product, Permit]]:
    """Permits of listed products that end within the next days and that none of their kind follows."""
    found = []
    for product in products().filter(is_listed=True, maker__left_on=None):
        last: dict[str, Permit] = {}
        for one in product.permits.all():
            if one.kind not in last or _until(one) > _until(last[one.kind]):
                last[one.kind] = one
        found += [(product, one) for one in last.values() if day <= _until(one) <= day + SOON]
    return found


def going_stale(day: date) -> list[tuple[Consignment, int]]:
    """Lots that are past their best within the next days, or are already, and how many are with us."""
    near = [*open_lots().filter(best_before__lte=day + SOON)]
    told = balance.reckon(moves(consignments=[lot.pk for lot in near]))
    left = [(lot, told[lot.pk].left if lot.pk in told else 0) for lot in near]
    return [(lot, many) for lot, many in left if many > 0]


def _until(permit: Permit) -> date:
    return permit.valid_until or date.max
