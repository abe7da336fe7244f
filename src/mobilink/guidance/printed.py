"""Stickers and leaflets: what stands on them, and what of it is right no more."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.guidance.cards import told_cards
from mobilink.guidance.errors import BadCard
from mobilink.guidance.models import Particular, PrintedMatter
from mobilink.guidance.particulars import printed_value, told_on
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.people.models import Person, Role
from mobilink.people.queries import office_day

REGISTER = Act(
    "register printed matter", gettext_lazy("Printed matter entered"), by=Role.Function.CUSTODIAN,
    is_offices=True,
)  # fmt: skip
PRINT_ANEW = Act(
    "print anew", gettext_lazy("Printed anew"), by=Role.Function.CUSTODIAN, is_offices=True
)
TAKE_OFF = Act(
    "take printed matter off", gettext_lazy("Printed matter taken off"),
    by=Role.Function.CUSTODIAN, is_offices=True,
)  # fmt: skip


class Wrong(NamedTuple):
    """One thing on a sticker that is right no more; `now` is empty where nothing is told of it."""

    thing: str
    name: str
    printed: str
    now: str


class Thing(NamedTuple):
    """Something that may be printed: its code, its name, its value on a day."""

    code: str
    name: str
    value: str


def register_printed(
    *, kind: str, name: str, place: str, carries: Sequence[str], by: Person | None
) -> PrintedMatter:
    """Take down what was printed today, with the values of today."""
    REGISTER.require(by)
    day = office_day()
    with commit(REGISTER, by=by) as draft:
        return draft.add(
            PrintedMatter, kind=kind, name=name, place=place, printed_on=day,
            carries=_values(carries, day),
        )  # fmt: skip


def print_anew(matter: PrintedMatter, *, by: Person | None) -> None:
    """It was printed again, with the values of today; what is told no more is left off."""
    PRINT_ANEW.require(by)
    day = office_day()
    known = {thing.code for thing in printable(day)}
    values = _values([code for code in matter.carries if code in known], day)
    with commit(PRINT_ANEW, by=by, on=matter) as draft:
        draft.change(matter, printed_on=day, carries=values)


def take_off(matter: PrintedMatter, *, by: Person | None) -> None:
    """It is not in use any more."""
    TAKE_OFF.require(by)
    with commit(TAKE_OFF, by=by, on=matter) as draft:
        draft.change(matter, gone_on=office_day())


def in_use() -> list[PrintedMatter]:
    """Every sticker, banner and leaflet that somebody may read."""
    return list(PrintedMatter.objects.filter(gone_on=None))


def printable(day: date) -> list[Thing]:
    """Everything that may be printed, as it is told on a day."""
    shown = (Particular.Kind.HOTLINE, Particular.Kind.FEE, Particular.Kind.INSTITUTION)
    return [
        *(
            Thing(f"{one.kind}/{one.code}", one.label, printed_value(one))
            for one in told_on(Particular, day, kind__in=shown)
        ),
        *(
            Thing(f"card/{card.code}.{card.language}", card.title, str(card.version))
            for card in told_cards(day, settings.LANGUAGE_CODE)
        ),
    ]


def wrong_on(day: date) -> list[tuple[PrintedMatter, list[Wrong]]]:
    """All that is in use, each with what of it is right no more."""
    matters = in_use()
    now = {thing.code: thing for thing in printable(day)} if matters else {}
    return [(matter, _wrong(matter, now)) for matter in matters]


def _wrong(matter: PrintedMatter, now: dict[str, Thing]) -> list[Wrong]:
    wrongs = []
    for code, printed in matter.carries.items():
        thing = now.get(code)
        if thing is None:
            wrongs.append(Wrong(code, code, printed, ""))
        elif thing.value != printed:
            wrongs.append(Wrong(code, thing.name, printed, thing.value))
    return wrongs


def _values(carries: Sequence[str], day: date) -> dict[str, str]:
    now = {thing.code: thing.value for thing in printable(day)}
    for code in carries:
        if code not in now:
            raise BadCard("carries", _("“%(code)s” is not told today.") % {"code": code})
    return {code: now[code] for code in carries}
