"""Closing the booth: the reckoning, one signature, and what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mobilink.booth.closing import close_day
from mobilink.booth.models import Session
from mobilink.booth.queries import open_session_of, reconciliation_of
from mobilink.booth.recent import last_closing
from mobilink.field.access import at_booth
from mobilink.field.forms import CloseForm
from mobilink.field.shown import difference_words, shown
from mobilink.field.taps import remembered
from mobilink.insight.reports import figures_of
from mobilink.outreach.models import Assignment, Outing
from mobilink.people.models import Person


@require_http_methods(["GET", "POST"])
@never_cache
@at_booth
def close(request: HttpRequest, person: Person, outing: Outing) -> HttpResponse:
    """The checklist; to compare signs nothing, and a closed booth leads to what came of it."""
    session = open_session_of(outing)
    if session is None:
        return redirect("field_done", outing.pk)
    sent = request.POST if request.method == "POST" else None
    form = CloseForm(sent, booked=_booked(outing))
    if form.is_valid() and "compare" not in request.POST:
        _sign(session, person, form, is_partial="partial" in request.POST)
        return redirect("field_done", outing.pk)
    return _checklist(request, person, outing, form)


@require_GET
@never_cache
@at_booth
def done(request: HttpRequest, person: Person, outing: Outing) -> HttpResponse:
    """What the closed booth brought."""
    closing = last_closing(outing)
    if closing is None or open_session_of(outing):
        return redirect("field_session", outing.pk)
    reckoned = reconciliation_of(outing)
    context = {
        "outing": outing,
        "closing": closing,
        "shown": shown(outing, remembered(request)),
        "reckoned": reckoned,
        "given": figures_of([outing])[outing.pk].leaflets,
        "difference": difference_words(reckoned),
    }
    return render(request, "field/done.html", context)


def _sign(session: Session, person: Person, form: CloseForm, *, is_partial: bool) -> None:
    close_day(
        session,
        by=person,
        served=form.served,
        is_partial=is_partial,
        **form.reckoning,
    )


def _checklist(
    request: HttpRequest, person: Person, outing: Outing, form: CloseForm
) -> HttpResponse:
    typed = form.cleaned_data.get("leaflets_left") if form.is_bound and form.is_valid() else None
    reckoned = reconciliation_of(outing, left_now=typed)
    context = {
        "outing": outing,
        "form": form,
        "person": person,
        "shown": shown(outing, remembered(request)),
        "reckoned": reckoned,
        "difference": difference_words(reckoned),
    }
    return render(request, "field/close.html", context, status=422 if form.errors else 200)


def _booked(outing: Outing) -> list[Assignment]:
    """The vans and equipment booked for the outing; people sign for themselves elsewhere."""
    booked = Assignment.objects.filter(outing=outing, is_released=False, person__isnull=True)
    return list(booked.select_related("van", "equipment", "outing__executing_unit"))
