"""Health check of this installation's journal, in figures; `doctor` says them in words."""

from dataclasses import dataclass

from django.db.models import Sum

from mobilink.basics import clock
from mobilink.journal.members.installations import Standing, standings
from mobilink.journal.safety.backup import horizon
from mobilink.journal.safety.forks import forks
from mobilink.journal.safety.queries import own_entries
from mobilink.journal.storage import review_queue
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.models import LedgerLine, Member, Peer, Stray
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import claims, recovery
from mobilink.journal.sync.claims import Claim
from mobilink.journal.sync.recovery import Recovery


@dataclass(frozen=True)
class State:
    """Figures as of now; instants and spans in ms, nothing where unknown.

    At a hub `last_contact`, `clock_error` (how far we are ahead) and `until` speak of this machine
    and its office, `unsent` and `oldest` (its age) of what the office has not ordered. `waiting`
    are entries of others without a line; `differs` names the streams of which the office showed other
    rows when last compared. `uncovered` lines are in no backup, the first since then. `recovery` is
    the office's, at a hub as it was told; there `in_vain` exchanges brought no decision, the last of
    which met this `refusal`. `claims` of hubs await a person. Of
    what a hub has not sent, its office will refuse as many as are `distrusted`, the last for this
    `distrust`.
    """

    now: int
    is_office: bool
    entries: int
    last_contact: int | None
    clock_error: int | None
    until: int | None
    unsent: int
    oldest: int | None
    standings: list[Standing]
    strays: int
    forks: int
    waiting: int
    differs: list[str]
    conflicts: int
    quarantined: int
    ordered: int
    uncovered: int
    uncovered_since: int | None
    recovery: Recovery
    claims: list[Claim]
    in_vain: int
    distrusted: int
    distrust: str
    refusal: str


def look() -> State:
    """The figures as of now."""
    store, now = TableStore(), milliseconds(clock.now())
    here = store.installation.id
    branches = store.every_branch()
    pending = {branch: branch.tip - branch.ordered for branch in branches}
    own = sum(many for branch, many in pending.items() if branch.chain.author == here)
    office = Peer.objects.filter(is_office=True).first()
    first = own_entries(store)[1]
    refused = [why for _, entry in store.own_pending() if (why := store.distrust_own(entry))]
    uncovered = _uncovered()
    error = office.clock_error if office else None
    return State(
        now=now,
        is_office=store.is_office,
        entries=sum(branch.tip - branch.since + 1 for branch in branches),
        last_contact=office.last_contact if office else None,
        clock_error=None if error is None else -error,
        until=Member.objects.filter(author=here).values_list("until", flat=True).first(),
        unsent=own,
        oldest=None if first is None else now - first,
        standings=standings(),
        strays=Stray.objects.count(),
        forks=len(forks()),
        waiting=sum(pending.values()) - own,
        differs=office.differs if office else [],
        conflicts=len(review_queue.contests()),
        quarantined=len(review_queue.quarantined()),
        ordered=LedgerLine.objects.aggregate(many=Sum("count"))["many"] or 0,
        uncovered=sum(many for many, _at in uncovered),
        uncovered_since=min((at for _many, at in uncovered), default=None),
        recovery=recovery.state(),
        claims=claims.claims(),
        in_vain=office.in_vain if office else 0,
        distrusted=len(refused),
        distrust=refused[-1] if refused else "",
        refusal=office.refusal if office else "",
    )


def _uncovered() -> list[tuple[int, int]]:
    """Per stream, how many ordered entries no backup covers, and when the first was ordered."""
    covered, ages = horizon(), []
    for stream in TableStore().streams():
        lines = LedgerLine.objects.filter(stream=stream, revision__gt=covered.get(stream, 0))
        if first := lines.order_by("revision").values_list("at", flat=True).first():
            ages.append((lines.aggregate(many=Sum("count"))["many"], first))
    return ages
