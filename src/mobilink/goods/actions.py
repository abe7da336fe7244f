"""The register of makers and products, and everything that moves goods or money.

The register and the stores are the custodian's; whoever runs a booth loads, sells and takes back.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock, codes
from mobilink.goods import balance
from mobilink.goods.counts import refuse_beside_a_count
from mobilink.goods.errors import NotCounted, NotShown, NotThere
from mobilink.goods.models import (
    CashCount,
    Consignment,
    Maker,
    MakerPerson,
    Movement,
    Payment,
    Permit,
    Product,
)
from mobilink.goods.permissions import of_booth, require_hand
from mobilink.goods.queries import STANDING, Statement, at_place, called, takings
from mobilink.goods.receipts import number
from mobilink.goods.showable import Bar
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import ITSELF, Act
from mobilink.journal.storage.kinds import TEAM
from mobilink.outreach.models import Outing
from mobilink.people.actions import require
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import office_day
from mobilink.people.reader import language

CUSTODIAN, OFFICER = Role.Function.CUSTODIAN, Role.Function.OFFICER
PERSON: Final = ("name", "person_name", "phone", "order_phone")
"""What is told of a maker and can be erased."""
WHY = {
    Bar.OFF: gettext_lazy("it is off the list"),
    Bar.NO_PERMIT: gettext_lazy("no permit for food is recorded"),
    Bar.LAPSED: gettext_lazy("a permit has lapsed"),
    Bar.STALE: gettext_lazy("it is past its best-before day"),
}


REGISTER_MAKER = Act("register maker", gettext_lazy("Maker entered"), by=CUSTODIAN, at=ITSELF)
REVISE_MAKER = Act("revise maker", gettext_lazy("Maker changed"), by=CUSTODIAN, at="unit")
TELL_PERSON = Act("tell who a maker is", gettext_lazy("Name of a maker noted"))
LIST_PRODUCT = Act("list product", gettext_lazy("Product entered"), by=CUSTODIAN, at="unit")
REVISE_PRODUCT = Act(
    "revise product", gettext_lazy("Product changed"), by=CUSTODIAN, at="maker.unit"
)
NOTE_PERMIT = Act("note permit", gettext_lazy("Permit noted"), by=CUSTODIAN, at="maker.unit")
TAKE_IN = Act("take goods in", gettext_lazy("Goods taken in"), by=CUSTODIAN, at=ITSELF)
MOVE = Act("move goods", gettext_lazy("Goods moved"), by=CUSTODIAN, at=ITSELF)
SELL = Act("sell", gettext_lazy("Goods sold"), by=OFFICER, at="executing_unit")
COUNT_CASH = Act("count cash", gettext_lazy("Cash counted"), by=OFFICER, at="executing_unit")
PAY = Act("pay maker", gettext_lazy("Maker paid"), by=CUSTODIAN, at="unit")


def register_maker(*, by: Person | None, unit: Unit, **fields: Any) -> Maker:
    """Enter somebody who makes something, as they agreed to be shown."""
    REGISTER_MAKER.require(by, unit)
    who = {str(key): fields.pop(key) for key in PERSON if key in fields}
    with alone():
        with commit(REGISTER_MAKER, by=by) as draft:
            maker = draft.add(Maker, unit=unit, **{"since": office_day(), **fields})
        _tell_person(maker, by, who)
    return maker


def revise_maker(maker: Maker, *, by: Person | None, **changes: Any) -> None:
    """Correct what is known of a maker; `left_on` takes all they make off show, under every name."""
    REVISE_MAKER.require(by, maker)
    others = Maker.objects.filter(pk__in=called(maker) - {maker.pk})
    who = {str(key): changes.pop(key) for key in PERSON if key in changes}
    back = {"is_forgotten": False} if "left_on" in changes and not changes["left_on"] else {}
    with alone():
        with commit(REVISE_MAKER, by=by, on=maker) as draft:
            draft.change(maker, **changes | back)
            for other in others if "left_on" in changes else ():
                draft.change(other, left_on=changes["left_on"], **back)
        last = MakerPerson.objects.filter(maker=maker).last()
        known = {str(key): getattr(last, key) for key in PERSON} if last else {}
        if known | who != known:
            _tell_person(maker, by, known | who)


def list_product(maker: Maker, *, by: Person | None, **fields: Any) -> Product:
    """Enter something that a maker sells."""
    LIST_PRODUCT.require(by, maker)
    with commit(LIST_PRODUCT, by=by) as draft:
        return draft.add(Product, maker=maker, **fields)


def revise_product(product: Product, *, by: Person | None, **changes: Any) -> None:
    """Correct a product, or take it off the list; what is consigned keeps its price."""
    REVISE_PRODUCT.require(by, product)
    with commit(REVISE_PRODUCT, by=by, on=product) as draft:
        draft.change(product, **changes)


def note_permit(product: Product, *, by: Person | None, **fields: Any) -> Permit:
    """Note a permit that somebody saw; a renewal has another number, the same one is corrected."""
    NOTE_PERMIT.require(by, product)
    values = {"checked_on": office_day(), "valid_until": None, **fields}
    known = {"kind": values["kind"], "number": values["number"]}
    with alone(), commit(NOTE_PERMIT, by=by) as draft:
        permit = Permit.objects.filter(product=product, **known).first()
        if permit is None:
            return draft.add(Permit, product=product, **values)
        draft.change(permit, **values)
        return permit


def take_in(
    product: Product,
    *,
    by: Person | None,
    unit: Unit,
    quantity: int,
    outing: Outing | None = None,
    **terms: Any,
) -> Consignment:
    """Take so many from a maker into a unit's store, on terms that stay for this lot.

    `terms` are `price` (else the product's), `office_percent` and `best_before`; `outing` is the one
    for which they came.
    """
    TAKE_IN.require(by, unit)
    _require_showable(product, terms.get("best_before"))
    now = clock.now()
    with alone(), commit(TAKE_IN, by=by) as draft:
        lot = draft.add(
            Consignment, code=_new_code(), product=product, unit=unit, at=now, taken_by=by,
            **{"price": product.price, **terms},
        )  # fmt: skip
        draft.add(
            Movement, consignment=lot, quantity=quantity, origin=balance.MAKER,
            target=balance.store_of(unit.code), at=now, moved_by=by, outing=outing,
        )  # fmt: skip
    return lot


def move(
    lot: Consignment,
    *,
    by: Person | None,
    quantity: int,
    origin: str,
    target: str,
    outing: Outing | None = None,
    reason: str = "",
) -> Movement:
    """Move goods that are here: into a van, back to the store or the maker, or away as lost.

    Sales and what buyers bring back have money in them: `sell` and `refund`.
    """
    require_hand(MOVE, lot, by=by, outing=outing, origin=origin, target=target)
    if balance.BUYER in (origin, target) or not balance.is_way(origin, target):
        raise NotThere(_("Goods cannot go this way. Choose where they are and where they go."))
    if balance.GONE in (origin, target) and not reason.strip():
        raise NotThere(_("Say what happened to what is lost. It stands in the statement."))
    with alone():
        refuse_beside_a_count(lot, origin, target)
        at_origin = at_place(lot, origin)
        if quantity > at_origin:
            raise NotThere(
                _("There are %(there)s of “%(product)s” there, not %(asked)s. Count once more.")
                % {"there": max(at_origin, 0), "product": lot.product, "asked": quantity}
            )
        return _moved(lot, quantity, origin, target, by, outing, reason=reason.strip())


def sell(
    outing: Outing, lines: Sequence[tuple[Consignment, int]], *, by: Person | None, origin: str
) -> list[Movement]:
    """Sell at a booth: one receipt for all lines. What is in the hand is there, whatever is told."""
    SELL.require(by, outing)
    for lot, _quantity in lines:
        _require_showable(lot.product, lot.best_before)
    with alone(), commit(SELL, by=by) as draft:
        link = draft.part(TEAM).link
        receipt = number(link.author, link.epoch, link.seq)
        return [
            draft.add(
                Movement, consignment=lot, quantity=quantity, origin=origin, target=balance.BUYER,
                rupiah=quantity * lot.price, at=clock.now(), outing=outing, moved_by=by,
                receipt=receipt,
            )
            for lot, quantity in lines
        ]  # fmt: skip


def refund(sale: Movement, *, by: Person | None, quantity: int, is_spoilt: bool) -> Movement:
    """Take goods of a sale back and give the money back; what is spoilt goes away."""
    lot, outing = sale.consignment, sale.outing
    is_sale = sale.target == balance.BUYER and not (sale.reverses_id or sale.reversals.exists())
    if outing is None or not is_sale:
        raise NotThere(_("This was no sale. Choose the sale that is taken back."))
    require(by, *of_booth(outing))
    target = balance.GONE if is_spoilt else sale.origin
    with alone():
        backs = Movement.objects.filter(receipt=sale.receipt, consignment=lot, origin=balance.BUYER)
        back = sum(backs.filter(STANDING).values_list("quantity", flat=True))
        if quantity > sale.quantity - back:
            raise NotThere(
                _("Of this sale %(left)s can be taken back. Look at the receipt.")
                % {"left": sale.quantity - back}
            )
        price = sale.rupiah // sale.quantity
        more = {"rupiah": -quantity * price, "receipt": sale.receipt}
        return _moved(lot, quantity, balance.BUYER, target, by, outing, **more)


def count_cash(
    outing: Outing, *, by: Person | None, counted: int, seconded_by: Person | None, reason: str = ""
) -> CashCount:
    """Say how much cash there is; two count, and a difference needs a reason."""
    COUNT_CASH.require(by, outing)
    if by is not None and (seconded_by is None or seconded_by.pk == by.pk):
        raise NotCounted(_("Two people count the cash. Name the other one."))
    with alone():
        expected = takings(outing)
        if counted != expected and not reason.strip():
            raise NotCounted(
                _("The records say %(expected)s. Count again, or say why it differs.")
                % {"expected": language().amount(expected)}
            )
        with commit(COUNT_CASH, by=by) as draft:
            return draft.add(
                CashCount, outing=outing, at=clock.now(), expected=expected, counted=counted,
                counted_by=by, seconded_by=seconded_by, reason=reason.strip(),
            )  # fmt: skip


def pay(maker: Maker, *, by: Person | None, rupiah: int, way: str, note: str = "") -> Payment:
    """Record money given to a maker, never more than the statement says."""
    PAY.require(by, maker)
    with alone():
        maker.refresh_from_db()
        if maker.merged_into:
            raise NotCounted(
                _("“%(maker)s” was merged into “%(kept)s” meanwhile. Pay by that statement.")
                % {"maker": maker, "kept": maker.merged_into}
            )
        owed = Statement(maker).owed
        if not 0 < rupiah <= owed:
            raise NotCounted(
                _("The statement of %(maker)s says %(owed)s. Pay no more than that.")
                % {"maker": maker, "owed": language().amount(max(owed, 0))}
            )
        with commit(PAY, by=by) as draft:
            return draft.add(
                Payment, maker=maker, at=clock.now(), rupiah=rupiah, way=way, paid_by=by,
                note=note.strip(),
            )  # fmt: skip


def _tell_person(maker: Maker, by: Person | None, who: dict[str, str]) -> None:
    """In an entry of its own, so that its erasure takes nothing else away."""
    with commit(TELL_PERSON, by=by) as draft:
        draft.add(MakerPerson, maker=maker, at=clock.now(), **who)


def _moved(
    lot: Consignment,
    quantity: int,
    origin: str,
    target: str,
    by: Person | None,
    outing: Outing | None,
    **more: Any,
) -> Movement:
    with commit(MOVE, by=by) as draft:
        return draft.add(
            Movement, consignment=lot, quantity=quantity, origin=origin, target=target,
            at=clock.now(), outing=outing, moved_by=by, **more,
        )  # fmt: skip


def _require_showable(product: Product, best_before: date | None) -> None:
    bar = product.bar_on(office_day(), best_before)
    if bar:
        raise NotShown(
            _("“%(product)s” may not be shown or sold: %(why)s.")
            % {"product": product, "why": WHY[bar]}
        )


def _new_code() -> str:
    """A code that no lot here has yet; another machine may have given it, to be told by its day."""
    while True:
        code = codes.of_goods()
        if not Consignment.objects.filter(code=code).exists():
            return code
