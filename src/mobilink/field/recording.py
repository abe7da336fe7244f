"""The taps that write: tally, undo, visit, leaflets. Each is recorded once, however often it is sent."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mobilink.booth import actions
from mobilink.booth.errors import NotRecordable
from mobilink.booth.models import BoothFact
from mobilink.booth.recent import find_fact, last_visit
from mobilink.field.access import at_booth, wants_json
from mobilink.field.forms import GiveForm, TallyForm, VisitForm
from mobilink.field.shown import shown
from mobilink.field.taps import remembered, remembering
from mobilink.outreach.models import Outing
from mobilink.people.models import Person

LONGEST_TAP = 40


@require_POST
@at_booth
def tally(request: HttpRequest, person: Person, outing: Outing) -> HttpResponse:
    """Count one passer-by."""
    form = TallyForm(request.POST)
    if not form.is_valid():
        raise NotRecordable(_("That tap could not be read. Go back and tap again."))
    _once(request, lambda: actions.tally(outing, by=person, at=form.at, **form.details))
    return _back(request, outing)


@require_POST
@at_booth
def undo(request: HttpRequest, person: Person, outing: Outing) -> HttpResponse:
    """Take back the named fact, or the one of the named tap; twice is as good as once."""
    with remembering(request) as memory:
        act = memory.by_tap(request.POST.get("tap", ""))
        pk = _uuid(act.fact if act else request.POST.get("fact", ""))
        fact = find_fact(outing, pk) if pk else None
        if fact is None:
            raise NotRecordable(
                _("There is nothing to take back here. Look in the list of records.")
            )
        actions.undo(fact, by=person)
        memory.mark_undone(fact)
    return _back(request, outing)


@require_http_methods(["GET", "POST"])
@never_cache
@at_booth
def visit(request: HttpRequest, person: Person, outing: Outing) -> HttpResponse:
    """Record somebody who asked something: topics, and whatever else was noticed."""
    form = VisitForm(_sent(request), initial=_likeliest(request, outing))
    if form.is_valid():
        _once(request, lambda: actions.visit(outing, by=person, **form.cleaned_data))
        return _back(request, outing)
    return _ask(request, "field/visit.html", outing, form)


@require_http_methods(["GET", "POST"])
@never_cache
@at_booth
def give(request: HttpRequest, person: Person, outing: Outing) -> HttpResponse:
    """Record paper given away."""
    form = GiveForm(_sent(request))
    if form.is_valid():
        values = form.cleaned_data
        given = {"item": values["item"], "quantity": values["quantity"]}
        _once(request, lambda: actions.hand_out(outing, by=person, **given))
        return _back(request, outing)
    return _ask(request, "field/give.html", outing, form)


def _once(request: HttpRequest, record: Callable[[], BoothFact]) -> None:
    """Record unless this tap did so already."""
    tap = request.POST.get("tap", "")[:LONGEST_TAP]
    with remembering(request) as memory:
        if memory.by_tap(tap) is None:
            memory.add(record(), tap)


def _likeliest(request: HttpRequest, outing: Outing) -> dict[str, str]:
    """The programme of the last visit, else the outing's first."""
    if request.method == "POST":
        return {}
    before = last_visit(outing)
    first = outing.programmes[0] if outing.programmes else ""
    return {"programme": before.programme if before else first}


def _ask(request: HttpRequest, page: str, outing: Outing, form: forms.Form) -> HttpResponse:
    context = {
        "outing": outing,
        "form": form,
        "shown": shown(outing, remembered(request)),
        "tap": request.POST.get("tap") or uuid4(),
    }
    return render(request, page, context, status=422 if form.errors else 200)


def _back(request: HttpRequest, outing: Outing) -> HttpResponse:
    if wants_json(request):
        return JsonResponse(shown(outing, remembered(request)).as_data)
    page = {"age": "field_by_age", "records": "field_records"}
    return redirect(page.get(request.POST.get("back", ""), "field_session"), outing.pk)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
