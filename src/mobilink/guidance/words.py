"""Messages of the answer desk: sentences for codes. Never that an offer is good or bad."""

from datetime import date
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.guidance import validity
from mobilink.guidance.differences import Why
from mobilink.guidance.models import Dated, Recruiter
from mobilink.guidance.prose import Problem
from mobilink.guidance.queries import Check, Listing
from mobilink.guidance.standing import FRESH_DAYS, Finding, is_serious
from mobilink.people.reader import language

STANDING: Final = {
    "gone": gettext_lazy(
        "No longer on the list since that of %(day)s; the latest is of %(as_at)s."
    ),
    "revoked": gettext_lazy(
        "Licence revoked since %(day)s, by the list of %(as_at)s. It still owes its duties to "
        "the workers that it placed."
    ),
    "revoked-before": gettext_lazy(
        "An earlier list told its licence as revoked. It still owes its duties to the workers that "
        "it placed."
    ),
    "watched": gettext_lazy("A sanction has ended; under watch, by the list of %(as_at)s."),
    "suspended": gettext_lazy("Suspended until %(day)s, by the list of %(as_at)s."),
    "partly-suspended": gettext_lazy("Partly suspended until %(day)s, by the list of %(as_at)s."),
    "sanction-ahead": gettext_lazy("A suspension begins on %(day)s, by the list of %(as_at)s."),
    "sanction-over": gettext_lazy(
        "A suspension ran until %(day)s, by the list of %(as_at)s. What came after is not in "
        "it; ask the office."
    ),
    "lapsed": gettext_lazy(
        "Licence term ended on %(day)s, by the list of %(as_at)s. Ask the office."
    ),
    "not-begun": gettext_lazy("Licence begins on %(day)s, by the list of %(as_at)s."),
    "valid": gettext_lazy("Licence until %(day)s, by the list of %(as_at)s."),
    "listed": gettext_lazy("On the list of %(as_at)s; the end of its licence is not in it."),
    "not-told": gettext_lazy("On the list of %(as_at)s, which says nothing of its licence."),
}
UNDATED: Final = {
    "revoked": gettext_lazy(
        "Licence revoked, by the list of %(as_at)s. It still owes its duties to the workers "
        "that it placed."
    ),
    "suspended": gettext_lazy("Suspended, by the list of %(as_at)s."),
    "partly-suspended": gettext_lazy("Partly suspended, by the list of %(as_at)s."),
}
"""The same where the list tells no day."""
DIFFERENT: Final = {
    "former name": gettext_lazy("its name was once “%(about)s”"),
    "not a company": gettext_lazy("“%(about)s” was typed; a recruiter is always a PT"),
    "listed otherwise": gettext_lazy("the list writes “%(about)s” before it"),
    "other words": gettext_lazy("“%(about)s” is not in this name: it may be another company"),
    "words missing": gettext_lazy("“%(about)s” was not typed"),
    "other spelling": gettext_lazy("spelt otherwise: “%(about)s”"),
    "other order": gettext_lazy("the words stand in another order"),
    "no legal form": gettext_lazy("“PT” was not typed"),
    "form behind": gettext_lazy("“PT” was typed behind the name"),
}
COVERS: Final = gettext_lazy("It covers: %(scope)s.")
OLD: Final = gettext_lazy(
    "This list is %(age)s days old, of %(as_at)s; after %(limit)s days it may be out of date. "
    "Ask the office before you rely on it."
)
HEADINGS: Final = {
    "short": gettext_lazy("Type more of the name"),
    "none": gettext_lazy("No name on the list is like this"),
    "similar": gettext_lazy("No company has exactly this name; these are similar"),
    "gone": gettext_lazy("This name was on an earlier list and is no longer on it"),
    "match": gettext_lazy("This name is on the list"),
}
SINCE: Final = {
    "from-to": gettext_lazy("In force from %(first)s to %(last)s."),
    "from": gettext_lazy("In force since %(first)s."),
    "to": gettext_lazy("In force until %(last)s."),
}
CHECKED: Final = {
    "told": gettext_lazy("Last checked on %(day)s."),
    "overdue": gettext_lazy(
        "Last checked on %(day)s; it was to be checked again by %(limit)s. Ask an officer."
    ),
}
PROSE: Final = {
    "empty": gettext_lazy("The text is empty."),
    "blank": gettext_lazy("A heading or an item of a list is empty."),
    "quote": gettext_lazy("A card has no block quotes; write a paragraph."),
    "code": gettext_lazy("A card has no program text; begin the line without blanks."),
    "rule": gettext_lazy("A card has no lines across; write a heading."),
    "picture": gettext_lazy("A card has no pictures; say it in words."),
    "italics": gettext_lazy("A card has no italics; write **two asterisks** for what weighs most."),
    "markup": gettext_lazy("A card has no markup but Markdown."),
    "nested": gettext_lazy("A list stands in a list; make two lists of it."),
    "long item": gettext_lazy("An item of a list has one paragraph."),
    "heading": gettext_lazy("A heading begins with ## and stands by itself."),
}
STATES: Final = {
    validity.AHEAD: gettext_lazy("not yet in force"),
    validity.TOLD: gettext_lazy("in force"),
    validity.OVERDUE: gettext_lazy("in force, to be checked"),
    validity.LAPSED: gettext_lazy("lapsed, told to nobody"),
    validity.REPLACED: gettext_lazy("replaced"),
}


