"""Attendance of the team at an outing: those booked beside those who came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from mobilink.booth.models import Attendance
from mobilink.booth.presence import Presence, settle
from mobilink.booth.queries import standing
from mobilink.outreach.models import Assignment, Outing
from mobilink.people.models import Person


@dataclass
class Member:
    """One of the team of an outing; without a booking, who came all the same.

    `facts` is what stands of what was recorded, in order of time.
    """

    person: Person
    booking: Assignment | None = None
    facts: list[Attendance] = field(default_factory=list)

    @property
    def presence(self) -> Presence | None:
        """What everything told comes to; None where nobody recorded it."""
        presences = [fact.presence for fact in self.facts]
        # An older version recorded it with the booking, without times.
        if self.booking and self.booking.served is not None:
            presences.append(Presence(self.booking.served))
        return settle(presences)


def teams_of(outings: Sequence[Outing]) -> dict[UUID, list[Member]]:
    """The team of each outing; two queries however many outings there are."""
    ids = [outing.pk for outing in outings]
    rows = Assignment.objects.filter(outing__in=ids, is_released=False, person__isnull=False)
    facts = standing(Attendance.objects.filter(outing__in=ids)).select_related("person", "told_by")
    teams: dict[UUID, dict[UUID, Member]] = {pk: {} for pk in ids}
    for booking in rows.select_related("person").order_by("person__name", "pk"):
        person = booking.person
        assert person is not None  # asked for above
        teams[booking.outing_id].setdefault(person.pk, Member(person, booking))
    for fact in facts.order_by("at", "revision", "pk"):
        team = teams[fact.outing_id]
        team.setdefault(fact.person_id, Member(fact.person)).facts.append(fact)
    return {pk: _in_order(team.values()) for pk, team in teams.items()}


def team_of(outing: Outing) -> list[Member]:
    """The team of one outing: who was booked, who leads first; then who came besides."""
    return teams_of([outing])[outing.pk]


def find_attendance(pk: UUID) -> Attendance | None:
    """The record of an attendance with this id."""
    related = ("outing__executing_unit", "person")
    return Attendance.objects.filter(pk=pk).select_related(*related).first()


def _in_order(team: Iterable[Member]) -> list[Member]:
    duties = [*Assignment.Duty.values, ""]
    return sorted(
        team,
        key=lambda member: (
            duties.index(member.booking.duty if member.booking else ""),
            member.person.name,
        ),
    )
