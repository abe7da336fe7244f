"""What stands in the way of an approval: something booked twice, somebody who is away.

All of it is told while an outing is planned and after it was approved; only approving is refused,
and only until the approver says why it can be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mobilink.outreach.errors import ClashStands, CrewAway
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.queries import STILL_TO_COME, booked_elsewhere, clashes_of
from mobilink.people.models import Absence, Person
from mobilink.people.queries import absences_within, away_on


@dataclass(frozen=True)
class Away:
    """Somebody booked for an outing on a day on which they are away."""

    outing: Outing
    absence: Absence

    @property
    def person(self) -> Person:
        person: Person = self.absence.person
        return person

    @property
    def words(self) -> str:
        """One sentence: who, on which day, why and until when."""
        return _("%(person)s is away on %(day)s, %(why)s: choose another.") % {
            "person": self.person,
            "day": date_format(self.outing.day, "j F Y"),
            "why": self.absence.words,
        }


def away_from(outing: Outing) -> list[Away]:
    """Those booked for an outing who are away on its day."""
    return away_between([outing]).get(outing.pk, [])


def away_between(some: Iterable[Outing]) -> dict[UUID, list[Away]]:
    """The same of several outings, by outing; two queries however many there are."""
    alive = {outing.pk: outing for outing in some if outing.state in STILL_TO_COME}
    days = [outing.day for outing in alive.values()]
    by_person: dict[UUID, list[Absence]] = {}
    for absence in absences_within(min(days), max(days)) if days else ():
        by_person.setdefault(absence.person_id, []).append(absence)
    found: dict[UUID, list[Away]] = {}
    for outing, person in _booked(alive, by_person) if by_person else ():
        day = alive[outing].day
        stands = [each for each in by_person[person] if each.since <= day <= each.until]
        if stands:
            longest = max(stands, key=lambda each: each.until)
            found.setdefault(outing, []).append(Away(alive[outing], longest))
    return found


def not_free(outing: Outing) -> dict[UUID, str]:
    """Things and people that an outing cannot have on its day → why, in a few words."""
    notes = {
        person: _("away: %(why)s") % {"why": absence.words}
        for person, absence in away_on(outing.day).items()
    }
    for thing, title in booked_elsewhere(outing).items():
        notes[thing] = "; ".join(filter(None, [notes.get(thing, ""), title]))
    return notes


def refuse_obstacles(outing: Outing) -> None:
    """Refuse an approval for which nobody has said why it can be, naming the first thing."""
    if clashes := clashes_of(outing):
        raise ClashStands(
            _("%(clash)s Free one of the two, or approve with the reason why both can be.")
            % {"clash": clashes[0].words}
        )
    if away := away_from(outing):
        raise CrewAway(
            _("%(away)s Free the booking, or approve with the reason why it can be.")
            % {"away": away[0].words}
        )


def _booked(outings: Iterable[UUID], people: Iterable[UUID]) -> Iterable[tuple[UUID, UUID]]:
    rows = Assignment.objects.filter(is_released=False, outing__in=outings, person__in=people)
    return rows.order_by("person__name", "pk").values_list("outing", "person").distinct()
