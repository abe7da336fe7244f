"""Founding an office from a founding file: all of it or nothing, by the rooms' own verbs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.fleet.actions import enter_thing
from mobilink.fleet.models import Equipment, Van
from mobilink.founding import country
from mobilink.founding.folders import COUNTRIES, KITS, MAPS, named, opened
from mobilink.founding.laying import lay_in_country, lay_in_kit, lay_in_map, lay_in_wordings
from mobilink.founding.office import TABLES, THINGS, Office, Row, read
from mobilink.founding.reading import Faulty, Fields, Reading
from mobilink.imports.content import Completed
from mobilink.imports.sheets import BadFile
from mobilink.journal.actions import alone
from mobilink.journal.members.installations import establish, rename, require_office
from mobilink.outreach import actions as outings
from mobilink.outreach import bookings, slots
from mobilink.people.accounts import give_password
from mobilink.people.engaging import enter_person, give_role
from mobilink.people.models import Person, Unit
from mobilink.people.queries import office_day
from mobilink.people.units import enter_unit
from mobilink.places.actions import add_venue
from mobilink.places.models import Region

PAPER_DUE: Final = timedelta(days=7)
"""Until when the paper of an approval is awaited that a founding file tells of."""


@dataclass(frozen=True)
class SignIn:
    """By what somebody signs in for the first time; told once, kept nowhere."""

    username: str
    password: str
    name: str
    title: str


Admit = Callable[[Person, str], str]
"""Lets a person sign in under a name; returns the password."""


def found(path: Path) -> list[SignIn]:
    """Found the office that a file tells of; raises BadFile with every fault, and keeps nothing then."""
    reading = Reading(path.parent)
    return found_from(reading, path.name, reading.toml(path.name))


def found_from(
    reading: Reading,
    file: str,
    written: Fields,
    *,
    admit: Admit | None = None,
    completed: Completed | None = None,
) -> list[SignIn]:
    """The same of what the file says; `completed` is what the office says of its kit's texts."""
    office = read(reading, file, written, office_day())
    if office is None or reading.faults:
        raise Faulty(_("This office cannot be founded:"), reading.faults)
    with alone():
        expect_none()
        establish(office.name)
        require_office()
        rename(office.name)
        begun = _Beginning(office, admit or first_password)
        begun.lay_in(reading.folder, completed)
        begun.run()
        if begun.faults:
            raise Faulty(_("This office cannot be founded:"), begun.faults)
    return begun.sign_ins


def expect_none() -> None:
    """Refuse to found a second office beside the first."""
    if Unit.objects.exists():
        raise BadFile(
            _("An office stands in this data folder already. Name another folder with --data.")
        )


def first_password(person: Person, username: str) -> str:
    """A password that its owner replaces within a week."""
    return give_password(person, username, by=None)


class _Unmade(Exception):
    """A row that another names was not made."""


class _Beginning:
    """One pass over what a founding file says; `made` are the rows of each table, by name."""

    def __init__(self, office: Office, admit: Admit) -> None:
        self.office, self.admit = office, admit
        self.made: dict[str, dict[str, Any]] = {name: {} for name in TABLES}
        self.faults: list[str] = []
        self.sign_ins: list[SignIn] = []

    def lay_in(self, beside: Path, completed: Completed | None) -> None:
        """The country, the map and the kit, of those that this version brings along or that lie beside."""
        where = named(COUNTRIES, self.office.country, beside)
        with opened(where) as folder:
            provinces = country.provinces(Reading(folder))
        if self.office.province not in provinces:
            raise BadFile(
                _("There is no province “%(code)s”; there are %(codes)s.")
                % {"code": self.office.province, "codes": ", ".join(provinces)}
            )
        lay_in_country(where, self.office.province)
        if self.office.map:
            lay_in_map(named(MAPS, self.office.map, beside))
        lay_in_kit(
            named(KITS, self.office.kit, beside),
            since=self.office.since,
            owner=self.office.name,
            own=beside / self.office.content if self.office.content else None,
            completed=completed,
        )
        lay_in_wordings(self.office.wordings)

    def run(self) -> None:
        """Enter all rows; what a verb refuses is noted, and what names it left out."""
        verbs: Mapping[str, Callable[[Fields, Fields], Any]] = {
            "units": self._unit,
            "people": self._person,
            "venues": lambda fields, _more: add_venue(by=None, **fields),
            "vans": lambda fields, _more: enter_thing(Van, by=None, **fields),
            "equipment": lambda fields, _more: enter_thing(Equipment, by=None, **fields),
            "slots": lambda fields, _more: slots.add_slot(by=None, **fields),
            "outings": self._outing,
            "held": self._held,
        }
        for name, verb in verbs.items():
            for row in self.office.rows[name]:
                self._enter(name, verb, row)

    def _enter(self, name: str, verb: Callable[[Fields, Fields], Any], row: Row) -> None:
        table = TABLES[name]
        try:
            links = {each: self._row(table.links[each], key) for each, key in row.links.items()}
            made = verb({**row.fields, **links}, row.more)
        except _Unmade:
            return  # what it names was refused, and that is noted
        except Refused as refusal:
            self.faults.append(f"{row.place}: {refusal}")
        else:
            self.made[name][row.fields.get(table.key, row.place)] = made

    def _row(self, tables: tuple[str, ...], key: str) -> Any:
        for name in tables:
            if key in self.made[name]:
                return self.made[name][key]
        raise _Unmade

    def _unit(self, fields: Fields, more: Fields) -> Unit:
        code = fields["regency_code"]
        if not Region.objects.filter(code=code, level=Region.Level.REGENCY).exists():
            raise BadFile(_("There is no regency with the code %(code)s.") % {"code": code})
        return enter_unit(by=None, names=more["names"], **fields)

    def _person(self, fields: Fields, more: Fields) -> Person:
        person = enter_person(by=None, **fields)
        for code, function in more.get("roles", []):
            unit = self._row(("units",), code)
            give_role(person, by=None, function=function, unit=unit, since=self.office.since)
        if username := more.get("username"):
            password = self.admit(person, username)
            self.sign_ins.append(SignIn(username, password, person.name, person.title))
        return person

    def _outing(self, fields: Fields, _more: Fields) -> Any:
        approver = fields.pop("approved_by", None)
        outing = outings.draft_outing(outings.OutingPlan(**fields), by=None)
        outings.propose(outing, by=None)
        if approver:
            said = outings.OralApproval(approver.name, clock.now(), office_day() + PAPER_DUE)
            outings.approve(outing, by=None, oral=said)
        return outing

    def _held(self, fields: Fields, more: Fields) -> Any:
        result = fields.pop("result")
        outing = outings.register_held(outings.OutingPlan(**fields), by=None)
        for each in more.get("served", []):
            booking = bookings.book(outing, self._row(THINGS, each["thing"]), by=None)
            bookings.record_served(booking, True, by=None, note=each.get("note", ""))
        outings.report(outing, by=None, result=result)
        return outing
