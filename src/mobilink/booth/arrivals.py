"""Follow-up of facts that arrive from others: a booth that opened somewhere is under way.

The facts are in the ledger already. What cannot follow from them now is left to people, who see the
outing as it is: a refusal here must not keep others' entries waiting.
"""

from collections.abc import Collection
from uuid import UUID

from mobilink.booth.models import BoothFact, Closing, Session
from mobilink.booth.queries import open_session_of
from mobilink.journal.storage.following import follow
from mobilink.outreach import actions
from mobilink.outreach.models import Outing


def begin_outings(sessions: Collection[UUID]) -> None:
    """Approved outings of the unit whose booth was opened on a phone are under way."""
    for outing in _outings_of(Session, sessions, Outing.State.APPROVED):
        follow(actions.begin, outing, by=None)


def finish_outings(closings: Collection[UUID]) -> None:
    """Outings under way of which the last booth was closed were held."""
    for outing in _outings_of(Closing, closings, Outing.State.UNDER_WAY):
        if open_session_of(outing) is None:
            follow(actions.finish, outing, by=None)


def _outings_of(
    model: type[BoothFact], facts: Collection[UUID], state: Outing.State
) -> list[Outing]:
    """Each outing once, however many facts name it."""
    named = model._default_manager.filter(pk__in=facts).values("outing")
    # Of a unit that is not here yet nobody can say who may begin: its outing waits for people.
    outings = Outing.objects.filter(pk__in=named, state=state, executing_unit__code__isnull=False)
    return list(outings.select_related("executing_unit"))
