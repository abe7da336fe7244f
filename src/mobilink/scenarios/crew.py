"""Who of a demo's people is away, what they can do, and a volunteer, by the actions of their room."""

from mobilink.imports.cells import dated
from mobilink.people.absences import enter_absence
from mobilink.people.engaging import enter_person, give_role
from mobilink.people.models import Person, Unit
from mobilink.people.queries import office_day
from mobilink.people.skills import take_down_skill
from mobilink.scenarios.stories import beside


def load(name: str) -> None:
    """Enter what a scenario says of its crew."""
    crew, today = beside(name, "crew"), office_day()
    for row in crew["guests"]:
        row, unit = dated(row, today), Unit.objects.get(code=row["unit"])
        role = {each: row.pop(each) for each in ("function", "since", "until")}
        give_role(enter_person(by=None, **row | {"unit": unit}), by=None, unit=unit, **role)
    people = {person.name: person for person in Person.objects.select_related("unit")}
    for row in crew["absences"]:
        enter_absence(people[row.pop("person")], by=None, **dated(row, today))
    for row in crew["skills"]:
        take_down_skill(people[row.pop("person")], by=None, **dated(row, today))
