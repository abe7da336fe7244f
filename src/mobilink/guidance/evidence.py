"""Evidence about an offer: what the lists of a day say about it, gathered for `offers`."""

from datetime import date
from typing import NamedTuple

from mobilink.guidance.board import country_for
from mobilink.guidance.models import Recruiter, Scheme
from mobilink.guidance.offers import Evidence, Firm, Offer, Order
from mobilink.guidance.queries import checks, country_statuses, posts_of, vacancies


class _Work(NamedTuple):
    """Work as it is offered: through a recruiter, whatever the field."""

    title: str
    country: str
    sector: str = ""
    scheme: str = Scheme.P_TO_P


def evidence(offer: Offer, day: date) -> Evidence:
    """What the lists say; of two recruiters of one name nobody can tell which is meant."""
    check = next(iter(checks([offer.company], day)), None) if offer.company else None
    meant = check.candidates if check and check.answer == "match" else []
    candidate = meant[0] if len(meant) == 1 else None
    statuses = country_statuses().filter(country=offer.country)
    return Evidence(
        answer=check.answer if check else "",
        similar=[each.recruiter.name for each in check.candidates] if check else [],
        firm=Firm(candidate.standing, candidate.recruiter.phones, candidate.recruiter.contacts)
        if candidate
        else None,
        orders=_orders(candidate.recruiter if candidate else None, day),
        is_country_closed=country_for(_Work(offer.job, offer.country), statuses, day)
        == "country-closed",
    )


def _orders(recruiter: Recruiter | None, day: date) -> list[Order] | None:
    """Every vacancy of a recruiter that the latest list names; None without any list."""
    listed = vacancies().filter(gone_on=None)
    if not listed.exists():
        return None
    return [
        Order(post.vacancy.title, post.vacancy.sector, post.vacancy.country, post.verdict)
        for post in posts_of(listed, day)
        if recruiter is not None and post.recruiter == recruiter
    ]
