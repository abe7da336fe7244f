"""Units: the office itself, its sections and posts, each with the names that it bore in its time."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.members.installations import require_office
from mobilink.people.errors import BadUnit
from mobilink.people.models import Person, Role, Unit, UnitName
from mobilink.people.queries import known_office, office_day, unit_and_above

CODE: Final = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{0,18}[A-Z0-9])?")


DESCRIBE = Act(
    "describe unit", gettext_lazy("Unit described"), by=Role.Function.APPROVER, is_offices=True
)
RENAME = Act(
    "rename unit", gettext_lazy("Unit renamed"), by=Role.Function.APPROVER, is_offices=True
)
CLOSE = Act("close unit", gettext_lazy("Unit closed"), by=Role.Function.APPROVER, is_offices=True)
REOPEN = Act(
    "reopen unit", gettext_lazy("Unit opened again"), by=Role.Function.APPROVER, is_offices=True
)
ENTER = Act("enter unit", gettext_lazy("Unit entered"), by=Role.Function.APPROVER, is_offices=True)


def enter_unit(
    *,
    by: Person | None,
    code: str,
    names: Sequence[Mapping[str, Any]],
    parent: Unit | None = None,
    **fields: Any,
) -> Unit:
    """Enter a unit with its names, the oldest first. The first unit is the office itself; each other
    is part of one that stands there.
    """
    ENTER.require(by)
    require_office()
    if not CODE.fullmatch(code):
        raise BadUnit(
            _("“%(code)s” is no code of a unit: use capitals, figures and hyphens, at most 20.")
            % {"code": code}
        )
    _check_names(names)
    with alone():
        _check_place(code, parent, fields["kind"])
        with commit(ENTER, by=by) as draft:
            unit = draft.add(Unit, code=code, parent=parent, **fields)
            for name in names:
                draft.add(UnitName, unit=unit, **name)
    return unit


def describe_unit(unit: Unit, *, by: Person | None, **fields: Any) -> None:
    """Say where a unit is, and which it is part of."""
    DESCRIBE.require(by)
    require_office()
    with alone():
        parent = fields.get("parent", unit.parent)
        if (parent is None) != (unit.kind == Unit.Kind.OFFICE) or _is_within(parent, unit):
            raise BadUnit(_("A unit is part of another one, which is no part of it."))
        with commit(DESCRIBE, by=by) as draft:
            draft.change(unit, **fields)


def rename_unit(unit: Unit, *, by: Person | None, since: date, **name: str) -> None:
    """Let a unit bear a name from a day on; the days before keep theirs. A name that begins on the
    very day that the last one began corrects it.
    """
    RENAME.require(by)
    require_office()
    with alone():
        last = unit.names.last()
        if last is None or since < last.since:
            raise BadUnit(_("The name that holds today began later. Choose a day after it."))
        with commit(RENAME, by=by) as draft:
            if since == last.since:
                draft.change(last, **name)
                return
            draft.change(last, until=since - timedelta(days=1))
            draft.add(UnitName, unit=unit, since=since, **name)


def close_unit(unit: Unit, *, by: Person | None) -> None:
    """Say that a unit is no more; what it did, and who worked there, stays told."""
    CLOSE.require(by)
    require_office()
    with alone():
        if unit.parent_id is None:
            raise BadUnit(_("The office itself cannot be closed."))
        if below := Unit.in_use().filter(parent=unit).first():
            raise BadUnit(_("“%(unit)s” is part of it still; close that first.") % {"unit": below})
        if Person.objects.filter(unit=unit, is_active=True).exists():
            raise BadUnit(_("People work there still; give each another unit first."))
        with commit(CLOSE, by=by) as draft:
            draft.change(unit, gone_on=office_day())


def reopen_unit(unit: Unit, *, by: Person | None) -> None:
    """Take a unit up again that was closed."""
    REOPEN.require(by)
    require_office()
    with alone(), commit(REOPEN, by=by) as draft:
        draft.change(unit, gone_on=None)


def _is_within(unit: Unit | None, whole: Unit) -> bool:
    """Whether a unit is another one or lies in it."""
    return unit is not None and whole in unit_and_above(unit)


def _check_place(code: str, parent: Unit | None, kind: str) -> None:
    if Unit.objects.filter(code=code).exists():
        raise BadUnit(_("There is a unit “%(code)s” already.") % {"code": code})
    office = known_office()
    if parent is None and office is not None:
        raise BadUnit(
            _("Say which unit “%(code)s” is part of; the office itself is “%(office)s”.")
            % {"code": code, "office": office}
        )
    if (parent is None) != (kind == Unit.Kind.OFFICE):
        raise BadUnit(_("The first unit is the office; all others are sections or posts of it."))


def _check_names(names: Sequence[Mapping[str, Any]]) -> None:
    """Refuse names that hold on the same day, so that a paper knows which to bear."""
    if not names:
        raise BadUnit(_("A unit needs a name."))
    for name in names:
        since, until = name["since"], name.get("until") or clock.LAST_DAY
        if not clock.FIRST_DAY <= since <= until <= clock.LAST_DAY:
            raise BadUnit(_("“%(name)s” ends before it begins, or not from 2010 to 2099.") % name)
    for earlier, later in pairwise(names):
        if earlier.get("until") is None or earlier["until"] >= later["since"]:
            raise BadUnit(
                _("“%(earlier)s” must end before “%(later)s” begins; the oldest stands first.")
                % {"earlier": earlier["name"], "later": later["name"]}
            )
