"""Messages about a vacancy: its facts, what it leaves open, why one is not shown."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.guidance import standing
from mobilink.guidance.countries import name_of
from mobilink.guidance.models import Vacancy
from mobilink.guidance.queries import Listing, Post
from mobilink.guidance.words import standing_words
from mobilink.people.reader import language

HIDDEN: Final = {
    "gone": gettext_lazy("It is no longer on the list of vacancies."),
    "closed": gettext_lazy("The last day to apply has passed."),
    "permit-over": gettext_lazy("The permit for its job order has ended."),
    "permit-ahead": gettext_lazy("The permit for its job order has not begun."),
    "recruiter-unknown": gettext_lazy("No list names the licence of its recruiter."),
    "recruiter-other": gettext_lazy("Its licence number belongs to a company of another name."),
    "recruiter-gone": gettext_lazy("Its recruiter is no longer on the list."),
    "recruiter-revoked": gettext_lazy("The licence of its recruiter is revoked."),
    "recruiter-suspended": gettext_lazy("Its recruiter is suspended."),
    "recruiter-partly-suspended": gettext_lazy("Its recruiter is partly suspended."),
    "recruiter-sanction-ahead": gettext_lazy("A suspension of its recruiter is ahead."),
    "recruiter-sanction-over": gettext_lazy(
        "A suspension of its recruiter has ended, and no list tells what came after."
    ),
    "recruiter-lapsed": gettext_lazy("By the list, the licence of its recruiter has ended."),
    "recruiter-not-begun": gettext_lazy("By the list, the licence of its recruiter has not begun."),
    "country-closed": gettext_lazy("The country is closed for this work."),
    "country-unknown": gettext_lazy("No source tells that the country is open for this work now."),
}
"""Why a vacancy is not shown, by the reasons of `board`."""


class Fact(NamedTuple):
    """Something told of a vacancy; without words where the list does not tell it."""

    name: str
    words: str


def place(vacancy: Vacancy) -> str:
    """Johor Bahru, Malaysia."""
    return ", ".join(filter(None, (vacancy.city, name_of(vacancy.country))))


def wage(vacancy: Vacancy) -> str:
    """MYR 1.700 per bulan; nothing where it is not told."""
    if vacancy.wage is None:
        return ""
    return f"{vacancy.currency} {amount(vacancy.wage)} {vacancy.get_wage_period_display()}"


def amount(figure: Decimal) -> str:
    """1.700, or 1.700,50 where there are cents."""
    return number_format(figure, decimal_pos=2 if figure % 1 else 0, force_grouping=True)


def contract(vacancy: Vacancy) -> str:
    """24 bulan; nothing where it is not told."""
    if vacancy.contract_months is None:
        return ""
    return _("%(count)s months") % {"count": vacancy.contract_months}


def places(vacancy: Vacancy) -> str:
    """4 of 10 for women, 2 for men: those that are left, as far as it is told."""
    groups = (
        (_("for women"), vacancy.places_women, vacancy.left_women),
        (_("for men"), vacancy.places_men, vacancy.left_men),
        (_("for women or men"), vacancy.places_any, vacancy.left_any),
    )
    return ", ".join(
        f"{_number(total, left)} {group}"
        for group, total, left in groups
        if total is not None or left is not None
    )


def _number(total: int | None, left: int | None) -> str:
    if left is None or total is None:
        return str(total if left is None else left)
    return _("%(left)s of %(total)s") % {"left": left, "total": total}


def age(vacancy: Vacancy) -> str:
    """20–35 years, from 20 years, up to 35 years."""
    first, last = vacancy.age_from, vacancy.age_to
    if first is not None and last is not None:
        return _("%(first)s–%(last)s years") % {"first": first, "last": last}
    if first is not None:
        return _("from %(first)s years") % {"first": first}
    return _("up to %(last)s years") % {"last": last} if last is not None else ""


def first(vacancy: Vacancy) -> list[Fact]:
    """What everybody asks first."""
    return [Fact(_("Wage"), wage(vacancy)), Fact(_("Place of work"), place(vacancy))]


def work(vacancy: Vacancy) -> list[Fact]:
    """What the work is and what it brings."""
    return [
        Fact(_("Employer"), vacancy.employer),
        Fact(_("Field of work"), vacancy.sector),
        Fact(_("Places left"), places(vacancy)),
        Fact(_("Contract"), contract(vacancy)),
        Fact(_("Hours"), vacancy.hours),
        Fact(_("Overtime"), vacancy.overtime),
        Fact(_("Leave"), vacancy.leave),
        Fact(_("Lodging"), vacancy.lodging),
        Fact(_("Food"), vacancy.food),
    ]


def asked(vacancy: Vacancy) -> list[Fact]:
    """What is asked of who applies."""
    return [
        Fact(_("Age"), age(vacancy)),
        Fact(_("Schooling"), vacancy.education),
        Fact(_("Language"), vacancy.language),
        Fact(_("Certificate"), vacancy.certificate),
    ]


def borne(vacancy: Vacancy) -> list[Fact]:
    """Who pays what."""
    return [
        Fact(_("The employer pays"), vacancy.costs_employer),
        Fact(_("You pay"), vacancy.costs_worker),
    ]


def through(vacancy: Vacancy) -> list[Fact]:
    """By whom and by what permit."""
    permit = vacancy.sip2mi
    if vacancy.permit_to:
        until = language().day(vacancy.permit_to)
        permit = _("%(permit)s, until %(day)s") % {"permit": permit, "day": until}
    seen_on = language().day(vacancy.verified_on) if vacancy.verified_on else ""
    verified = ", ".join(filter(None, (vacancy.verified_by, seen_on)))
    return [
        Fact(_("Recruiter (P3MI)"), vacancy.recruiter),
        Fact(_("Its licence (SIP3MI)"), vacancy.sip3mi),
        Fact(_("Whom to ask"), vacancy.contact),
        Fact(_("Job order (SIP2MI)"), permit),
        Fact(_("Agency abroad"), vacancy.agency),
        Fact(_("Way of placement"), vacancy.get_scheme_display()),
        Fact(_("Verified by the mission"), verified),
    ]


def known_facts(facts: list[Fact]) -> list[Fact]:
    """Those of which something is told."""
    return [fact for fact in facts if fact.words]


def untold(vacancy: Vacancy) -> str:
    """The names of what the list leaves open: what to ask about."""
    facts = [*first(vacancy), *work(vacancy), *asked(vacancy), *borne(vacancy)]
    return ", ".join(fact.name.lower() for fact in facts if not fact.words)


def summary(vacancy: Vacancy) -> str:
    """The facts in one paragraph, for readers that are machines."""
    kinds = (first, work, asked, borne, through)
    facts = known_facts([fact for kind in kinds for fact in kind(vacancy)])
    return " ".join(f"{fact.name}: {fact.words}." for fact in facts)


def standing_of(post: Post, listing: Listing | None) -> list[str]:
    """What the list says of the recruiter's licence."""
    if post.recruiter is None or listing is None:
        return []
    day = listing.as_at + timedelta(days=listing.age)
    return [standing_words(found, listing) for found in standing.of(post.recruiter, day)]


def closing(vacancy: Vacancy) -> datetime:
    """The last moment of the last day to apply, by the office's own clock."""
    last = datetime.combine(vacancy.closes_on, time(23, 59, 59))
    return timezone.make_aware(last)


class AsAt(NamedTuple):
    """The day of a list and its age in one sentence, and whether nobody should overlook it."""

    words: str
    is_old: bool


def as_at(told_on: date, today: date) -> AsAt:
    """How old what a list tells of vacancies is on a day."""
    age_in_days = (today - told_on).days
    about = {"day": language().day(told_on), "age": age_in_days}
    sentence = _("By the list of vacancies of %(day)s, %(age)s days old.") % about
    if age_in_days <= standing.FRESH_DAYS:
        return AsAt(sentence, is_old=False)
    return AsAt(f"{sentence} {_('Ask the office whether it still holds.')}", is_old=True)
