"""The tables that the command `import` reads, and what becomes of a row of each.

Lists that a person brings at the desk come by `uploads`.

Importing a file twice changes nothing: a venue or an outing that is there already (the same name, or
the same title, day and venue; a maker's product of the same name) is left as it stands, and a list of recruiters or vacancies tells
nothing new.
"""

from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.imports import countries, products, recruiters, vacancies
from mobilink.imports.cells import BadCell, Row, day_in, needed, needed_day, parts
from mobilink.imports.tables import Column, Table
from mobilink.lists.fields import codes_of
from mobilink.lists.models import OUTING_KIND
from mobilink.outreach import actions as outings
from mobilink.outreach.merging import kept_of
from mobilink.outreach.models import Outing, PartOfDay
from mobilink.people.models import Unit
from mobilink.people.reader import language
from mobilink.places.actions import add_venue
from mobilink.places.models import Venue
from mobilink.places.naming import Gazetteer
from mobilink.places.queries import gazetteer


def _enter_venue(row: Row, places: Gazetteer) -> bool:
    name = needed(row, "name")
    if Venue.objects.filter(name__iexact=name).exists():
        return False
    add_venue(
        by=None,
        **{key: row[key] for key in VENUE_TEXTS if key in row},
        name=name,
        regency_code=_regency(needed(row, "regency"), places),
        aliases=parts(row.get("aliases", "")),
        lat=_degrees(row, "lat"),
        lon=_degrees(row, "lon"),
        measured_on=day_in(row, "measured_on"),
    )
    return True


def _enter_outing(row: Row, places: Gazetteer) -> bool:
    venue = _venue(needed(row, "venue"), places)
    plan = outings.OutingPlan(
        title=needed(row, "title"),
        kind=needed(row, "kind"),
        day=needed_day(row, "day"),
        venue=venue,
        owner_unit=_unit(row, "owner_unit"),
        executing_unit=_unit(row, "executing_unit"),
        start=_time(row, "start"),
        end=_time(row, "end"),
        part_of_day=row.get("part_of_day", ""),
        programmes=parts(row.get("programmes", "")),
        purpose=row.get("purpose", ""),
        place_text=row.get("place_text", ""),
        source=row.get("source", ""),
    )
    if Outing.objects.filter(title=plan.title, day=plan.day, venue=venue).exists():
        return False
    state = row.get("state", "draft")
    if state not in ("draft", "held"):
        raise BadCell(
            "state",
            _("“%(text)s” cannot be imported; write draft or held.") % {"text": state},
        )
    enter = outings.register_held if state == "held" else outings.draft_outing
    enter(plan, by=None)
    return True


def _time(row: Row, column: str) -> time | None:
    if column not in row:
        return None
    try:
        # Hours and minutes only: a table speaks of the clock on the wall.
        return datetime.strptime(row[column].replace(".", ":"), "%H:%M").time()  # noqa: DTZ007
    except ValueError as error:
        raise BadCell(
            column, _("“%(text)s” is not a time; write it like 06:00.") % {"text": row[column]}
        ) from error


def _degrees(row: Row, column: str) -> Decimal | None:
    if column not in row:
        return None
    try:
        return Decimal(row[column]).quantize(Decimal("0.00001"))
    except InvalidOperation as error:
        raise BadCell(
            column, _("“%(text)s” is not a number of degrees.") % {"text": row[column]}
        ) from error


def _unit(row: Row, column: str) -> Unit:
    code = needed(row, column)
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        codes = ", ".join(Unit.objects.values_list("code", flat=True))
        raise BadCell(
            column,
            _("there is no unit “%(code)s”; the units are %(codes)s.")
            % {"code": code, "codes": codes},
        )
    return unit


def _regency(text: str, places: Gazetteer) -> str:
    if text[:1].isdigit():
        return text
    resolved = places.resolve(text)
    if resolved.place is None or resolved.place.kind != "regency":
        meant = [
            candidate.place
            for candidate in resolved.candidates
            if candidate.place.kind == "regency"
        ]
        perhaps = language().either([f"{place.key} ({place.name})" for place in meant])
        raise BadCell(
            "regency",
            _("“%(text)s” is not one regency; write its code, %(perhaps)s.")
            % {"text": text, "perhaps": perhaps or _("like 21.72")},
        )
    return resolved.place.key


def _venue(text: str, places: Gazetteer) -> Venue:
    exact = Venue.objects.filter(name=text).first()
    if exact:
        return kept_of(exact)
    place = places.resolve(text).place
    if place is None or place.kind != "venue":
        raise BadCell(
            "venue",
            _("“%(text)s” is not one venue; import or enter the venue first.") % {"text": text},
        )
    return Venue.objects.get(pk=place.key)


VENUE_TEXTS = (
    "address", "point_quality", "measured_by", "host_event",
    "permit_owner", "crowd_hours", "vehicle_access", "notes",
)  # fmt: skip
TABLES: Final[dict[str, Table]] = {
    "venues": Table(
        (
            Column("name", gettext_lazy("what the venue is called"), required=True),
            Column(
                "regency",
                gettext_lazy("code (21.72) or name of its regency or city"),
                required=True,
                called=gettext_lazy("Regency or city"),
            ),
            Column("aliases", gettext_lazy("other names, parted by |")),
            Column("lat", gettext_lazy("degrees, north positive")),
            Column("lon", gettext_lazy("degrees, east positive")),
            Column("measured_on", gettext_lazy("day of the measurement, YYYY-MM-DD")),
            *(Column(name, gettext_lazy("text")) for name in VENUE_TEXTS),
        ),
        lambda _: gazetteer(),
        _enter_venue,
        models=(Venue,),
    ),
    "products": products.TABLE,
    "recruiters": recruiters.TABLE,
    "vacancies": vacancies.TABLE,
    "countries": countries.TABLE,
    "outings": Table(
        (
            Column("title", gettext_lazy("what the outing is called"), required=True),
            Column("kind", codes_of(OUTING_KIND), required=True),
            Column("day", "YYYY-MM-DD", required=True),
            Column(
                "venue", gettext_lazy("name or alias of a venue in the register"), required=True
            ),
            Column(
                "owner_unit", gettext_lazy("code of the unit that answers for it"), required=True
            ),
            Column("executing_unit", gettext_lazy("code of the unit that does it"), required=True),
            Column("start", "HH:MM"),
            Column("end", "HH:MM"),
            Column("part_of_day", " | ".join(filter(None, PartOfDay.values))),
            Column("programmes", gettext_lazy("codes, parted by |")),
            Column("purpose", gettext_lazy("text")),
            Column("place_text", gettext_lazy("the place as the source writes it")),
            Column("source", gettext_lazy("where this is known from")),
            Column("state", gettext_lazy("draft (the default) or held")),
        ),
        lambda _: gazetteer(),
        _enter_outing,
        models=(Outing,),
    ),
}
