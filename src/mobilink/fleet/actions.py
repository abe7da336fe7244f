"""Keeping the vans and the equipment: what the meters show, what was bought, what is broken."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.fleet.errors import BadReading, BadThing
from mobilink.fleet.models import Condition, Equipment, OdometerReading, Receipt, Refuelling, Van
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.sync import blobs
from mobilink.people.models import Person, Role

Thing = TypeVar("Thing", Van, Equipment)

MOST_LITRES = Decimal(200)  # more than the tank of any van

MOST_A_DAY = 1_500  # km; more is a slip of the finger, which nobody could take back

READERS = ((Role.Function.DRIVER, "unit"), (Role.Function.CUSTODIAN, "unit"))
"""A driver of its post reads the meters of a van, and the custodian."""


READ_ODOMETER = Act("read odometer", gettext_lazy("Odometer read"), by=READERS)
REFUEL = Act("record fuel", gettext_lazy("Fuel taken"), by=READERS)
KEEP_RECEIPT = Act("keep receipt", gettext_lazy("Receipt kept"), by=READERS)
ENTER = Act("enter thing", gettext_lazy("Thing entered"), by=Role.Function.CUSTODIAN, at="unit")
GIVE_UP = Act(
    "give up thing", gettext_lazy("Thing given up"), by=Role.Function.CUSTODIAN, at="unit"
)
TAKE_UP = Act(
    "take up thing", gettext_lazy("Thing in use again"), by=Role.Function.CUSTODIAN, at="unit"
)
SET_CONDITION = Act(
    "set condition", gettext_lazy("Condition changed"), by=Role.Function.CUSTODIAN, at="unit"
)
DESCRIBE = Act(
    "describe thing", gettext_lazy("Thing described"), by=Role.Function.CUSTODIAN, at="unit"
)


def read_odometer(
    van: Van,
    *,
    km: int,
    at: datetime,
    by: Person | None,
    photo: bytes = b"",
    crew: Collection[UUID] = (),
) -> OdometerReading:
    """Record what the odometer showed, once; refuses a reading that does not fit those around it."""
    READ_ODOMETER.require(by, van, is_own=goes_along(by, crew))
    check_moment(at)
    with alone():
        reading = OdometerReading.objects.filter(van=van, at=at, km=km).first()
        if reading:
            return reading
        _check_course(van, km, at)
        with commit(READ_ODOMETER, by=by) as draft:
            return draft.add(OdometerReading, km=km, **_told(van, at, by, photo))


def refuel(
    van: Van,
    *,
    litres: Decimal,
    rupiah: int,
    at: datetime,
    by: Person | None,
    photo: bytes = b"",
    crew: Collection[UUID] = (),
) -> Refuelling:
    """Record fuel taken, as the receipt says; the same receipt twice is one."""
    REFUEL.require(by, van, is_own=goes_along(by, crew))
    check_moment(at)
    if not 0 < litres <= MOST_LITRES:
        raise BadReading(
            _("%(litres)s litres cannot be right; look at the receipt again.") % {"litres": litres}
        )
    with alone():
        same = Refuelling.objects.filter(van=van, at=at, rupiah=rupiah)
        refuelling = next((each for each in same if each.litres == litres), None)
        if refuelling:
            return refuelling
        with commit(REFUEL, by=by) as draft:
            return draft.add(Refuelling, litres=litres, rupiah=rupiah, **_told(van, at, by, photo))


def keep_receipt(
    van: Van,
    *,
    kind: str,
    rupiah: int,
    at: datetime,
    by: Person | None,
    note: str = "",
    photo: bytes = b"",
    crew: Collection[UUID] = (),
) -> Receipt:
    """Record what else was paid on the way; the same receipt twice is one."""
    KEEP_RECEIPT.require(by, van, is_own=goes_along(by, crew))
    check_moment(at)
    with alone():
        receipt = Receipt.objects.filter(van=van, at=at, kind=kind, rupiah=rupiah).first()
        if receipt:
            return receipt
        with commit(KEEP_RECEIPT, by=by, why=note) as draft:
            values = {"kind": kind, "rupiah": rupiah, "note": note}
            return draft.add(Receipt, **values, **_told(van, at, by, photo))


def enter_thing(register: type[Thing], /, *, by: Person | None, name: str, **values: Any) -> Thing:
    """Enter a van or a piece of equipment; refuses a second of that name."""
    ENTER.require(by, register(name=name, **values))
    with alone():
        if namesake := register.objects.filter(name__iexact=name.strip()).first():
            raise BadThing(
                _("“%(name)s” is in the register already; give this one another name.")
                % {"name": namesake}
            )
        with commit(ENTER, by=by) as draft:
            return draft.add(register, name=name.strip(), **values)


def give_up(thing: Van | Equipment, *, by: Person | None) -> None:
    """Say that a thing is used no more from today: sold, returned, lost. What it did stays told."""
    GIVE_UP.require(by, thing)
    with commit(GIVE_UP, by=by) as draft:
        draft.change(thing, gone_on=timezone.localdate(clock.now()))


def take_up(thing: Van | Equipment, *, by: Person | None) -> None:
    """Use a thing again that was given up."""
    TAKE_UP.require(by, thing)
    with commit(TAKE_UP, by=by) as draft:
        draft.change(thing, gone_on=None)


def set_condition(thing: Van | Equipment, condition: Condition, *, by: Person | None) -> None:
    """Say whether a van or a piece of equipment can be used."""
    SET_CONDITION.require(by, thing)
    with commit(SET_CONDITION, by=by) as draft:
        draft.change(thing, condition=condition)


def describe(thing: Van | Equipment, *, by: Person | None, **values: Any) -> None:
    """Write down what the register knows of a thing: its numbers, who keeps it, its weight."""
    DESCRIBE.require(by, thing)
    with commit(DESCRIBE, by=by) as draft:
        draft.change(thing, **values)


def _told(van: Van, at: datetime, by: Person | None, photo: bytes) -> dict[str, Any]:
    name = blobs.keep(photo) if photo else ""
    return {"van": van, "at": at, "told_by": by, "photo": name}


def _check_course(van: Van, km: int, at: datetime) -> None:
    # A phone whose clock runs ahead dates its readings into days that nobody has seen.
    readings = OdometerReading.objects.filter(van=van, at__lte=clock.now())
    before = readings.filter(at__lte=at).order_by("-at").first()
    after = readings.filter(at__gt=at).order_by("at").first()
    if before and km < before.km:
        raise BadReading(
            _("%(km)s km is less than the %(other)s km read before. Read the odometer again.")
            % {"km": km, "other": before.km}
        )
    if before and km > before.km + MOST_A_DAY * ((at - before.at).days + 1):
        raise BadReading(
            _("%(km)s km is more than a van drives since %(other)s km. Read the odometer again.")
            % {"km": km, "other": before.km}
        )
    if after and km > after.km:
        raise BadReading(
            _("%(km)s km is more than the %(other)s km read later. Check the day and the figure.")
            % {"km": km, "other": after.km}
        )


def goes_along(person: Person | None, crew: Collection[UUID]) -> bool:
    """The `crew` that goes out with a van reads its meters too, of whichever post it is."""
    return person is not None and person.pk in crew


def check_moment(at: datetime) -> None:
    if at > clock.now():
        raise BadReading(_("The time lies in the future. Check the day and the hour."))
