"""Forks: two chains with one author and sequence number, for a person to be alarmed of."""

from dataclasses import dataclass
from itertools import permutations
from uuid import UUID

from django.utils.translation import gettext as _

from mobilink.journal.core.store import Branch
from mobilink.journal.core.wire import Chain
from mobilink.journal.storage import review_queue
from mobilink.journal.storage.fields import instant
from mobilink.journal.storage.models import Member
from mobilink.journal.storage.tables import TableStore


@dataclass(frozen=True)
class Fork:
    """Two chains under one name: a disk was set back, or two machines carry one identity.

    `number` is the first entry in which they differ; `at` says when each claims to have written it.
    """

    author: UUID
    where: str
    stream: str
    number: int
    at: tuple[str, str]
    epoch: UUID

    @property
    def id(self) -> str:
        """How lists and commands name it, and a ruling that closes it."""
        return f"{self.author}/{self.epoch}/{self.stream}/{self.number}"

    def __str__(self) -> str:
        return _(
            "%(machine)s has two histories from its entry %(number)s in %(stream)s on (%(first)s, "
            "%(second)s); both are kept. Its disk was set back, or two machines carry its "
            "identity: then revoke it, and enrol each of them anew. Where one copy alone works "
            "on, close the alarm: mobilink forks close %(id)s"
        ) % {
            "machine": self.where,
            "number": self.number,
            "stream": self.stream,
            "first": self.at[0],
            "second": self.at[1],
            "id": self.id,
        }


def forks() -> list[Fork]:
    """Every installation whose history goes two ways; an alarm for a person, until it is revoked or
    somebody closes it.
    """
    alarms = _forks()
    rulings = review_queue.rulings_on(fork.id for fork in alarms)
    is_closed = {id_ for id_, latest in rulings.items() if latest[0].choice == review_queue.ASIDE}
    return [fork for fork in alarms if fork.id not in is_closed]


def _forks() -> list[Fork]:
    store = TableStore()
    names = {str(author): name for author, name in Member.objects.values_list("author", "name")}
    revoked = set(Member.objects.filter(cut__isnull=False).values_list("author", flat=True))
    chains: dict[Chain, list[Branch]] = {}
    for branch in store.every_branch():
        chains.setdefault(branch.chain, []).append(branch)
    return [
        Fork(
            chain.author,
            names.get(str(chain.author), "office"),
            chain.stream,
            other.since,
            at,
            chain.epoch,
        )
        for chain, branches in chains.items()
        for one, other in permutations(branches, 2)
        if chain.author not in revoked and _do_fork(store, one, other)
        for at in [(_claimed(store, one, other.since), _claimed(store, other, other.since))]
    ]


def _do_fork(store: TableStore, branch: Branch, other: Branch) -> bool:
    """Whether `other` leaves `branch` where that goes on by itself."""
    if not branch.since <= other.since <= branch.tip or other.since > other.tip:
        return False
    if branch.since == other.since:
        return branch.prev == other.prev and branch.id < other.id
    return store.hash_at(branch, other.since - 1) == other.prev


def _claimed(store: TableStore, branch: Branch, seq: int) -> str:
    [entry] = store.entries(branch, seq, seq)
    return instant(entry.claimed_at).isoformat()
