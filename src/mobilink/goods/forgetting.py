"""Erasing who a maker is: the books keep their lots and sums, and nobody is named in them any more."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.goods.errors import NotErased
from mobilink.goods.models import BankAccount, Maker, MakerPerson
from mobilink.goods.queries import called
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.journal.safety.erasure import erase
from mobilink.people.models import Person, Role
from mobilink.people.queries import office_day

TAKE_OFF_SHOW = Act(
    "take maker off show", gettext_lazy("Maker taken off show"), by=Role.Function.APPROVER
)


def known_of(maker: Maker) -> list[UUID]:
    """The facts that say who a maker is or where they are paid, under every name."""
    same = called(maker)
    return [
        pk
        for model in (MakerPerson, BankAccount)
        for pk in model._default_manager.filter(maker__in=same).values_list("pk", flat=True)
    ]


def forget_maker(maker: Maker, *, by: Person | None, why: str) -> int:
    """Erase the names, numbers and bank accounts of a maker, under every name, here and at every
    machine; what they made is shown no more. Returns how many rows went; refuses without a reason.
    """
    TAKE_OFF_SHOW.require(by)
    if not why.strip():
        raise NotErased(_("Say who asked for it and when, without a name: the reason is kept."))
    day = office_day()
    with commit(TAKE_OFF_SHOW, by=by) as draft:
        for row in Maker.objects.filter(pk__in=called(maker)):
            left_on = row.left_on if row.has_left(day) else day
            draft.change(row, left_on=left_on, is_forgotten=True)
    rows = known_of(maker)
    return erase(rows, by=by, why=why.strip()) if rows else 0
