"""Training cards: what the crew is to read today, and who said of which version that it is understood.

They are cards like those for visitors, with the same two persons and the same days. Who read a
version is a fact; a new version asks anew. Nobody is ranked by it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from mobilink.guidance import prose, validity
from mobilink.guidance.models import Card, Reading
from mobilink.people.models import AT_WORK, Person, Role
from mobilink.people.queries import current_on


class Lesson(NamedTuple):
    """One training card as it is told on a day: a version in each of its languages."""

    code: str
    texts: dict[str, Card]

    def is_told_in(self, reading: Reading) -> bool:
        """Whether a reading is of a version that is told, in whichever language."""
        text = self.texts.get(reading.language)
        return text is not None and text.version == reading.version


@dataclass
class Reader:
    """One of the crew and what they last read of a card; `is_done` where that is told today."""

    person: Person
    newest: Reading | None = None
    is_done: bool = False


def lessons(day: date, **about: Any) -> list[Lesson]:
    """The training cards that are told on a day, in their order."""
    versions = Card.objects.filter(section=Card.Section.CREW, **about)
    held = validity.each_in_force(versions, day, thing=lambda card: (card.code, card.language))
    held.sort(key=lambda card: (card.position, card.code))
    by_code: dict[str, Lesson] = {}
    for card in held:
        by_code.setdefault(card.code, Lesson(card.code, {})).texts[card.language] = card
    return list(by_code.values())


def readers(code: str, day: date) -> list[Reader]:
    """Everybody who runs booths or drives today, by name, with what they read of a card."""
    roles = Role.objects.filter(current_on(day), function__in=AT_WORK)
    crew = Person.objects.filter(pk__in=roles.values("person"), is_active=True).order_by("name")
    by_person = {person.pk: Reader(person) for person in crew}
    [lesson] = lessons(day, code=code) or [Lesson(code, {})]
    for reading in Reading.objects.filter(card=code, person__in=by_person).order_by(
        "at", "revision"
    ):
        reader = by_person[reading.person_id]
        reader.newest = reading
        reader.is_done |= lesson.is_told_in(reading)
    return list(by_person.values())


def carried(day: date, people: Collection[UUID]) -> list[dict[str, Any]]:
    """The training cards as a phone has them, and who of its people read each already."""
    current = lessons(day)
    by_card: dict[str, list[Reading]] = {}
    for reading in Reading.objects.filter(person__in=people) if current else ():
        by_card.setdefault(reading.card, []).append(reading)
    return [_carried(lesson, by_card.get(lesson.code, [])) for lesson in current]


def _carried(lesson: Lesson, readings: list[Reading]) -> dict[str, Any]:
    done = {reading.person_id for reading in readings if lesson.is_told_in(reading)}
    return {
        "code": lesson.code,
        "texts": {language: _text(card) for language, card in lesson.texts.items()},
        "read_by": sorted(map(str, done)),
    }


def _text(card: Card) -> dict[str, Any]:
    return {
        "title": card.title,
        "blocks": prose.blocks(card.body),
        "language": card.language,
        "version": card.version,
        "signed_off_by": card.signed_off_by,
        "checked_on": card.checked_on,
        "review_by": card.review_by,
    }
