"""Questions about booths: what is open, what was counted, what still stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet, Sum

from mobilink.booth.models import BoothFact, Closing, Handout, Session, Tally, Visit, Void
from mobilink.outreach.models import Outing

AnyFact = TypeVar("AnyFact", bound=BoothFact)


def standing(facts: QuerySet[AnyFact]) -> QuerySet[AnyFact]:
    """The facts that nobody took back."""
    return facts.filter(~Exists(Void.objects.filter(fact=OuterRef("pk"))))


def is_void(fact: BoothFact) -> Void | None:
    """The void that took the fact back, if any."""
    return Void.objects.filter(fact=fact.pk).first()


def open_session_of(outing: Outing) -> Session | None:
    """The session that was opened on the outing and not closed."""
    closed = Closing.objects.filter(session=OuterRef("pk"))
    sessions = Session.objects.filter(~Exists(closed), outing=outing)
    return sessions.order_by("-at").select_related("outing__executing_unit").first()


@dataclass(frozen=True)
class BoothCounts:
    """What an open booth shows: counts since the outing began, whatever the session."""

    tallies: int
    visits: int
    leaflets: int


def counts_of(outing: Outing) -> BoothCounts:
    """The present counts of an outing; three queries."""
    handouts = standing(Handout.objects.filter(outing=outing, item=Handout.LEAFLET))
    return BoothCounts(
        tallies=standing(Tally.objects.filter(outing=outing)).count(),
        visits=standing(Visit.objects.filter(outing=outing)).count(),
        leaflets=handouts.aggregate(total=Sum("quantity"))["total"] or 0,
    )


def last_tally(outing: Outing) -> Tally | None:
    """The newest tally that stands: the one an undo takes back."""
    return standing(Tally.objects.filter(outing=outing)).order_by("-at", "-revision").first()


def last_closing(outing: Outing) -> Closing | None:
    """How the booth was closed the last time."""
    return Closing.objects.filter(outing=outing).order_by("-at", "-revision").first()


@dataclass(frozen=True)
class Reconciliation:
    """Leaflets by record against leaflets by count; None where somebody did not count."""

    taken: int | None
    left: int | None
    recorded: int

    @property
    def given_by_count(self) -> int | None:
        if self.taken is None or self.left is None:
            return None
        return self.taken - self.left

    @property
    def difference(self) -> int | None:
        """How many more leaflets went than were recorded; negative when fewer did."""
        return None if self.given_by_count is None else self.given_by_count - self.recorded


def reconciliation_of(outing: Outing) -> Reconciliation:
    """The leaflets of all sessions of an outing; None where any session was not counted."""
    left = dict(Closing.objects.filter(outing=outing).values_list("session", "leaflets_left"))
    taken = dict(Session.objects.filter(outing=outing).values_list("pk", "leaflets_taken"))
    return Reconciliation(
        taken=_sum_of_all(taken.values()),
        left=_sum_of_all(left.get(session) for session in taken),
        recorded=counts_of(outing).leaflets,
    )


def _sum_of_all(counts: Iterable[int | None]) -> int | None:
    known = list(counts)
    return sum(filter(None, known)) if known and None not in known else None
