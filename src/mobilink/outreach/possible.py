"""What may be done with an outing now, as its acts say."""

from mobilink.journal.acts import Act
from mobilink.outreach import actions, bookings
from mobilink.outreach.models import Outing
from mobilink.people.queries import Rights

OFFERED = (
    actions.PROPOSE,
    actions.APPROVE,
    actions.REFUSE,
    actions.APPROVE_ORALLY,
    actions.REVISE,
    actions.CANCEL,
    actions.POSTPONE,
    actions.REPORT,
    bookings.BOOK,
    bookings.RECORD_SERVED,
)
"""Acts on an outing that a page offers; what else depends on values, the verbs themselves say."""


def possible_acts(outing: Outing, rights: Rights) -> set[Act]:
    """The acts that the outing's state allows now to the person whose rights these are."""
    return {act for act in OFFERED if act.is_possible(outing, rights)}
