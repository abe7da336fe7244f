"""Entries that are kept and not applied, in words: what was done, why it waits, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mobilink.console.machines.rulings import name_of_person
from mobilink.journal.acts import words_of
from mobilink.journal.core.sequence import SCOPE, UNFIT
from mobilink.journal.storage.review_queue import Quarantined, word_of

AGAIN = _("If it is right, enter it again at the office.")
# The journal's reason → what it means, and what to do.
REASONS = {
    SCOPE: (
        _("This machine may not write this: it belongs to the office or to another unit."),
        AGAIN,
    ),
    "revoked": (_("The machine was revoked before the office had this from it."), AGAIN),
    "unknown kind": (
        _("It comes from another version of Mobilink, which knows more than the office’s."),
        _("Update the office’s Mobilink, then enter it again."),
    ),
    "fact changed": (
        _("It would change something that was recorded once and is never changed."),
        _("Take the wrong record back and record it anew."),
    ),
    "row exists": (
        _("It makes again what is here already: a copy of this machine was at work too."),
        _("Use only one of the two and invite the other anew. Then enter it again at the office."),
    ),
    "circle": (
        _("It would make something come after itself."),
        _("Look what it follows, and enter it again at the office."),
    ),
    UNFIT: (
        _("A value in it is missing or cannot be right, so the office cannot use it."),
        AGAIN,
    ),
}
UNHEARD = (_("The office could not use it."), AGAIN)


@dataclass(frozen=True)
class QuarantinedEntry:
    """One entry in quarantine; `who` is the person whom the machine named, `detail` what the journal
    found, for who looks deeper.
    """

    what: str
    where: str
    who: str
    at: datetime
    means: str
    do: str
    detail: str


def meaning(reason: str) -> tuple[str, str]:
    """What a reason means, and what to do."""
    means, do = REASONS.get(word_of(reason), UNHEARD)
    return str(means), str(do)


def in_words(entry: Quarantined, names: Mapping[UUID, str]) -> QuarantinedEntry:
    """The entry as people read it, with the names of persons."""
    word, _parted, detail = entry.reason.partition(": ")
    return QuarantinedEntry(
        words_of(entry.action),
        entry.where,
        name_of_person(entry.by, names),
        datetime.fromisoformat(entry.at),
        *meaning(entry.reason),
        detail if word in REASONS else entry.reason,
    )
