"""A local government's own regency: what the service brought there, district by district."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mobilink.insight.districts import districts as figures
from mobilink.partners.models import Access
from mobilink.people.queries import office_day
from mobilink.places.queries import region_names
from mobilink.portal.door import partner_only
from mobilink.portal.views import about

EARLIEST = 2010


@require_safe
@partner_only
def districts(request: HttpRequest, access: Access) -> HttpResponse:
    """The figures of one year in the partner's own regency; of any other there is no page."""
    regency = access.organisation.regency
    if not regency:
        raise Http404
    today = office_day()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    if not EARLIEST <= year <= today.year:
        raise Http404
    last = min(today, date(year, 12, 31))
    page = {
        "name": region_names({regency}).get(regency, regency),
        "districts": figures(regency, date(year, 1, 1), last),
        "year": year,
        "last": last,
        "before": year - 1 if year > EARLIEST else None,
        "after": year + 1 if year < today.year else None,
    }
    return render(request, "portal/districts.html", {**about(access), **page})
