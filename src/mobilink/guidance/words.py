"""What the answer desk says: sentences for codes. Never that an offer is good or bad."""

from datetime import date
from typing import Final, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.guidance.lookup import Why
from mobilink.guidance.models import Recruiter
from mobilink.guidance.queries import Check, Listing
from mobilink.guidance.standing import FRESH_DAYS, Finding, is_serious

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


class Told(NamedTuple):
    """A recruiter that may be meant: what is different in its name, and what the list says of it."""

    recruiter: Recruiter
    why: list[str]
    says: list[str]
    is_serious: bool


def told(check: Check) -> list[Told]:
    """The candidates of an answer, in words."""
    return [
        Told(
            one.recruiter,
            [why_words(why) for why in one.why],
            [standing_words(found, check.listing) for found in one.standing],
            is_serious(one.standing),
        )
        for one in check.candidates
    ]


def standing_words(found: Finding, listing: Listing) -> str:
    """One finding about a licence, with the day of the list that says so."""
    about = {"as_at": _day(listing.as_at), "day": _day(found.day), "scope": found.scope}
    sentence = (STANDING if found.day else STANDING | UNDATED)[found.code] % about
    return f"{sentence} {_('It covers: %(scope)s.') % about}" if found.scope else sentence


def why_words(why: Why) -> str:
    """What is different between what was typed and a name of the register."""
    code, about = why
    return DIFFERENT[code] % {"about": about}


def old_words(listing: Listing) -> str:
    """The banner over every answer from a list that is too old; nothing over others."""
    about = {"age": listing.age, "as_at": _day(listing.as_at), "limit": FRESH_DAYS}
    banner = _(
        "This list is %(age)s days old, of %(as_at)s; after %(limit)s days it may be out of date. "
        "Ask the office before you rely on it."
    )
    return banner % about if listing.is_old else ""


def heading(check: Check) -> str:
    """What a look-up came to, in one line; a name that was once listed is not told as listed."""
    if check.is_short:
        return _("Type more of the name")
    if check.answer == "none":
        return _("No name on the list is like this")
    if check.answer == "similar":
        return _("No company has exactly this name; these are similar")
    if all(one.recruiter.gone_on for one in check.candidates):
        return _("This name was on an earlier list and is no longer on it")
    return _("This name is on the list")


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
