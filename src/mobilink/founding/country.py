"""What a country says to all its offices: its regions by code, its holidays, what they avoid.

regions.csv         provinces and regencies
provinces/CODE.csv  the districts and villages of one province, of which an office loads its own
holidays.csv        the days that are free
cautions.toml       when an outing had better not be: each week, each year, in periods, on holidays
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from django.utils.translation import gettext as _

from mobilink.founding.reading import Fields, Reading, expect_open_code
from mobilink.imports.cells import BadCell, refuse_unless_kept
from mobilink.places.models import Holiday, Region, TimeToAvoid

SPELLING: Final = "spelling.toml"
CAUTIONS: Final = "cautions.toml"
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOURS: Final[Fields] = {"begin": time, "end": time, "start_instead": time}
_TYPES: Final[dict[str, Fields]] = {
    "holiday": {"of": str},
    "weekly": {"weekday": str, **_HOURS},
    "yearly": {"month": int, "day": int, **_HOURS},
    "period": {"periods": list, **_HOURS},
}
"""What each type of caution says beside its code and its words."""


@dataclass(frozen=True)
class Country:
    """Fields of the rows that an office of one province needs."""

    spelling: Fields
    regions: list[Fields]
    holidays: list[Fields]
    times_to_avoid: list[Fields]


def read(reading: Reading, province: str) -> Country:
    """What the folder says; what is wrong stands in the reading's faults."""
    columns = {name: (name,) for name in ("code", "level", "name")}
    files = ["regions.csv", f"provinces/{province}.csv"]
    regions = [row for file in files for row in reading.rows(file, Region, columns)]
    spelling = _spelling(reading)
    days = {name: (name,) for name in ("day", "kind", "name")}
    holidays = reading.rows("holidays.csv", Holiday, days)
    return Country(
        {"name": reading.folder.name, "shorthand": spelling.short, "labels": spelling.labels},
        [
            {
                **row,
                "parent_code": row["code"].rpartition(".")[0],
                "aliases": spelling.aliases.get(row["code"], []),
            }
            for row in regions
        ],
        [{**row, "day": date.fromisoformat(row["day"])} for row in holidays],
        [
            {**row, "position": number}
            for number, row in enumerate(_times_to_avoid(reading), start=1)
        ],
    )


@dataclass(frozen=True)
class _Spelling:
    """Short form → full word; word before a name → level; code of a region → its other names."""

    short: dict[str, str]
    labels: dict[str, str]
    aliases: dict[str, list[str]]


def _spelling(reading: Reading) -> _Spelling:
    written = reading.toml(SPELLING)
    tables = {name: _table(reading, written, name) for name in ("shorthand", "labels", "aliases")}
    for name in ("shorthand", "aliases"):
        for word, others in [*tables[name].items()]:
            if not isinstance(others, list) or not all(isinstance(each, str) for each in others):
                place = f"{SPELLING}, {name}, {word}"
                reading.fault(place, _("a list holds texts, each between quotes."))
                del tables[name][word]
    for word, level in tables["labels"].items():
        if level not in Region.Level.values:
            levels = ", ".join(Region.Level.values)
            problem = _("“%(level)s” is none of: %(levels)s.") % {"level": level, "levels": levels}
            reading.fault(f"{SPELLING}, labels, {word}", problem)
    short = {each: word for word, others in tables["shorthand"].items() for each in others}
    return _Spelling(short, tables["labels"], tables["aliases"])


def _table(reading: Reading, written: Fields, name: str) -> Fields:
    table = written.get(name, {})
    if isinstance(table, dict):
        return table
    reading.fault(SPELLING, _("%(name)s is missing, or is no such thing.") % {"name": name})
    return {}


def _times_to_avoid(reading: Reading) -> Iterator[Fields]:
    for kind, written in reading.toml(CAUTIONS).items():
        if kind not in _TYPES or not isinstance(written, list):
            reading.fault(
                CAUTIONS,
                _("“%(kind)s” is none of: %(kinds)s.") % {"kind": kind, "kinds": ", ".join(_TYPES)},
            )
            continue
        for number, caution in enumerate(written, start=1):
            try:
                yield _time_to_avoid(kind, caution)
            except BadCell as wrong:
                place = f"{CAUTIONS}, {kind} {number}, {wrong.column}"
                reading.fault(place, str(wrong))


def _time_to_avoid(kind: str, written: Fields) -> Fields:
    """The fields of a row; raises BadCell where what is written is not of its type."""
    types = {"code": str, "id": str, "en": str, **_TYPES[kind]}
    for name, value in written.items():
        if name not in types:
            raise BadCell(
                name,
                _("there is no such field; there are %(fields)s.")
                % {
                    "fields": ", ".join(types),
                },
            )
        if type(value) is not types[name]:
            raise BadCell(name, _("“%(value)s” is of another type.") % {"value": value})
    fields = {name: value for name, value in written.items() if name not in ("id", "en", "of")}
    english = written.get("en", "")
    fields |= {"text": written.get("id", english), "text_en": english}
    if kind == "holiday":
        fields["holiday"] = written.get("of", "")
    if kind == "weekly":
        fields["weekday"] = _weekday(written)
    if kind == "period":
        fields["periods"] = [_period(each) for each in written.get("periods", [])]
    expect_open_code({"code": "", **fields})
    _refuse_a_start_within(fields)
    refuse_unless_kept(TimeToAvoid(**fields), exclude=("position",))
    return fields


def _weekday(written: Fields) -> int:
    if written.get("weekday") not in WEEKDAYS:
        raise BadCell("weekday", _("it is none of: %(days)s.") % {"days": ", ".join(WEEKDAYS)})
    return WEEKDAYS.index(written["weekday"])


def _period(written: Any) -> Fields:
    is_told = isinstance(written, dict) and written.keys() == {"first", "last", "estimated"}
    if not is_told or not (
        type(written["first"]) is type(written["last"]) is date
        and isinstance(written["estimated"], bool)
        and written["first"] <= written["last"]
    ):
        raise BadCell(
            "periods",
            _("each has a first and a last day in this order, and estimated: true or false."),
        )
    return {name: str(written[name]) for name in ("first", "last")} | {
        "estimated": written["estimated"]
    }


def _refuse_a_start_within(fields: Fields) -> None:
    start = fields.get("start_instead")
    if start is not None and start < fields.get("end", time.max):
        raise BadCell("start_instead", _("it must not lie before the end of the hours."))
