"""From a request for a visit to a plan: what whoever asked wrote, as the form begins with it."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from mobilink.cases.models import VisitRequest
from mobilink.cases.queries import requests
from mobilink.places.queries import venues_within

TITLE = 120
# The kind that fits a wish from a village, where the office has one of this code.
COMMUNITY = "community"


def wish_meant(code: str) -> VisitRequest | None:
    """The request that the address names, if it names one."""
    if not code:
        return None
    try:
        wish = requests().filter(pk=UUID(code)).first()
    except ValueError:
        wish = None
    if wish is None:
        raise Http404
    return wish


def wished(wish: VisitRequest) -> dict[str, Any]:
    """What the form begins with; the venue where the place is one of ours by name."""
    people = _("About %(n)s people are expected.") % {"n": wish.people} if wish.people else ""
    venues = [one for one in venues_within(wish.regency_code) if one.name == wish.place]
    return {
        "title": wish.place[:TITLE],
        "kind": COMMUNITY,
        "place_text": wish.place,
        "purpose": " ".join(filter(None, [wish.wish.reason if wish.wish else "", people])),
        "venue": venues[0] if venues else None,
    }
