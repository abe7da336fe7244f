"""What other programs may fetch. What was not announced does not exist here."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from mobilink.design.codes import site_address
from mobilink.outreach.models import Outing
from mobilink.people.queries import office_day
from mobilink.places.queries import region_names
from mobilink.public import listing
from mobilink.publishing import feeds


@require_safe
def outing(request: HttpRequest, outing_id: UUID) -> HttpResponse:
    """One outing for a reader's own calendar."""
    outings = list(listing.visible().filter(pk=outing_id))
    if not outings:
        raise Http404
    return _calendar(request, outings, "mobilink-kegiatan.ics")


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Everything announced, to subscribe to."""
    return _calendar(request, listing.in_feed(office_day()), "mobilink.ics")


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What was announced, changed and called off, for a news reader."""
    feed = feeds.news(listing.awaited(office_day()), site_address(request))
    return HttpResponse(feed, content_type="application/rss+xml; charset=utf-8")


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """Where to go next, for somebody else's map: pages of any site may fetch it."""
    outings = list(listing.awaited(office_day()))
    regions = region_names({outing.venue.regency_code for outing in outings})
    collection = feeds.points(outings, site_address(request), regions)
    return JsonResponse(
        collection,
        content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False},
        headers={"Access-Control-Allow-Origin": "*"},
    )


def _calendar(request: HttpRequest, outings: Iterable[Outing], name: str) -> HttpResponse:
    response = HttpResponse(
        feeds.calendar(outings, site_address(request)), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
