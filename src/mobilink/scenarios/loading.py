"""Filling an empty installation with a scenario: a folder of TOML and of the places' own tables.

A scenario is loaded once, through the rooms' own actions; loading it again changes nothing.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from mobilink.booth.models import ChecklistItem, SurveyQuestion
from mobilink.fleet.models import Equipment, Van
from mobilink.guidance.models import Topic
from mobilink.imports import content
from mobilink.imports.sheets import BadFile
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.journal.members.installations import establish
from mobilink.journal.storage.rows import SharedRow
from mobilink.outreach import actions as outings
from mobilink.outreach import bookings, slots
from mobilink.outreach.models import Programme
from mobilink.people.actions import open_account
from mobilink.people.models import Person, Role, Unit, UnitName
from mobilink.people.queries import office_day
from mobilink.places.actions import add_venue
from mobilink.places.models import Holiday, Region
from mobilink.publishing.models import Wording
from mobilink.scenarios import acts, answers, crew, fleet, partners, stand
from mobilink.scenarios.stories import SCENARIOS, read

PLACES = Path(__file__).parent.parent / "places" / "data"
ROWS_PER_ENTRY = 250
LEVELS = {
    "provinsi": Region.Level.PROVINCE,
    "kab_kota": Region.Level.REGENCY,
    "kecamatan": Region.Level.DISTRICT,
    "desa": Region.Level.VILLAGE,
    "kelurahan": Region.Level.VILLAGE,
}


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
        self.content()
        self.outreach()

    def places(self) -> None:
        _add_all(acts.REGIONS, Region, _regions())
        _add_all(acts.HOLIDAYS, Holiday, _holidays())
        for venue in self.scenario["venues"]:
            key = venue.pop("key")
            self.known[key] = add_venue(by=None, **venue)

    def units(self) -> None:
        for unit in self.scenario["units"]:
            names = unit.pop("names")
            [made] = self.add_named(acts.UNITS, Unit, [unit])
            _add_all(acts.UNIT_NAMES, UnitName, [{"unit": made, **name} for name in names])

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
            _add_all(acts.ROLES, Role, grants)
            if username:
                open_account(username, self.scenario["demo_password"], made)

    def things(self) -> None:
        self.add_named(acts.VANS, Van, self.scenario["vans"])
        self.add_named(acts.EQUIPMENT, Equipment, self.scenario["equipment"])
        _add_all(acts.TOPICS, Topic, _in_order(self.scenario["topics"]))
        _add_all(acts.PROGRAMMES, Programme, _in_order(self.scenario["programmes"]))
        asked = [
            {**row, "valid_from": self.scenario["since"]}
            for row in self.scenario["survey_questions"]
        ]
        _add_all(acts.SURVEY_QUESTIONS, SurveyQuestion, _in_order(asked))
        _add_all(acts.CHECKLISTS, ChecklistItem, _in_order(self.scenario["checklist"]))
        wordings = [
            {"code": code, "text": text} for code, text in self.scenario["wordings"].items()
        ]
        _add_all(acts.WORDINGS, Wording, wordings)

    def content(self) -> None:
        outcome = content.read(SCENARIOS / self.scenario["content"], today=office_day())
        if outcome.problems:
            raise BadFile("\n".join(outcome.problems))

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
        made = _add_all(act, model, [self.resolved(row) for row in rows])
        self.known.update(zip(keys, made, strict=True))
        return made

    def resolved(self, row: dict[str, Any]) -> dict[str, Any]:
        """The fields of a row with the rows that its references name."""
        references = {"unit", "parent", "venue", "owner_unit", "executing_unit", "slot"}
        return {
            name: self.known[value] if name in references else value for name, value in row.items()
        }


def _add_all(act: Act, model: type[SharedRow], rows: Any) -> list[Any]:
    made: list[Any] = []
    rows = list(rows)
    for begin in range(0, len(rows), ROWS_PER_ENTRY):
        with commit(act) as draft:
            made += [draft.add(model, **row) for row in rows[begin : begin + ROWS_PER_ENTRY]]
    return made


def _in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "position": position} for position, row in enumerate(rows, start=1)]


def _regions() -> Iterator[dict[str, Any]]:
    """The whole country down to regencies, the province of the office down to villages."""
    seen = set()
    for file in ("wilayah_kepri.csv", "wilayah_nasional_prov_kab.csv"):
        for row in _rows(file):
            if row["code"] not in seen:
                seen.add(row["code"])
                yield {
                    "code": row["code"],
                    "level": LEVELS[row["level"]],
                    "parent_code": row["parent_code"],
                    "name": row["name"],
                }


def _holidays() -> Iterator[dict[str, Any]]:
    kinds = {"libur_nasional": Holiday.Kind.NATIONAL, "cuti_bersama": Holiday.Kind.SHARED_LEAVE}
    for row in _rows("hari_libur_2018_2027.csv"):
        yield {
            "day": date.fromisoformat(row["tanggal"]),
            "name": row["nama"],
            "kind": kinds[row["jenis"]],
        }


def _rows(file: str) -> Iterator[dict[str, str]]:
    with (PLACES / file).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
