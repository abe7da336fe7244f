"""The team as a table: who works where, what each may do, who is away."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.console.tables.units import filter_by_unit, name_units, unit_column
from mobilink.design.tables.columns import Column, column, filter_by, words_in
from mobilink.design.tables.table import Table
from mobilink.people.models import Person, Role
from mobilink.people.queries import UnitNames, away_on, office_day, roles_on
from mobilink.people.reader import language


def _known(rows: Sequence[Any]) -> Iterable[Any]:
    """The persons, each with the roles of today, and why they are away."""
    day, names = office_day(), UnitNames()
    held, away = roles_on(day), away_on(day)
    for person in name_units(rows, "unit"):
        person.roles_today = "; ".join(_role(role, names) for role in held.get(person.pk, []))
        absence = away.get(person.pk)
        person.away = absence.words if absence else ""
        yield person


def _role(role: Role, names: UnitNames) -> str:
    at = _("at %(unit)s") % {"unit": names.on(role.unit, office_day()).short_name}
    until = ""
    if role.until:
        until = _(", until %(day)s") % {"day": language().day(role.until)}
    return f"{role} {at}{until}"


def _note(person: Person) -> str:
    """Where somebody comes from who is no staff; that they are away, or out of service."""
    parts = [
        person.get_engaged_as_display() if person.is_guest else "",
        person.lent_by if person.is_guest else "",
        getattr(person, "away", ""),
        "" if person.is_active else _("out of service"),
    ]
    return " · ".join(filter(None, parts))


TEAM = Table(
    name="team",
    title=gettext_lazy("Team"),
    rows=lambda: Person.objects.select_related("unit").order_by("-is_active", "unit__code", "name"),
    columns=(
        column(Person, "name", note=_note),
        unit_column(Person, "unit"),
        column(Person, "title", empty="–"),
        column(Person, "initials", empty="–"),
        Column(
            "roles",
            gettext_lazy("May act as"),
            lambda person: person.roles_today,
            empty=gettext_lazy("no role today"),
        ),
        column(Person, "engaged_as", is_shown=False),
        column(Person, "phone", is_shown=False),
        column(Person, "is_active", is_shown=False),
    ),
    empty=gettext_lazy("Nobody is entered yet. People come with the office’s kit."),
    search=words_in("name", "title", "initials"),
    filters=(filter_by_unit(Person, "unit"), filter_by(Person, "engaged_as")),
    prepare=_known,
    address=lambda person: reverse("console:person", args=[person.pk]),
)
