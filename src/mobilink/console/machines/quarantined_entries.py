"""Entries that are kept and not applied, in words: what was done, why it waits, what to do."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mobilink.journal.acts import words_of
from mobilink.journal.storage.review_queue import Quarantined

AGAIN = _("If it is right, enter it again at the office.")
# The journal's reason → what it means, and what to do.
REASONS = {
    "scope": (
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
    "unfit": (
        _("A value in it is missing or cannot be right, so the office cannot use it."),
        AGAIN,
    ),
}
UNHEARD = (_("The office could not use it."), AGAIN)


@dataclass(frozen=True)
class QuarantinedEntry:
    """One entry in quarantine; `detail` is what the journal found, for who looks deeper."""

    what: str
    where: str
    at: datetime
    means: str
    do: str
    detail: str


def in_words(entry: Quarantined) -> QuarantinedEntry:
    """The entry as people read it."""
    word, _parted, detail = entry.reason.partition(": ")
    means, do = REASONS.get(word, UNHEARD)
    return QuarantinedEntry(
        words_of(entry.action),
        entry.where,
        datetime.fromisoformat(entry.at),
        str(means),
        str(do),
        detail if word in REASONS else entry.reason,
    )
