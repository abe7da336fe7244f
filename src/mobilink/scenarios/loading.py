"""Filling an empty installation with a scenario: a kit, a country, and the story of an office.

A scenario is loaded once, through the rooms' own actions; loading it again changes nothing.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mobilink.fleet.models import Equipment, Van
from mobilink.founding.folders import brought_along
from mobilink.founding.laying import add_all, lay_in_country, lay_in_kit, lay_in_wordings
from mobilink.journal.acts import Act
from mobilink.journal.members.installations import establish
from mobilink.journal.storage.rows import SharedRow
from mobilink.outreach import actions as outings
from mobilink.outreach import bookings, slots
from mobilink.people.actions import open_account
from mobilink.people.models import Person, Role, Unit, UnitName
from mobilink.places.actions import add_venue
from mobilink.scenarios import acts, answers, crew, fleet, partners, stand, texts
from mobilink.scenarios.stories import read


@dataclass(frozen=True)
class SignIn:
    """A demo account, to be printed for the person who starts the demo."""

    username: str
    password: str
    name: str
    title: str


def sign_ins(name: str) -> list[SignIn]:
    """The demo accounts of a scenario."""
    scenario = read(name)
    return [
        SignIn(person["username"], scenario["demo_password"], person["name"], person["title"])
        for person in scenario["people"]
        if "username" in person
    ]


def load(name: str, *, with_answers: bool = True) -> bool:
    """Fill an empty installation; False when it holds data already, which stays as it is.

    The answer desk's lists, what is known of the crew, the keeping of the vans, the stand of
    returnees and the partners are left out where only the story is wanted.
    """
    scenario = read(name)
    with transaction.atomic():
        if Unit.objects.exists():
            return False
        establish(scenario["installation"])
        _Loading(scenario).run()
        if with_answers:
            answers.load(name)
            crew.load(name)
            fleet.load(name)
            stand.load(name)
            partners.load(name)
    return True


class _Loading:
    """One pass over a scenario; `known` finds made rows by the short names the text uses."""

    def __init__(self, scenario: dict[str, Any]) -> None:
        self.scenario = scenario
        self.known: dict[str, Any] = {}

    def run(self) -> None:
        self.places()
        self.units()
        self.people()
        self.things()
        self.words()
        self.outreach()

    def places(self) -> None:
        lay_in_country(
            brought_along("countries", self.scenario["country"]), self.scenario["province"]
        )
        for venue in self.scenario["venues"]:
            key = venue.pop("key")
            self.known[key] = add_venue(by=None, **venue)

    def units(self) -> None:
        for unit in self.scenario["units"]:
            names = unit.pop("names")
            [made] = self.add_named(acts.UNITS, Unit, [unit])
            add_all(acts.UNIT_NAMES, UnitName, [{"unit": made, **name} for name in names])

    def people(self) -> None:
        for person in self.scenario["people"]:
            username, roles = person.pop("username", ""), person.pop("roles")
            [made] = self.add_named(acts.PEOPLE, Person, [person])
            since = self.scenario["since"]
            grants = [
                {"person": made, "unit": self.known[unit], "function": function, "since": since}
                for unit, functions in roles.items()
                for function in functions
            ]
            add_all(acts.ROLES, Role, grants)
            if username:
                open_account(username, self.scenario["demo_password"], made)

    def things(self) -> None:
        self.add_named(acts.VANS, Van, self.scenario["vans"])
        self.add_named(acts.EQUIPMENT, Equipment, self.scenario["equipment"])

    def words(self) -> None:
        lay_in_kit(
            brought_along("kits", self.scenario["kit"]),
            since=self.scenario["since"],
            owner=self.scenario["installation"],
            completed=texts.completed(self.scenario["texts"]),
        )
        lay_in_wordings(self.scenario["wordings"])

    def outreach(self) -> None:
        for slot in self.scenario["slots"]:
            key = slot.pop("key")
            self.known[key] = slots.add_slot(by=None, **self.resolved(slot))
        for row in self.scenario["outings"]:
            self.outing(row)

    def outing(self, row: dict[str, Any]) -> None:
        served, result = row.pop("served"), row.pop("result")
        plan = outings.OutingPlan(**self.resolved(row))
        outing = outings.register_held(plan, by=None)
        for thing in served:
            booking = bookings.book(outing, self.known[thing["thing"]], by=None)
            bookings.record_served(booking, True, by=None, note=thing.get("note", ""))
        outings.report(outing, by=None, result=result)

    def add_named(self, act: Act, model: type[SharedRow], rows: list[dict[str, Any]]) -> list[Any]:
        """Add rows that the text names by a `key` of its own."""
        keys = [row.pop("key") for row in rows]
        made = add_all(act, model, [self.resolved(row) for row in rows])
        self.known.update(zip(keys, made, strict=True))
        return made

    def resolved(self, row: dict[str, Any]) -> dict[str, Any]:
        """The fields of a row with the rows that its references name."""
        references = {"unit", "parent", "venue", "owner_unit", "executing_unit", "slot"}
        return {
            name: self.known[value] if name in references else value for name, value in row.items()
        }
