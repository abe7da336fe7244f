"""The board of vacancies for everyone: what is shown, and for what is not, why."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mobilink.design.codes import site_address
from mobilink.guidance import queries as desk
from mobilink.guidance import vacancy_words, words
from mobilink.guidance.countries import name_of
from mobilink.guidance.queries import Post
from mobilink.outreach.models import Outing
from mobilink.people.access import may_work
from mobilink.people.queries import office_day
from mobilink.public import listing
from mobilink.public.sharing import shared_page
from mobilink.publishing.slips import vacancy_slip

PER_PAGE = 20
LONGEST = 80


@require_safe
@shared_page
def board(request: HttpRequest) -> HttpResponse:
    """What may be shown today, by country and by words; officers are told what is hidden."""
    day = office_day()
    shown = desk.board(day)
    typed, country = request.GET.get("q", "").strip()[:LONGEST], request.GET.get("country", "")
    posts = [post for post in shown.posts if _fits(post, typed, country)]
    countries = {post.vacancy.country for post in shown.posts}
    latest = max((post.vacancy.retrieved_on for post in shown.posts), default=None)
    hidden = shown.hidden if may_work(request.user) else {}
    context = {
        "page": Paginator(posts, PER_PAGE).get_page(request.GET.get("page")),
        "as_at": vacancy_words.as_at(latest, day) if latest else None,
        "typed": typed,
        "longest": LONGEST,
        "country": country,
        "countries": sorted((name_of(code), code) for code in countries),
        "hidden": [(count, vacancy_words.HIDDEN[why]) for why, count in sorted(hidden.items())],
    }
    return render(request, "public/vacancies.html", context)


@require_safe
@shared_page
def vacancy(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """One vacancy: what it is, who pays what, what the list says of the recruiter."""
    day = office_day()
    post = _known(vacancy_id)
    if post.verdict.state == "hidden":
        return gone(request, post)
    listing, vacancy = desk.listing(day), post.vacancy
    context = {
        "post": post,
        "one": vacancy,
        "standing": vacancy_words.standing_of(post, listing),
        "old": words.old_words(listing) if listing else "",
        "listing": listing,
        "as_at": vacancy_words.as_at(vacancy.retrieved_on, day),
        "site": site_address(request),
    }
    return render(request, "public/vacancy.html", context)


@require_safe
@never_cache
def paper(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """The slip of a vacancy to take home; `?outing=` names where it is given out."""
    post = _known(vacancy_id)
    if post.verdict.state == "hidden":
        return gone(request, post)
    slip = vacancy_slip(post, desk.listing(office_day()), _outing(request.GET.get("outing", "")))
    response = HttpResponse(slip, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="lowongan-{vacancy_id}.pdf"'
    return response


def gone(request: HttpRequest, post: Post) -> HttpResponse:
    """The page of a vacancy that may not be shown: why, and where to go on."""
    context = {"one": post.vacancy, "why": vacancy_words.HIDDEN[post.verdict.why]}
    return render(request, "public/vacancy_gone.html", context, status=410)


def _known(vacancy_id: UUID) -> Post:
    post = desk.post(vacancy_id, office_day())
    if post is None:
        raise Http404
    return post


def _outing(text: str) -> Outing | None:
    """The outing of this id that the public may see; nothing for any other text."""
    try:
        return listing.visible().filter(pk=UUID(text)).first()
    except ValueError:
        return None


def _fits(post: Post, typed: str, country: str) -> bool:
    """Whether every word that was typed is in what a reader sees of the vacancy."""
    vacancy = post.vacancy
    if country not in ("", vacancy.country):
        return False
    seen = (
        vacancy.title,
        vacancy.sector,
        vacancy_words.place(vacancy),
        vacancy.recruiter,
        vacancy.employer,
    )
    asked = (vacancy.education, vacancy.language, vacancy.certificate)
    text = " ".join((*seen, *asked)).casefold()
    return all(word in text for word in typed.casefold().split())
