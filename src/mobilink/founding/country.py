"""What a country says to all its offices: its regions by code, its holidays, what they avoid.

country.toml        its name, and the languages of its words
regions.csv         provinces and regencies
provinces/CODE.csv  the districts and villages of one province, of which an office loads its own
holidays.csv        the days that are free
spelling.toml       how people write place names
cautions.toml       when an outing had better not be: each week, each year, in periods, on holidays
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.founding.folders import COUNTRIES, brought_along
from mobilink.founding.reading import Fields, Reading, in_words
from mobilink.places.models import Country as CountryRow
from mobilink.places.models import Holiday, Region, TimeToAvoid

COUNTRY: Final = "country.toml"
SPELLING: Final = "spelling.toml"
CAUTIONS: Final = "cautions.toml"
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_REGION: Final = {name: (name,) for name in ("code", "level", "name")}
_HOURS: Final[Fields] = {"begin": time, "end": time, "start_instead": time}
_TYPES: Final[dict[str, Fields]] = {
    "holiday": {"of": str},
    "weekly": {"weekday": str},
    "yearly": {"month": int, "day": int},
    "period": {"periods": list},
}
"""What each type of caution says beside its code, its words and, but for holidays, its hours."""


@dataclass(frozen=True)
class Country:
    """Fields of the rows that an office of one province needs."""

    row: Fields
    regions: list[Fields]
    holidays: list[Fields]
    times_to_avoid: list[Fields]


def provinces(reading: Reading) -> list[str]:
    """The codes of the provinces whose districts and villages the folder tells."""
    return sorted(file.stem for file in (reading.folder / "provinces").glob("*.csv"))


def provinces_named(country: str) -> dict[str, str]:
    """Code → name of the provinces of a country brought along in which an office can begin."""
    reading = Reading(brought_along(COUNTRIES, country))
    return {code: name for code, name in _named(reading).items() if code in provinces(reading)}


def regencies_named(country: str, province: str) -> dict[str, str]:
    """Code → name of the regencies and cities of a province."""
    regions = _named(Reading(brought_along(COUNTRIES, country)))
    return {code: name for code, name in regions.items() if code.rpartition(".")[0] == province}


def read(reading: Reading, *of: str) -> Country:
    """What the folder says, with the districts and villages `of` some provinces.

    What is wrong stands in the reading's faults.
    """
    head = reading.toml(COUNTRY)
    languages = reading.languages(COUNTRY, head.get("languages"))
    spelling = _spelling(reading)
    row = {"name": head.get("name"), "shorthand": spelling.short, "labels": spelling.labels}
    reading.kept(COUNTRY, CountryRow, row, {})
    files = ["regions.csv", *(f"provinces/{code}.csv" for code in of)]
    avoided = enumerate(_times_to_avoid(reading, languages), start=1)
    return Country(
        row,
        _regions(reading, files, spelling.aliases),
        _holidays(reading),
        [{**each, "position": number} for number, each in avoided],
    )


def _named(reading: Reading) -> dict[str, str]:
    rows = reading.rows("regions.csv", Region, _REGION, of_list=False)
    return {row["code"]: row["name"] for row in rows}


def _regions(reading: Reading, files: list[str], aliases: dict[str, list[str]]) -> list[Fields]:
    placed = [
        (file, row) for file in files for row in reading.rows(file, Region, _REGION, of_list=False)
    ]
    known = Counter(row["code"] for _file, row in placed)
    for file, row in placed:
        code, parent = row["code"], row["code"].rpartition(".")[0]
        if known[code] > 1:
            reading.fault(file, _("“%(code)s” stands there twice.") % {"code": code})
        if parent and parent not in known:
            reading.fault(file, _("“%(code)s” lies in no region.") % {"code": code})
    return [
        {
            **row,
            "parent_code": row["code"].rpartition(".")[0],
            "aliases": aliases.get(row["code"], []),
        }
        for _file, row in placed
    ]


def _holidays(reading: Reading) -> list[Fields]:
    columns = {name: (name,) for name in ("day", "kind", "name")}
    holidays = []
    for row in reading.rows("holidays.csv", Holiday, columns, of_list=False):
        if clock.FIRST_DAY <= row["day"] <= clock.LAST_DAY:
            holidays.append(row)
        else:
            problem = _("“%(text)s” is out of range; days go from 2010 to 2099.")
            reading.fault("holidays.csv", problem % {"text": row["day"]})
    return holidays


@dataclass(frozen=True)
class _Spelling:
    """Short form → full word; word before a name → level; code of a region → its other names."""

    short: dict[str, str]
    labels: dict[str, str]
    aliases: dict[str, list[str]]


def _spelling(reading: Reading) -> _Spelling:
    tables: dict[str, Fields] = {"shorthand": {}, "labels": {}, "aliases": {}}
    for name, table in reading.toml(SPELLING).items():
        if name in tables and isinstance(table, dict):
            tables[name] = table
        else:
            problem = _("“%(name)s” is none of: %(names)s, each a table.")
            reading.fault(SPELLING, problem % {"name": name, "names": ", ".join(tables)})
    short: dict[str, str] = {}
    for word, others in _lists(reading, tables, "shorthand"):
        for other in others:
            if other != other.casefold().strip(". ") or not other or other in short:
                place = f"{SPELLING}, shorthand, {word}"
                problem = _(
                    "“%(text)s” must be in small letters, without a dot, and stand there once."
                )
                reading.fault(place, problem % {"text": other})
            short[other] = word
    for word, level in tables["labels"].items():
        if level not in Region.Level.values:
            levels = ", ".join(Region.Level.values)
            problem = _("“%(level)s” is none of: %(levels)s.") % {"level": level, "levels": levels}
            reading.fault(f"{SPELLING}, labels, {word}", problem)
    return _Spelling(short, tables["labels"], dict(_lists(reading, tables, "aliases")))


def _lists(
    reading: Reading, tables: dict[str, Fields], name: str
) -> Iterator[tuple[str, list[str]]]:
    for word, others in tables[name].items():
        if isinstance(others, list) and all(isinstance(each, str) for each in others):
            yield word, others
        else:
            problem = _("a list holds texts, each between quotes.")
            reading.fault(f"{SPELLING}, {name}, {word}", problem)


def _times_to_avoid(reading: Reading, languages: list[str]) -> Iterator[Fields]:
    seen: set[str] = set()
    for kind, written in reading.toml(CAUTIONS).items():
        is_list = isinstance(written, list) and all(isinstance(each, dict) for each in written)
        if kind not in _TYPES or not is_list:
            kinds = ", ".join(f"[[{name}]]" for name in _TYPES)
            problem = _("“%(kind)s” is none of: %(kinds)s.") % {"kind": kind, "kinds": kinds}
            reading.fault(CAUTIONS, problem)
            continue
        for number, caution in enumerate(written, start=1):
            place = f"{CAUTIONS}, {kind} {number}"
            fields = _time_to_avoid(reading, place, kind, caution, languages)
            if fields is not None and reading.is_new_code(place, fields, seen):
                yield fields


def _time_to_avoid(
    reading: Reading, place: str, kind: str, written: Fields, languages: list[str]
) -> Fields | None:
    """The fields of a row; nothing where something is wrong, which is noted."""
    columns = in_words(languages, "text") | {"of": ("holiday",)}
    needed = {"code": str, **dict.fromkeys(languages, str), **_TYPES[kind]}
    if not reading.expect(place, written, needed, {} if kind == "holiday" else _HOURS):
        return None
    fields = {
        field: value for name, value in written.items() for field in columns.get(name, (name,))
    }
    problems = [*_problems_of(kind, fields)]
    for problem_at, problem in problems:
        reading.fault(f"{place}, {problem_at}", problem)
    if problems:
        return None
    if kind == "weekly":
        fields["weekday"] = WEEKDAYS.index(fields["weekday"])
    if kind == "period":
        fields["periods"] = [_period(each) for each in fields["periods"]]
    return reading.kept(place, TimeToAvoid, fields, columns)


def _problems_of(kind: str, fields: Fields) -> Iterator[tuple[str, str]]:
    """What of a caution cannot be, beyond the types of its fields."""
    begin, end = fields.get("begin", time.min), fields.get("end", time.max)
    if kind == "weekly" and fields["weekday"] not in WEEKDAYS:
        yield "weekday", _("it is none of: %(days)s.") % {"days": ", ".join(WEEKDAYS)}
    if kind == "yearly" and not _is_a_day(fields["month"], fields["day"]):
        yield "day", _("no month has that day.")
    if kind == "period" and not all(map(_is_period, fields["periods"])):
        yield (
            "periods",
            _("each has a first and a last day in this order, and estimated: true or false."),
        )
    if end <= begin:
        yield "end", _("it must lie after the begin.")
    if fields.get("start_instead", time.max) < end:
        yield "start_instead", _("it must not lie before the end of the hours.")


def _is_a_day(month: int, day: int) -> bool:
    try:
        return bool(date(2020, month, day))  # a leap year
    except ValueError:
        return False


def _is_period(written: Any) -> bool:
    return (
        isinstance(written, dict)
        and written.keys() == {"first", "last", "estimated"}
        and type(written["first"]) is type(written["last"]) is date
        and isinstance(written["estimated"], bool)
        and written["first"] <= written["last"]
    )


def _period(written: Fields) -> Fields:
    days = {name: str(written[name]) for name in ("first", "last")}
    return {**days, "estimated": written["estimated"]}
