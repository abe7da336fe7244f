"""Claims: a hub says that it knows more of the ledger than its office, and shows no signed head.

Such a claim freezes nothing. The office goes on deciding, a person is told, and chooses: believe
it, wait for everybody and take what this hub cannot prove, or ignore it, and let the hub go back to
where both agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.core.errors import NotStorable
from mobilink.journal.members.installations import require_office
from mobilink.journal.storage import review_queue
from mobilink.journal.storage.models import Member, Peer, Ruling
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import rollback_guard

BELIEVE = Act("believe claim", gettext_lazy("Claim of a machine believed"), is_offices=True)
IGNORE = Act("ignore claim", gettext_lazy("Claim of a machine ignored"), is_offices=True)
BELIEVED, IGNORED = Ruling.Choice.STANDS, Ruling.Choice.ASIDE


@dataclass(frozen=True)
class Claim:
    """Who says so, and up to which revision of each stream."""

    author: UUID
    name: str
    revisions: dict[str, int]

    def __str__(self) -> str:
        return _("%(name)s says without proof that it knows more decisions than this office.") % {
            "name": self.name
        }


def claims() -> list[Claim]:
    """Those that await a person."""
    open_ = dict(Peer.objects.exclude(claims={}).values_list("author", "claims"))
    members = Member.objects.filter(author__in=open_, cut__isnull=True) if open_ else ()
    return [Claim(member.author, member.name, open_[member.author]) for member in members]


def note(author: UUID, revisions: Mapping[str, int]) -> None:
    """Keep what a hub claims now. Inside `actions.alone()`."""
    Peer.objects.filter(author=author).exclude(claims=revisions).update(claims=revisions)


def ruled(author: UUID, revisions: Mapping[str, int], choice: str) -> set[str]:
    """The streams of whose claim a person chose so."""
    names = {_about(author, stream, until): stream for stream, until in revisions.items()}
    rulings = review_queue.rulings_on(names) if names else {}
    return {names[about] for about, latest in rulings.items() if latest[0].choice == choice}


def believe(author: UUID, *, by: Any, why: str = "") -> None:
    """Decide nothing more until the hubs are heard, and believe what this one claims."""
    with alone():
        claim = _claim(author)
        store = TableStore()
        if store.decides:  # before the choice is written, which would be decided on at once
            store.renew_epoch()
        _choose(claim, BELIEVE, BELIEVED, by, why)
    rollback_guard.remember()


def ignore(author: UUID, *, by: Any, why: str = "") -> None:
    """Go on without what this hub claims; it goes back to where both agree."""
    with alone():
        _choose(_claim(author), IGNORE, IGNORED, by, why)


def _claim(author: UUID) -> Claim:
    require_office()
    for claim in claims():
        if claim.author == author:
            return claim
    raise NotStorable(_("This machine claims nothing that the office does not know."))


def _choose(claim: Claim, act: Act, choice: str, by: Any, why: str) -> None:
    person = str(by.pk) if by else ""
    with commit(act, by=by, why=why) as draft:
        for stream, until in claim.revisions.items():
            about = _about(claim.author, stream, until)
            draft.add(Ruling, about=about, choice=choice, by=person, why=why, at=clock.now())
    Peer.objects.filter(author=claim.author).update(claims={})


def _about(author: UUID, stream: str, until: int) -> str:
    return f"claim {author}/{stream}/{until}"
