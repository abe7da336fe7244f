"""Keeping a van fit to go out: its papers and services, what inspections found, what was mended."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.fleet.actions import READERS, check_moment, goes_along
from mobilink.fleet.errors import BadUpkeep
from mobilink.fleet.models import Inspection, Mending, Part, Van, VanTerm
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.sync import blobs
from mobilink.people.models import Person, Role

Kind = VanTerm.Kind


TAKE_DOWN = Act(
    "take down van term", gettext_lazy("Paper of a van noted"), by=Role.Function.CUSTODIAN,
    at="unit",
)  # fmt: skip
INSPECT = Act("inspect van", gettext_lazy("Van inspected"), by=READERS)
MEND = Act("mend van", gettext_lazy("Van mended"), by=Role.Function.CUSTODIAN, at="van.unit")


def take_down_term(
    van: Van,
    *,
    kind: str,
    by: Person | None,
    name: str = "",
    until: date | None = None,
    until_km: int | None = None,
) -> VanTerm:
    """Take down until when a paper or a service holds; said again in the same words it is one."""
    TAKE_DOWN.require(by, van)
    if until is None and until_km is None:
        raise BadUpkeep(_("Say until which day it holds, or for a service until which km."))
    if until_km is not None and kind != Kind.SERVICE:
        raise BadUpkeep(_("Only a service is due by km; for a paper give the day on it."))
    values = {"kind": kind, "name": name, "until": until, "until_km": until_km}
    with alone():
        newest = VanTerm.objects.filter(van=van, kind=kind).last()
        if newest and all(getattr(newest, field) == value for field, value in values.items()):
            return newest
        with commit(TAKE_DOWN, by=by) as draft:
            return draft.add(VanTerm, van=van, at=clock.now(), **values)


def inspect(
    van: Van,
    *,
    at: datetime,
    by: Person | None,
    good: Sequence[str] = (),
    defects: Sequence[str] = (),
    is_blocking: bool = False,
    note: str = "",
    photo: bytes = b"",
    crew: Collection[UUID] = (),
) -> Inspection:
    """Record an inspection; the same one sent twice is one."""
    INSPECT.require(by, van, is_own=goes_along(by, crew))
    check_moment(at)
    _check_parts(good, defects, is_blocking)
    values = {"good": sorted(good), "defects": sorted(defects), "is_blocking": is_blocking}
    with alone():
        for inspection in Inspection.objects.filter(van=van, at=at, note=note):
            if all(getattr(inspection, field) == value for field, value in values.items()):
                return inspection
        with commit(INSPECT, by=by, why=note) as draft:
            return draft.add(
                Inspection, van=van, at=at, seen_by=by, note=note,
                photo=blobs.keep(photo) if photo else "", **values,
            )  # fmt: skip


def mend(inspection: Inspection, *, by: Person | None, note: str = "") -> Mending:
    """Say that what an inspection found is mended, which lets a blocked van go out again."""
    MEND.require(by, inspection)
    if not inspection.defects:
        raise BadUpkeep(_("That inspection found nothing to mend."))
    with alone():
        mending = inspection.mendings.first()
        if mending:
            return mending
        with commit(MEND, by=by, why=note) as draft:
            return draft.add(
                Mending, inspection=inspection, at=clock.now(), mended_by=by, note=note
            )


def _check_parts(good: Sequence[str], defects: Sequence[str], is_blocking: bool) -> None:
    if unknown := {*good, *defects} - {*Part.values}:
        raise BadUpkeep(_("There is no part “%(code)s”.") % {"code": min(unknown)})
    if contradicted := {*good} & {*defects}:
        raise BadUpkeep(
            _("%(part)s cannot be good and have a defect; choose one.")
            % {"part": Part(min(contradicted)).label}
        )
    if not good and not defects:
        raise BadUpkeep(_("Say of at least one part whether it is good."))
    if is_blocking and not defects:
        raise BadUpkeep(_("Say which part has the defect that blocks the van."))
