"""Figures of goods beyond balances: counts, an outing's cash, where a lot was sold, what will
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
    for movement in Movement.objects.filter(outing=outing).select_related(*related):
        _count(stalls.setdefault(movement.consignment_id, Stall(movement.consignment)), movement)
    total = sum(each.rupiah for each in stalls.values())
    cash_counts = outing.cash_counts.select_related("counted_by", "seconded_by")
    counts = [
        CashBeside(count, count.counted - count.expected, total - count.expected)
        for count in cash_counts
    ]
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
    is_concerned = Q(consignment__in=open_lots()) | Q(pk__in=_beyond())
    return [beside for beside in _beside(GoodsCount.objects.filter(is_concerned)) if beside.now]


def _beyond() -> QuerySet[Any, Any]:
    """The ids of counts that found more than is known of their moment; the database adds up."""
    until = Movement.objects.alias(as_of=AS_OF).filter(
        consignment=OuterRef("consignment"), as_of__lte=OuterRef("at")
    )

    def many(end: str) -> Coalesce:
        moved = until.filter(**{end: OuterRef("place")}).order_by().values("consignment")
        return Coalesce(Subquery(moved.annotate(many=Sum("quantity")).values("many")), 0)

    counts = GoodsCount.objects.alias(known=many("target") - many("origin"))
    return counts.order_by().filter(counted__gt=F("known")).values("pk")


def _beside(counts: QuerySet[GoodsCount]) -> list[Beside]:
    related = ("consignment__product__maker", "consignment__unit", "counted_by", "seconded_by")
    asked = [*counts.select_related(*related)]
    of = {"consignment__in": {count.consignment_id for count in asked}}
    counted = GoodsCount.objects.filter(**of).values_list(
        "pk", "consignment", "place", "at", "counted"
    )
    moved = Movement.objects.filter(**of).order_by().values_list(
        "consignment", "quantity", "origin", "target", AS_OF
    )  # fmt: skip
    excess = differences((Counted(*row) for row in counted), (Moved(*row) for row in moved))
    return [Beside(count, excess.get(count.pk)) for count in asked]


def _count(stall: Stall, movement: Movement) -> None:
    """Count a movement in."""
    _lot, many, origin, target, rupiah = movement.move
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
    for movement in rows.select_related("outing").order_by("outing__day", "at"):
        assert movement.outing is not None
        key = movement.consignment_id, movement.outing.pk
        outings[key] = movement.outing
        many[key] += movement.quantity if movement.target == balance.BUYER else -movement.quantity
        rupiah[key] += movement.rupiah
    sales: dict[UUID, list[Sale]] = {lot.pk: [] for lot in lots}
    for key, outing in outings.items():
        sales[key[0]].append(Sale(outing, many[key], rupiah[key]))
    return sales


def lapsing(day: date) -> list[tuple[Product, Permit]]:
    """Permits of listed products that end within the next days and that none of their kind follows."""
    ending = []
    for product in products().filter(is_listed=True, maker__left_on=None):
        last: dict[str, Permit] = {}
        for permit in product.permits.all():
            if permit.kind not in last or _until(permit) > _until(last[permit.kind]):
                last[permit.kind] = permit
        ending += [
            (product, permit) for permit in last.values() if day <= _until(permit) <= day + SOON
        ]
    return ending


def going_stale(day: date) -> list[tuple[Consignment, int]]:
    """Lots that are past their best within the next days, or are already, and how many are with us."""
    near = [*open_lots().filter(best_before__lte=day + SOON)]
    reckoned = balance.reckon(moves(consignments=[lot.pk for lot in near]))
    left = [(lot, reckoned[lot.pk].left if lot.pk in reckoned else 0) for lot in near]
    return [(lot, many) for lot, many in left if many > 0]


def _until(permit: Permit) -> date:
    return permit.valid_until or date.max