class RecruiterWords(NamedTuple):
    """A recruiter that may be meant: what is different in its name, and what the list says of it."""

    recruiter: Recruiter
    why: list[str]
    says: list[str]
    is_serious: bool


def candidates_in_words(check: Check) -> list[RecruiterWords]:
    """The candidates of an answer, in words."""
    return [
        RecruiterWords(
            candidate.recruiter,
            [why_words(why) for why in candidate.why],
            [standing_words(finding, check.listing) for finding in candidate.standing],
            is_serious(candidate.standing),
        )
        for candidate in check.candidates
    ]


def standing_words(finding: Finding, listing: Listing) -> str:
    """One finding about a licence, with the day of the list that says so."""
    about = {
        "as_at": day_words(listing.as_at),
        "day": day_words(finding.day),
        "scope": finding.scope,
    }
    sentence = (STANDING if finding.day else STANDING | UNDATED)[finding.code] % about
    return f"{sentence} {COVERS % about}" if finding.scope else sentence


def why_words(why: Why) -> str:
    """What is different between what was typed and a name of the register."""
    code, about = why
    return DIFFERENT[code] % {"about": about}


def old_words(listing: Listing) -> str:
    """The banner over every answer from a list that is too old; nothing over others."""
    about = {"age": listing.age, "as_at": day_words(listing.as_at), "limit": FRESH_DAYS}
    return OLD % about if listing.is_old else ""


def heading(check: Check) -> str:
    """What a look-up came to, in one line; a name that was once listed is not told as listed."""
    code = "short" if check.is_short else check.answer
    if code == "match" and all(candidate.recruiter.gone_on for candidate in check.candidates):
        code = "gone"
    return str(HEADINGS[code])


def prose_words(problem: Problem) -> str:
    """Why a card cannot hold a line of its text."""
    where = _("Line %(line)s:") % {"line": problem.line}
    return f"{where} {PROSE[problem.code]}"


def since_words(dated: Dated) -> str:
    """Since when, and until when, something holds, as far as its source tells."""
    about = {"first": day_words(dated.valid_from), "last": day_words(dated.valid_to)}
    ends = ("from" if dated.valid_from else "", "to" if dated.valid_to else "")
    code = "-".join(filter(None, ends))
    return SINCE[code] % about if code else ""


def checked_words(dated: Dated, day: date) -> str:
    """When somebody last checked it; where that is too long ago, that it is."""
    about = {"day": day_words(dated.checked_on), "limit": day_words(dated.review_by)}
    return CHECKED["overdue" if validity.is_overdue(dated, day) else "told"] % about


def day_words(day: date | None) -> str:
    """A day as people read it; nothing where none is told."""
    return language().day(day) if day else ""
