"""Filling an empty installation with a scenario: the founding of an office, and its story.

A scenario is loaded once, through the rooms' own actions; loading it again changes nothing.
"""

from typing import Any

from django.db import transaction

from mobilink.founding.actions import SignIn, found_from
from mobilink.founding.reading import Reading
from mobilink.people.actions import open_account
from mobilink.people.models import Person, Unit
from mobilink.scenarios import answers, crew, fleet, partners, stand, texts
from mobilink.scenarios.stories import SCENARIOS, read


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
    with transaction.atomic():
        if Unit.objects.exists():
            return False
        _found(read(name), name)
        if with_answers:
            answers.load(name)
            crew.load(name)
            fleet.load(name)
            stand.load(name)
            partners.load(name)
    return True


def _found(scenario: dict[str, Any], name: str) -> None:
    """Found the office of a scenario, whose people sign in by a password that everybody knows."""
    password, says = scenario.pop("demo_password"), scenario.pop("texts")

    def admit(person: Person, username: str) -> str:
        open_account(username, password, person)
        return str(password)

    found_from(Reading(SCENARIOS), name, scenario, admit=admit, completed=texts.completed(says))
