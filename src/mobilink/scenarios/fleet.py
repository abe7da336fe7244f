"""How the vans of a demo are kept: papers, meters, receipts, an inspection. All of it is made up."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from mobilink.basics import clock
from mobilink.fleet import actions, upkeep
from mobilink.fleet.models import Equipment, Van
from mobilink.imports.cells import dated
from mobilink.journal.actions import commit
from mobilink.people.models import Person
from mobilink.people.queries import office_day
from mobilink.scenarios import acts
from mobilink.scenarios.stories import beside


def load(name: str) -> None:
    """Take down what a scenario says of its vans, as the driver and the keepers would have."""
    story = beside(name, "fleet")
    people = {person.name: person for person in Person.objects.all()}
    vans = {van.name: van for van in Van.objects.select_related("unit")}
    things = {thing.name: thing for thing in Equipment.objects.select_related("unit")}
    for row in story["phones"]:
        with commit(acts.PHONE_NUMBERS) as draft:
            draft.change(people[row["person"]], phone=row["phone"])
    for row in [*story["vans"], *story["equipment"]]:
        thing = vans.get(row["name"]) or things[row.pop("name")]
        keeper = people[row.pop("keeper")]
        weight = {"weight_kg": Decimal(row.pop("weight_kg"))} if "weight_kg" in row else {}
        row.pop("name", None)
        actions.describe(thing, by=None, keeper=keeper, **row, **weight)
    for row in story["terms"]:
        upkeep.take_down_term(vans[row.pop("van")], by=None, **dated(row, office_day()))
    _meters(story, vans, people["Andi Contoh"])


def _meters(story: dict[str, Any], vans: dict[str, Van], driver: Person) -> None:
    past = clock.now()
    for row in story["readings"]:
        if (at := _at(row)) < past:
            actions.read_odometer(vans[row["van"]], km=row["km"], at=at, by=driver)
    for row in story["fuel"]:
        if (at := _at(row)) < past:
            litres, rupiah = Decimal(row["litres"]), row["rupiah"]
            actions.refuel(vans[row["van"]], litres=litres, rupiah=rupiah, at=at, by=driver)
    for row in story["receipts"]:
        if (at := _at(row)) < past:
            rest = {name: row[name] for name in ("kind", "rupiah", "note")}
            actions.keep_receipt(vans[row["van"]], at=at, by=driver, **rest)
    for row in story["inspections"]:
        at = past - timedelta(hours=row.pop("hours_ago"))
        upkeep.inspect(vans[row.pop("van")], at=at, by=driver, **row)


def _at(row: dict[str, Any]) -> datetime:
    return timezone.make_aware(datetime.combine(row["day"], time(row["hour"])))
