"""Obstacles to an approval: something booked twice, somebody away, rest that breaks.

All of it is told while an outing is planned and after it was approved; only approving is refused,
and only until the approver says why it can be. So nobody overlooks it, and a head may still decide
that it must be: the reason stays in the decision.
"""

from uuid import UUID

from django.utils.translation import gettext as _

from mobilink.outreach.crew import Crew
from mobilink.outreach.errors import ClashStands, CrewAway, RestBroken
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import booked_elsewhere, bookings_of, clashes_of


def not_free(crew: Crew) -> dict[UUID, str]:
    """Things and people that an outing cannot well have on its day → why, in a few words."""
    notes = crew.notes()
    for thing, title in booked_elsewhere(crew.outing).items():
        notes[thing] = "; ".join(filter(None, [title, notes.get(thing, "")]))
    return notes


def refuse_obstacles(outing: Outing) -> None:
    """Refuse an approval for which nobody has said why it can be, naming the first thing."""
    if clashes := clashes_of(outing):
        raise ClashStands(
            _("%(clash)s Free one of the two, or approve with the reason why both can be.")
            % {"clash": clashes[0].words}
        )
    crew, bookings = Crew(outing), bookings_of(outing)
    if away := crew.missing(bookings):
        raise CrewAway(
            _("%(away)s Free the booking, or approve with the reason why it can be.")
            % {"away": away[0].words}
        )
    if tired := crew.warnings(bookings):
        raise RestBroken(
            _("%(rest)s Choose another, or approve with the reason why it can be.")
            % {"rest": tired[0]}
        )
