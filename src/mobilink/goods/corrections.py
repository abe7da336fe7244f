"""Records that two machines made of one thing: found, and one of them taken back with a reason."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.goods import balance
from mobilink.goods.double_entries import (
    Double,
    Earned,
    Paid,
    Record,
    moved_twice,
    paid_beyond,
    taken_back_twice,
)
from mobilink.goods.errors import NotThere
from mobilink.goods.models import Consignment, Maker, Movement, Payment
from mobilink.goods.permissions import keeper_of
from mobilink.goods.queries import STANDING, kept_makers, makers, short_lots
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import ITSELF, Act
from mobilink.journal.members.installations import machines_of
from mobilink.journal.safety.queries import authors_of
from mobilink.people.models import Person, Role

RECENT: Final = timedelta(days=92)
"""So long the calendar tells of what was paid twice; the statement always does."""


REVERSE_MOVEMENT = Act(
    "take a movement back", gettext_lazy("Movement of goods taken back"),
    by=Role.Function.CUSTODIAN, at=ITSELF,
)  # fmt: skip
REVERSE_PAYMENT = Act(
    "take a payment back", gettext_lazy("Payment taken back"), by=Role.Function.CUSTODIAN,
    at="maker.unit",
)  # fmt: skip


@dataclass(frozen=True)
class MovedTwice:
    """Movements of a lot of which one seems to be too many, each with its machine."""

    lot: Consignment
    double: Double
    records: list[tuple[Movement, str]]


@dataclass(frozen=True)
class PaidTwice:
    """A payment beyond what was due, and one of another machine before it."""

    maker: Maker
    records: list[tuple[Payment, str]]


def reverse_movement(movement: Movement, *, by: Person | None, reason: str) -> Movement:
    """Take back the record of a movement that was none: the way back, with its rupiah."""
    lot = movement.consignment
    REVERSE_MOVEMENT.require(by, keeper_of(movement.place, lot))
    _require_reason(reason)
    with alone():
        _require_standing(movement)
        _require_unreturned(movement)
        with commit(REVERSE_MOVEMENT, by=by) as draft:
            return draft.add(
                Movement, consignment=lot, quantity=movement.quantity, origin=movement.target,
                target=movement.origin, rupiah=-movement.rupiah, at=clock.now(),
                outing=movement.outing, moved_by=by, receipt=movement.receipt,
                reason=reason.strip(), reverses=movement,
            )  # fmt: skip


def reverse_payment(payment: Payment, *, by: Person | None, reason: str) -> Payment:
    """Take back the record of a payment that the maker did not get."""
    REVERSE_PAYMENT.require(by, payment)
    _require_reason(reason)
    with alone():
        _require_standing(payment)
        with commit(REVERSE_PAYMENT, by=by) as draft:
            return draft.add(
                Payment, maker=payment.maker, at=clock.now(), rupiah=payment.rupiah,
                way=payment.way, paid_by=by, note=reason.strip(), reverses=payment,
            )  # fmt: skip


def moved_twice_of(lots: Iterable[UUID] | QuerySet[Consignment]) -> list[MovedTwice]:
    """What of some lots two machines seem to have moved, each for itself; a fixed number of queries."""
    rows = Movement.objects.filter(STANDING, consignment__in=lots).order_by("at", "pk")
    facts = {one.pk: one for one in rows.select_related("consignment__product", "moved_by")}
    authors = authors_of(facts.values())
    records = [
        Record(
            one.pk, one.consignment_id, one.quantity, one.origin, one.target, one.receipt,
            authors.get(one.pk),
        )
        for one in facts.values()
    ]  # fmt: skip
    doubles = [*taken_back_twice(records), *moved_twice(records)]
    names = machines_of(facts[key] for double in doubles for key in double.ids)
    return [
        MovedTwice(
            facts[double.ids[0]].consignment,
            double,
            [(facts[key], names.get(key, "")) for key in double.ids],
        )
        for double in doubles
    ]


def moved_twice_anywhere() -> list[MovedTwice]:
    """The same of every lot: the database says which receipts and which places are below zero."""
    by_receipt = Movement.objects.filter(STANDING).exclude(receipt="").order_by()
    back = Sum("quantity", filter=Q(origin=balance.BUYER), default=0)
    sold = Sum("quantity", filter=Q(target=balance.BUYER), default=0)
    sums = by_receipt.values("consignment", "receipt").annotate(back=back, sold=sold)
    below = sums.filter(back__gt=F("sold")).values("consignment")
    return moved_twice_of(Consignment.objects.filter(Q(pk__in=below) | Q(pk__in=short_lots())))


def paid_twice_of(makers: Iterable[Maker]) -> list[PaidTwice]:
    """What two machines paid some makers beyond what was due; a fixed number of queries."""
    asked = {maker.pk: maker for maker in makers}
    same = {one: key for one, key in kept_makers().items() if key in asked}
    same |= {key: key for key in asked}
    payments = _payments_of(same)
    facts = {one.pk: one for some in payments.values() for one in some}
    earned, authors = _earned_by(same, payments), authors_of(facts.values())
    pairs = [
        (asked[key], pair)
        for key, some in payments.items()
        for pair in paid_beyond(
            earned[key], [Paid(one.pk, one.rupiah, one.at, authors.get(one.pk)) for one in some]
        )
    ]
    names = machines_of(facts[one.id] for _maker, pair in pairs for one in pair)
    return [
        PaidTwice(maker, [(facts[one.id], names.get(one.id, "")) for one in pair])
        for maker, pair in pairs
    ]


def _payments_of(same: Mapping[UUID, UUID]) -> dict[UUID, list[Payment]]:
    """The payments of whoever was paid more than once; `same` has the kept row of each maker."""
    payments = defaultdict[UUID, list[Payment]](list)
    for payment in Payment.objects.filter(STANDING, maker__in=same).select_related("paid_by"):
        payments[same[payment.maker_id]].append(payment)
    return {key: some for key, some in payments.items() if len(some) > 1}


def _earned_by(same: Mapping[UUID, UUID], among: Container[UUID]) -> dict[UUID, list[Earned]]:
    """What came in for makers whose kept row is among some."""
    earnings, maker = defaultdict[UUID, list[Earned]](list), "consignment__product__maker"
    rows = Movement.objects.filter(
        **{f"{maker}__in": [one for one, key in same.items() if key in among]}
    ).exclude(rupiah=0)
    columns = ("consignment", "consignment__office_percent", "rupiah", "at")
    for key, *earned in rows.order_by().values_list(maker, *columns):
        earnings[same[key]].append(Earned(*earned))
    return earnings


def paid_twice_lately() -> list[PaidTwice]:
    """The same of every maker who was paid of late."""
    paid = Payment.objects.filter(at__gte=clock.now() - RECENT).order_by().values("maker")
    kept, lately = kept_makers(), {one["maker"] for one in paid}
    return paid_twice_of(makers().filter(pk__in={kept.get(one, one) for one in lately}))


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise NotThere(_("Say why this record is taken back. Both stay readable."))


def _require_unreturned(movement: Movement) -> None:
    """A sale is taken back after what buyers brought back of it: goods and money go back once."""
    if movement.target != balance.BUYER:
        return
    backs = Movement.objects.filter(
        STANDING, receipt=movement.receipt, consignment=movement.consignment, origin=balance.BUYER
    )
    if back := sum(backs.values_list("quantity", flat=True)):
        raise NotThere(
            _("Of this sale %(many)s came back by the records. Take those records back first.")
            % {"many": back}
        )


def _require_standing(row: Any) -> None:
    if row.reverses_id or row.reversals.exists():
        raise NotThere(_("This record was taken back already. Open the page as it stands now."))
