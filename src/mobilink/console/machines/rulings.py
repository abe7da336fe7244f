"""What people decided about what machines left open, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mobilink.journal.storage import review_queue
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, person_names

WORDS = {
    "stands": _("Kept what stood"),
    "other": _("Took the other value"),
    "both": _("Kept both"),
    "again": _("Entered again"),
    "aside": _("Set aside"),
    "waiting": _("Taken up again"),
}


@dataclass(frozen=True)
class RulingInWords:
    """One decision: what, by whom, when, why; `records` counts what came of an entry."""

    choice: str
    words: str
    who: str
    at: datetime
    why: str
    records: int


def stories(ids: Iterable[str]) -> dict[str, list[RulingInWords]]:
    """What was decided about each thing, the newest first; two queries."""
    decided = review_queue.rulings_on(ids)
    names = person_names(
        by for rulings in decided.values() for ruling in rulings if (by := person_of(ruling.by))
    )
    return {
        about: [
            RulingInWords(
                ruling.choice,
                str(WORDS.get(ruling.choice, ruling.choice)),
                name_of_person(ruling.by, names),
                ruling.at,
                ruling.why,
                len(ruling.became),
            )
            for ruling in rulings
        ]
        for about, rulings in decided.items()
    }


def may_decide(person: Person) -> bool:
    """Whether a person has the right to decide for some unit."""
    return bool(Rights(person).units(Role.Function.APPROVER))


def person_of(by: str) -> UUID | None:
    """The person's id; nothing for the machine itself, or for what is no id."""
    try:
        return UUID(by)
    except ValueError:
        return None


def name_of_person(by: str, names: Mapping[UUID, str]) -> str:
    """The person's name; nothing for the machine itself, or for what is no id."""
    person = person_of(by)
    return names.get(person, "") if person else ""
