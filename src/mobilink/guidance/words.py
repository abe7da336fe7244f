"""What the answer desk says: sentences for codes. Never that an offer is good or bad."""

from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mobilink.guidance.lookup import Why
from mobilink.guidance.models import Recruiter
from mobilink.guidance.queries import Check
from mobilink.guidance.standing import FRESH_DAYS, Finding, is_serious


class Told(NamedTuple):
    """A recruiter that may be meant: what is different in its name, and what the list says of it."""

    recruiter: Recruiter
    why: list[str]
    says: list[str]
    is_serious: bool


def told(check: Check) -> list[Told]:
    """The candidates of an answer, in words."""
    if check.as_at is None:
        return []
    return [
        Told(
            one.recruiter,
            [why_words(why) for why in one.candidate.why],
            [standing_words(found, check.as_at) for found in one.standing],
            is_serious(one.standing),
        )
        for one in check.candidates
    ]


def standing_words(found: Finding, as_at: date) -> str:
    """One finding about a licence, with the day of the list that says so."""
    told = {"as_at": _day(as_at), "day": _day(found.day), "scope": found.scope}
    sentence = _sentences(bool(found.day))[found.code] % told
    return f"{sentence} {_('It covers: %(scope)s.') % told}" if found.scope else sentence


def _sentences(has_day: bool) -> dict[str, str]:
    return {
        "gone": _("No longer on the list since that of %(day)s; the latest is of %(as_at)s."),
        "revoked": _(
            "Licence revoked since %(day)s, by the list of %(as_at)s. It still owes its duties to "
            "the workers that it placed."
        )
        if has_day
        else _(
            "Licence revoked, by the list of %(as_at)s. It still owes its duties to the workers "
            "that it placed."
        ),
        "watched": _("A sanction has ended; under watch, by the list of %(as_at)s."),
        "suspended": _("Suspended until %(day)s, by the list of %(as_at)s.")
        if has_day
        else _("Suspended, by the list of %(as_at)s."),
        "partly-suspended": _("Partly suspended until %(day)s, by the list of %(as_at)s.")
        if has_day
        else _("Partly suspended, by the list of %(as_at)s."),
        "sanction-ahead": _("A suspension begins on %(day)s, by the list of %(as_at)s."),
        "sanction-over": _(
            "A suspension ran until %(day)s, by the list of %(as_at)s. What came after is not in "
            "it; ask the office."
        ),
        "lapsed": _("Licence term ended on %(day)s, by the list of %(as_at)s. Ask the office."),
        "not-begun": _("Licence begins on %(day)s, by the list of %(as_at)s."),
        "valid": _("Licence until %(day)s, by the list of %(as_at)s."),
        "listed": _("On the list of %(as_at)s; the end of its licence is not in it."),
        "not-told": _("On the list of %(as_at)s, which says nothing of its licence."),
    }


def why_words(why: Why) -> str:
    """What is different between what was typed and a name of the register."""
    code, about = why
    return {
        "former name": _("its name was once “%(about)s”"),
        "not a company": _("“%(about)s” was typed; a recruiter is always a PT"),
        "other words": _("“%(about)s” is not in this name: it may be another company"),
        "words missing": _("“%(about)s” was not typed"),
        "other spelling": _("spelt otherwise: “%(about)s”"),
        "other order": _("the words stand in another order"),
        "no legal form": _("“PT” was not typed"),
        "form behind": _("“PT” was typed behind the name"),
    }[code] % {"about": about}


def old_words(as_at: date, day: date) -> str:
    """The banner over every answer from a list that is too old."""
    return _(
        "This list is %(age)s days old, of %(as_at)s; after %(limit)s days it may be out of date. "
        "Ask the office before you rely on it."
    ) % {"age": (day - as_at).days, "as_at": _day(as_at), "limit": FRESH_DAYS}


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
