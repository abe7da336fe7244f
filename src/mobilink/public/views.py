"""Pages for everyone. What was not announced does not exist here."""

from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mobilink.design.codes import site_address
from mobilink.guidance import queries as recruiters
from mobilink.guidance import words as recruiter_words
from mobilink.guidance.firms import LONGEST as LONGEST_NAME
from mobilink.insight.reports import figures_of
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import TOOK_PLACE, bookings_of, programme_names
from mobilink.partners.queries import named_in_public
from mobilink.people.queries import office_day
from mobilink.people.reader import language
from mobilink.places.map import chart
from mobilink.public import listing, nearby, words
from mobilink.public.asks import asks
from mobilink.public.sharing import IS_VAN, shared_page
from mobilink.publishing.notices import description

PER_PAGE = 20


@require_safe
@shared_page
def home(request: HttpRequest) -> HttpResponse:
    """Where Mobilink comes next, what was called off, where it was."""
    day, regencies = office_day(), nearby.regencies()
    near = request.GET.get("near", "")
    near = near if near in dict(regencies) else ""
    context = {
        "page": listing.first_page(day, near),
        "today": day,
        "asks": asks(day),
        "regencies": regencies,
        "near": near,
        "near_name": dict(regencies).get(near, ""),
        "is_van": request.META[IS_VAN],
        "map_shows": language().listing(chart().shows),
    }
    return render(request, "public/home.html", context)


@require_safe
@shared_page
def coming(request: HttpRequest) -> HttpResponse:
    """Every outing still to come, page by page."""
    return _list(request, listing.ahead(office_day()), _("All outings to come"))


@require_safe
@shared_page
def past(request: HttpRequest) -> HttpResponse:
    """Every outing that is over, page by page."""
    return _list(request, listing.past(office_day()), _("All past outings"))


@require_safe
@shared_page
def outing(request: HttpRequest, outing_id: UUID) -> HttpResponse:
    """One outing: when, where, who, what for, and what came of it."""
    outing = get_object_or_404(listing.visible(), pk=outing_id)
    day = office_day()
    took_place = outing.state in TOOK_PLACE
    context = {
        "entry": listing.entries([outing])[0],
        "bookings": bookings_of(outing),
        "partners": named_in_public(outing),
        "figures": figures_of([outing])[outing.pk] if took_place else None,
        "took_place": took_place,
        "is_over": took_place or outing.day < day,
        "offers": words.offers(outing.programmes, programme_names(get_language() or "id")),
        "asks": asks(day),
        "spot": listing.spot_of(outing.venue, is_next=outing.state in listing.COMING),
        "today": day,
        "site": site_address(request),
        "description": description(outing),
        "data_language": settings.LANGUAGE_CODE,
    }
    return render(request, "public/outing.html", context)


@require_safe
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Is a recruiter on the list, and what does the list say of it? Nothing asked is kept."""
    day, typed = office_day(), request.GET.get("q", "").strip()
    check = next(iter(recruiters.checks([typed], day)), None) if typed else None
    listing = check.listing if check else recruiters.listing(day)
    context = {
        "typed": typed,
        "longest": LONGEST_NAME,
        "found": check,
        "heading": recruiter_words.heading(check) if check else "",
        "answers": recruiter_words.candidates_in_words(check) if check else [],
        "listing": listing,
        "old": recruiter_words.old_words(listing) if listing else "",
    }
    return render(request, "public/check.html", context)


@require_safe
@shared_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """Who can use these pages, how that was looked at, what is not good enough, whom to tell."""
    return render(request, "public/accessibility.html")


def _list(request: HttpRequest, outings: QuerySet[Outing], title: str) -> HttpResponse:
    page = Paginator(outings, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": title,
        "entries": listing.entries(list(page.object_list)),
        "page": page,
        "today": office_day(),
    }
    return render(request, "public/list.html", context)
