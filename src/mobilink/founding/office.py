"""A founding file: an office as it begins, in one TOML file whose rows name one another.

kit, country, province  what is laid in first
map, content            of its home waters, and its own cards and particulars, if it has any
name, since             what this machine is called; from which day on roles and routine hold
[[units]]               the office itself first, then its sections and posts, named by their codes
[[people]] … [[held]]   its registers, whose rows are named by their names
[wordings]              its own sentences, by code

A field that ends in `_in` says a day as so many days from today.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.fleet.models import Equipment, Van
from mobilink.founding.country import WEEKDAYS
from mobilink.founding.reading import Fields, Reading
from mobilink.imports.cells import dated
from mobilink.outreach.models import Outing, Slot
from mobilink.people.models import Person, Role, Unit, UnitName
from mobilink.places.models import Venue
from mobilink.publishing.models import Wording

_HEAD: Final[Fields] = {"kit": str, "country": str, "province": str, "name": str}
_MAY: Final[Fields] = {"map": str, "content": str, "since": date}
_NAME: Final[Fields] = {"name": str, "short_name": str, "agency": str}
_PERIOD: Final[Fields] = {"since": date, "until": date}
_TYPES: Final[Fields] = {
    "CharField": str,
    "TextField": str,
    "ForeignKey": str,
    "DateField": date,
    "TimeField": time,
    "IntegerField": int,
    "DecimalField": Decimal,
    "JSONField": list,
}
"""What a field of a table is in the file; links are the names of rows."""


@dataclass(frozen=True)
class Table:
    """The rows of one register: what each has to say and what it may, and the tables it names rows of.

    `more` are the types of what no field of the model keeps, or keeps in another way.
    """

    model: type[models.Model]
    needs: str
    may: str
    links: Mapping[str, tuple[str, ...]]
    more: Fields = field(default_factory=dict)
    key: str = "name"

    def types(self, names: str) -> Fields:
        return {name: self._type(name) for name in names.split()}

    def _type(self, name: str) -> type:
        if name in self.more:
            return self.more[name]  # type: ignore[no-any-return]
        return _TYPES[self.model._meta.get_field(name).get_internal_type()]  # type: ignore[no-any-return]


_UNITS: Final = {"owner_unit": ("units",), "executing_unit": ("units",)}
_PLAN: Final = "title kind day venue owner_unit executing_unit"
_PLAN_MAY: Final = "start end part_of_day programmes purpose place_text slot"
_OF_PLAN: Final = {"venue": ("venues",), "slot": ("slots",), **_UNITS}
_KEPT: Final = {"unit": ("units",), "keeper": ("people",)}
TABLES: Final = {
    "units": Table(
        Unit, "code kind regency_code names", "parent island",
        {"parent": ("units",)}, {"names": list}, key="code",
    ),
    "people": Table(
        Person, "name unit", "title initials phone username roles",
        {"unit": ("units",)}, {"username": str, "roles": dict},
    ),
    "venues": Table(
        Venue, "name regency_code",
        "aliases district_code address lat lon point_quality measured_by measured_on host_event "
        "permit_owner crowd_hours vehicle_access notes",
        {},
    ),
    "vans": Table(
        Van, "name unit",
        "motto plate area asset_number keeper condition in_service_since notes", _KEPT,
    ),
    "equipment": Table(
        Equipment, "name kind unit",
        "label serial_number asset_number keeper weight_kg wind_limit_kmh condition", _KEPT,
    ),
    "slots": Table(
        Slot, "name kind venue owner_unit executing_unit weekday",
        "weeks start end programmes since until", _OF_PLAN, {"weekday": str},
    ),
    "outings": Table(
        Outing, _PLAN, f"{_PLAN_MAY} approved_by", _OF_PLAN | {"approved_by": ("people",)},
        {"approved_by": str}, key="",
    ),
    "held": Table(
        Outing, f"{_PLAN} result", f"{_PLAN_MAY} source served", _OF_PLAN, {"served": list}, key="",
    ),
}  # fmt: skip
"""In the order in which they are entered: a row names only what stands before it."""
THINGS: Final = ("vans", "equipment")


@dataclass(frozen=True)
class Row:
    """One row: where it stands, what its table keeps of it, the rows it names, and what else it says."""

    place: str
    fields: Fields
    links: Mapping[str, str]
    more: Fields


@dataclass(frozen=True)
class Office:
    """What a founding file says; `since` is a day in any case, `map` and `content` are empty where
    there is none.
    """

    kit: str
    country: str
    province: str
    name: str
    map: str
    content: str
    since: date
    rows: Mapping[str, list[Row]]
    wordings: dict[str, str]


def smallest(
    *,
    kit: str,
    country: str,
    province: str,
    regency_code: str,
    name: str,
    agency: str,
    code: str,
    person: str,
    title: str,
    username: str,
) -> Fields:
    """What a founding file says of an office with one unit, and one person who lets in the others."""
    names = [{"name": name, "short_name": name[:60], "agency": agency}]
    unit = {"code": code, "kind": "office", "regency_code": regency_code, "names": names}
    roles = {code: ["approver", "planner"]}
    who = {"name": person, "title": title, "unit": code, "username": username, "roles": roles}
    head = {"kit": kit, "country": country, "province": province, "name": name}
    return {**head, "units": [unit], "people": [who]}


def read(reading: Reading, file: str, written: Fields, today: date) -> Office | None:
    """The office that a file tells of; nothing where something is wrong, which is noted."""
    if not written:
        return None
    tables = dict.fromkeys(TABLES, list) | {"wordings": dict}
    if not reading.expect(file, written, _HEAD, _MAY | tables):
        return None
    since = written.get("since", today)
    if not clock.FIRST_DAY <= since <= today:
        problem = _("it must be a day from 2010 to today; roles hold from then on.")
        reading.fault(f"{file}, since", problem)
    office = _Office(reading, written, since, today)
    rows = {name: [*office.rows(name, table)] for name, table in TABLES.items()}
    _expect_somebody_who_lets_in(reading, rows["units"], rows["people"])
    return Office(
        **{name: written[name] for name in _HEAD},
        map=written.get("map", ""),
        content=written.get("content", ""),
        since=since,
        rows=rows,
        wordings=_wordings(reading, written.get("wordings", {})),
    )


class _Office:
    """One pass over a founding file; `known` are the names of the rows of each table."""

    def __init__(self, reading: Reading, written: Fields, since: date, today: date) -> None:
        self.reading, self.written, self.since, self.today = reading, written, since, today
        self.known: dict[str, set[str]] = {name: set() for name in TABLES}

    def rows(self, name: str, table: Table) -> Iterator[Row]:
        """The rows of a table that can be meant."""
        for number, each in enumerate(self.written.get(name, []), start=1):
            place = f"[[{name}]] {number}"
            if not isinstance(each, dict):
                self.reading.fault(
                    place, _("it is no row; each begins with [[%(table)s]].") % {"table": name}
                )
                continue
            row = self._row(place, table, each)
            if table.key and isinstance(key := each.get(table.key), str):
                if key in self.known[name]:
                    problem = _("“%(code)s” stands there twice.") % {"code": key}
                    self.reading.fault(f"{place}, {table.key}", problem)
                self.known[name].add(key)
            if row is not None:
                yield row

    def _row(self, place: str, table: Table, each: Fields) -> Row | None:
        try:
            row = dated(each, self.today)
        except (TypeError, OverflowError):
            self.reading.fault(place, _("a field that ends in _in holds a number of days."))
            return None
        links = {name: row[name] for name in table.links if isinstance(row.get(name), str)}
        for name, named in links.items():
            self._expect_known(f"{place}, {name}", named, table.links[name])
        if not self.reading.expect(place, row, table.types(table.needs), table.types(table.may)):
            return None
        more = self._more(place, {name: row[name] for name in table.more if name in row})
        if table.model is Slot:
            row |= {"since": row.get("since", self.since), "weekday": self._weekday(place, row)}
        apart = {*links, *table.more} - {"weekday"}
        fields = {name: value for name, value in row.items() if name not in apart}
        kept = self.reading.kept(place, table.model, fields, {})
        return None if kept is None else Row(place, kept, links, more)

    def _more(self, place: str, more: Fields) -> Fields:
        """What no field of a model keeps, read as its own tables would keep it."""
        read: dict[str, Callable[[str, Any], Iterator[Any]]] = {
            "names": self._names,
            "roles": self._roles,
            "served": self._served,
        }
        return {
            name: [*read[name](place, value)] if name in read else value
            for name, value in more.items()
        }

    def _names(self, place: str, names: list[Any]) -> Iterator[Fields]:
        for each, at in self._parts(f"{place}, names", names):
            if self.reading.expect(at, each, _NAME, _PERIOD):
                name = self.reading.kept(at, UnitName, {"since": self.since, **each}, {})
                if name is not None:
                    yield name

    def _roles(self, place: str, roles: Fields) -> Iterator[tuple[str, str]]:
        """Unit and function, one for each role."""
        for unit, functions in roles.items():
            at = f"{place}, roles, {unit}"
            self._expect_known(at, unit, ("units",))
            for function in functions if isinstance(functions, list) else [functions]:
                if function in Role.Function.values:
                    yield unit, function
                else:
                    names = ", ".join(Role.Function.values)
                    problem = _("“%(role)s” is none of: %(roles)s.")
                    self.reading.fault(at, problem % {"role": function, "roles": names})

    def _served(self, place: str, served: list[Any]) -> Iterator[Fields]:
        for each, at in self._parts(f"{place}, served", served):
            if self.reading.expect(at, each, {"thing": str}, {"note": str}):
                self._expect_known(f"{at}, thing", each["thing"], THINGS)
                yield each

    def _parts(self, place: str, parts: list[Any]) -> Iterator[tuple[Fields, str]]:
        for number, each in enumerate(parts, start=1):
            at = f"{place} {number}"
            if isinstance(each, dict):
                yield each, at
            else:
                self.reading.fault(at, _("it stands between braces: { name = … }."))

    def _weekday(self, place: str, row: Fields) -> int:
        if row["weekday"] in WEEKDAYS:
            return WEEKDAYS.index(row["weekday"])
        problem = _("it is none of: %(days)s.") % {"days": ", ".join(WEEKDAYS)}
        self.reading.fault(f"{place}, weekday", problem)
        return 0

    def _expect_known(self, place: str, named: str, tables: tuple[str, ...]) -> None:
        names = sorted(name for table in tables for name in self.known[table])
        if named not in names:
            problem = _("“%(name)s” is not among %(tables)s that stand before it: %(names)s.")
            where = ", ".join(f"[[{table}]]" for table in tables)
            values = {"name": named, "tables": where, "names": ", ".join(names) or "–"}
            self.reading.fault(place, problem % values)


def _expect_somebody_who_lets_in(reading: Reading, units: list[Row], people: list[Row]) -> None:
    """Without somebody who signs in and approves for the whole office, nobody could let in others."""
    office = units[0].fields["code"] if units else ""
    for person in people:
        approves = (office, Role.Function.APPROVER) in person.more.get("roles", [])
        if approves and person.more.get("username"):
            return
    problem = _(
        "somebody must sign in and approve for the whole office: a username, and the role approver "
        "at the first unit."
    )
    reading.fault("[[people]]", problem)


def _wordings(reading: Reading, written: Fields) -> Fields:
    for code, text in written.items():
        if isinstance(text, str) and text.strip():
            reading.kept(f"[wordings], {code}", Wording, {"code": code, "text": text}, {})
        else:
            reading.fault(f"[wordings], {code}", _("its words are missing."))
    return written
