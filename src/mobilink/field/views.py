"""The officer's day, the running session, and what lies around them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mobilink.booth import actions
from mobilink.booth.models import AgeBand, Sex
from mobilink.booth.officers_day import duty_of
from mobilink.booth.queries import open_session_of
from mobilink.booth.recent import last_closing, recent_facts
from mobilink.field.access import at_booth, signed_in
from mobilink.field.forms import OpenForm
from mobilink.field.shown import shown
from mobilink.field.taps import remembered
from mobilink.goods.phone import are_at_stand
from mobilink.outreach.models import Outing
from mobilink.people.models import Person
from mobilink.people.queries import office_day

A_YEAR = 365 * 24 * 3600
# Each preference of this phone, what it may be, and the cookie that keeps it.
PREFERENCES = {
    "hand": {"left", "right"},
    "vibration": {"on", "off"},
    "sound": {"on", "off"},
}


@require_GET
@never_cache
@signed_in
def today(request: HttpRequest, person: Person) -> HttpResponse:
    """The open booths, today's outings and the next ones of the officer's units."""
    day = office_day()
    context = {"duty": duty_of(person, day), "day": day, "form": OpenForm(auto_id=False)}
    return render(request, "field/today.html", context)


@require_GET
@never_cache
@at_booth
def session(request: HttpRequest, person: Person, outing: Outing) -> HttpResponse:
    """The tiles of the running session; before and after it, how to open the booth."""
    if open_session_of(outing):
        return _at(request, "field/session.html", outing, has_goods=are_at_stand(outing))
    return _to_open(request, outing, OpenForm())


@require_POST
@at_booth
def open_booth(request: HttpRequest, person: Person, outing: Outing) -> HttpResponse:
    """Open the booth; opening an open one changes nothing."""
    form = OpenForm(request.POST)
    if not form.is_valid():
        return _to_open(request, outing, form)
    actions.open_session(outing, by=person, leaflets_taken=form.cleaned_data["leaflets_taken"])
    return redirect("field_session", outing.pk)


@require_GET
@never_cache
@at_booth
def by_age(request: HttpRequest, person: Person, outing: Outing) -> HttpResponse:
    """Counting with sex and age: still one tap a person."""
    ages = [choice for choice in AgeBand.choices if choice[0]]
    sexes = [choice for choice in Sex.choices if choice[0]]
    return _at(request, "field/by_age.html", outing, ages=ages, sexes=sexes)


@require_GET
@never_cache
@at_booth
def records(request: HttpRequest, person: Person, outing: Outing) -> HttpResponse:
    """What was recorded, one by one, each with its undo."""
    return _at(request, "field/records.html", outing, recent=recent_facts(outing))


@require_GET
@signed_in
def help_page(request: HttpRequest, person: Person) -> HttpResponse:
    """How the booth works, on one page."""
    return render(request, "field/help.html", {"person": person})


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Remember on this phone which hand holds it, and how it answers a tap."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}):
        target = "/field/"
    response = redirect(target)
    for name, allowed in PREFERENCES.items():
        if request.POST.get(name) in allowed:
            response.set_cookie(
                f"mobilink_{name}",
                request.POST[name],
                A_YEAR,
                samesite="Lax",
                secure=bool(settings.SESSION_COOKIE_SECURE),
            )
    return response


def _at(request: HttpRequest, template: str, outing: Outing, **more: object) -> HttpResponse:
    state = shown(outing, remembered(request))
    return render(request, template, {"outing": outing, "shown": state, **more})


def _to_open(request: HttpRequest, outing: Outing, form: OpenForm) -> HttpResponse:
    before = last_closing(outing)
    if before and not form.is_bound:
        form.initial["leaflets_taken"] = before.leaflets_left
    status = 422 if form.errors else 200
    context = {"outing": outing, "form": form, "before": before}
    return render(request, "field/open.html", context, status=status)
