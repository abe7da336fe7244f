"""Questions about goods: what may be shown, what is where, what is owed, whose turn it is."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from mobilink.basics import fair_order
from mobilink.fleet.models import Van
from mobilink.goods import balance
from mobilink.goods.models import Consignment, Maker, MakerPerson, Movement, Payment, Product
from mobilink.outreach.models import Outing
from mobilink.people.models import Unit


def products() -> QuerySet[Product]:
    """All products with their makers and permits, in three queries."""
    about = Product.objects.select_related("maker")
    return about.prefetch_related("permits", "maker__persons")


def makers() -> QuerySet[Maker]:
    """All makers with who they are, in two queries, by name."""
    persons = MakerPerson.objects.filter(maker=OuterRef("pk")).reverse()
    named = Maker.objects.annotate(told_name=Subquery(persons.values("name")[:1]))
    return named.prefetch_related("persons").order_by("told_name", "pk")


def on_show(day: date) -> list[Product]:
    """What may be shown on that day."""
    return [product for product in products() if product.bar_on(day) is None]


def consignments() -> QuerySet[Consignment]:
    """All lots with what their rules need."""
    about = Consignment.objects.select_related("product__maker", "unit")
    return about.prefetch_related("product__permits", "product__maker__persons")


def moves(*, consignments: Iterable[UUID] | None = None) -> list[balance.Move]:
    """All movements, or those of some lots, as the sums see them."""
    rows = Movement.objects.order_by()
    if consignments is not None:
        rows = rows.filter(consignment__in=[*consignments])
    values = rows.values_list("consignment", "quantity", "origin", "target", "rupiah", "reverses")
    return [balance.moved(*row) for row in values]


def open_lots() -> QuerySet[Consignment]:
    """Lots of which something is with us, or more went from a place of ours than came; the database
    adds up, so that of those that are settled nothing is read.
    """
    is_in, is_out = _is_ours("target"), _is_ours("origin")
    left = Sum("quantity", filter=is_in, default=0) - Sum("quantity", filter=is_out, default=0)
    by_lot = Movement.objects.order_by().values("consignment")
    unsettled = by_lot.annotate(left=left).exclude(left=0).values("consignment")
    return consignments().filter(Q(pk__in=unsettled) | Q(pk__in=short_lots()))


def short_lots() -> QuerySet[Any, Any]:
    """The ids of lots of which more went from a place of ours than came there."""
    came = (
        Movement.objects.order_by()
        .filter(consignment=OuterRef("consignment"), target=OuterRef("origin"))
        .values("consignment")
        .annotate(many=Sum("quantity"))
    )
    went = Movement.objects.order_by().filter(_is_ours("origin")).values("consignment", "origin")
    short = went.annotate(
        many=Sum("quantity"), came=Coalesce(Subquery(came.values("many")), 0)
    ).filter(many__gt=F("came"))
    return short.values("consignment")


def _is_ours(end: str) -> Q:
    return Q(*((f"{end}__startswith", place) for place in balance.OURS), _connector=Q.OR)


STANDING: Final = Q(reverses=None, reversals=None)
"""What neither takes a record back nor was taken back; of movements and of payments."""
# The moment that a movement tells of: of the count that it settles, of the record that it takes back.
AS_OF: Final = Coalesce(
    "reverses__settles__at", "reverses__at", "settles__at", "at", output_field=DateTimeField()
)


def at_place(consignment: Consignment, place: str) -> int:
    """How many of a lot are there, as far as this machine has been told."""
    return balance.held(moves(consignments=[consignment.pk]))[consignment.pk, place]


def aboard(van: UUID) -> Counter[UUID]:
    """Lot → how many are in a van; lots that are not there are left out."""
    place = balance.aboard(van)
    stock = balance.held(
        balance.Move(*row)
        for row in Movement.objects.filter(Q(origin=place) | Q(target=place))
        .order_by()
        .values_list("consignment", "quantity", "origin", "target", "rupiah")
    )
    return Counter({lot: many for (lot, at), many in stock.items() if at == place and many})


def keeping() -> dict[str, UUID]:
    """Store or van → the unit that answers for what is there; two queries."""
    stores = {balance.store_of(code): pk for pk, code in Unit.objects.values_list("pk", "code")}
    return stores | {balance.aboard(pk): unit for pk, unit in Van.objects.values_list("pk", "unit")}


def takings(outing: Outing) -> int:
    """The rupiah that came in at an outing, less what went back."""
    total = Movement.objects.filter(outing=outing).aggregate(total=Sum("rupiah"))["total"]
    return total or 0


def kept_makers() -> dict[UUID, UUID]:
    """Maker who was entered twice → the one that was kept of all that they are called."""
    into = dict(Maker.objects.exclude(merged_into=None).values_list("pk", "merged_into"))
    return {pk: _end(pk, into) for pk in into}


def called(maker: Maker) -> set[UUID]:
    """The maker and whoever was merged into them, by whatever steps."""
    return {maker.pk, *(pk for pk, kept in kept_makers().items() if kept == maker.pk)}


def _end(pk: UUID, into: dict[UUID, UUID | None]) -> UUID:
    passed = {pk}
    while (then := into.get(pk)) and then not in passed:
        passed.add(pk := then)
    return pk


class Statement:
    """What a maker is owed, and the sums that say so, of all lots of all that they are called."""

    def __init__(self, maker: Maker) -> None:
        same = called(maker)
        self.maker = maker
        self.lots = [*consignments().filter(product__maker__in=same)]
        reckoned = balance.reckon(moves(consignments=[lot.pk for lot in self.lots]))
        self.lines = [(lot, reckoned.get(lot.pk, balance.Reckoning())) for lot in self.lots]
        self.payments = [*Payment.objects.filter(maker__in=same).select_related("paid_by")]
        self.takings = sum(line.rupiah for _lot, line in self.lines)
        self.due = sum(
            balance.share_of_maker(line.rupiah, lot.office_percent) for lot, line in self.lines
        )
        self.paid = sum(payment.signed for payment in self.payments)

    @property
    def owed(self) -> int:
        """Rupiah that the maker has not got yet; below 0 where goods came back after the payment."""
        return self.due - self.paid


def makers_in_turn(day: date) -> list[fair_order.Turn]:
    """Makers of something that may be shown, whose turn it is first; once, however often entered."""
    kept = kept_makers()
    able = {kept.get(product.maker_id, product.maker_id) for product in on_show(day)}
    shown: dict[UUID, set[tuple[UUID, date]]] = {pk: set() for pk in able}
    names_of_able = able | {pk for pk, into in kept.items() if into in able}
    rows = (
        Movement.objects.filter(outing__isnull=False, consignment__product__maker__in=names_of_able)
        .order_by()
        .values_list("consignment__product__maker", "outing", "outing__day")
        .distinct()
    )
    for maker, outing, when in rows:
        shown.get(kept.get(maker, maker), set()).add((outing, when))
    names = {maker.pk: maker.name for maker in makers().filter(pk__in=able)}
    return fair_order.in_turn(
        fair_order.Turn(
            names[key], str(key), len(at), max((day for _outing, day in at), default=None)
        )
        for key, at in shown.items()
    )
