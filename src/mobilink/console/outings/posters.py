"""Inviting to an outing, or calling it off: the poster, the sign at the booth, the text to post."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mobilink.console.desk import desk, outing_or_404
from mobilink.console.reports.views import pdf
from mobilink.design.codes import site_address
from mobilink.outreach.models import Outing
from mobilink.people.models import Person
from mobilink.publishing import posters, social_posts


@dataclass(frozen=True)
class Posts:
    """What may be posted about an outing."""

    short: str
    long: str


@require_safe
@desk
def poster(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """The poster of one outing, as the outing stands now."""
    outing = outing_or_404(pk)
    return pdf(posters.poster(outing, site_address(request)), f"poster-{outing.day}.pdf")


@require_safe
@desk
def sign(request: HttpRequest, person: Person) -> HttpResponse:
    """The sign at the booth, with the code of this installation's public pages."""
    return pdf(posters.sign(site_address(request)), "pindai.pdf")


def posts_of(request: HttpRequest, outing: Outing) -> Posts | None:
    """The texts to post, or nothing where nobody is to be invited."""
    if not posters.is_fit(outing):
        return None
    address = site_address(request)
    return Posts(social_posts.short(outing, address), social_posts.long(outing, address))
