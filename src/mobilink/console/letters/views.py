"""What people sent: requests to be answered, reports to be opened by who is cleared, with a reason."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mobilink.cases import actions
from mobilink.cases.models import Report, VisitRequest
from mobilink.cases.queries import (
    may_open_reports,
    openings_of,
    planned_for,
    requests,
    settled_among,
    settled_reports,
    waiting_follow_ups,
    waiting_reports,
)
from mobilink.console.desk import (
    ROWS_PER_PAGE,
    desk,
    seen,
    unless_overtaken,
)
from mobilink.design.acting import attempt, redirect_saying
from mobilink.design.forms import RowForm, row_field, text_area
from mobilink.people.models import Person, Role
from mobilink.people.queries import functions_of
from mobilink.places.queries import region_names


class AnswerForm(RowForm):
    class Meta:
        model = VisitRequest
        fields = ("state", "answer")

    state = row_field(
        VisitRequest,
        "state",
        label=_("Answer"),
        choices=VisitRequest.State.choices[1:],
        widget=forms.RadioSelect,
    )
    answer = row_field(
        VisitRequest,
        "answer",
        label=_("What whoever asked reads"),
        required=True,
        widget=text_area(2),
    )


SAID = {
    "what": _("What happened"),
    "who": _("Who it is about"),
    "where": _("Where"),
    "contact": _("How to reach them"),
}
"""What may stand in what was sealed."""


@require_safe
@desk
def letters(request: HttpRequest, person: Person) -> HttpResponse:
    """Requests and reports, the newest first; nothing that is sealed."""
    return _page(request, person)


@require_POST
@desk
def answer(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Say whether the service comes."""
    wish, words = get_object_or_404(VisitRequest, pk=pk), _("The answer stands under the code.")
    return attempt(
        AnswerForm(request.POST),
        unless_overtaken(
            request, wish, lambda fields: actions.answer_request(wish, by=person, **fields)
        ),
        lambda form, **more: _page(request, person, tried=form, **more),
        lambda _answered: redirect_saying(request, words, "console:letters"),
    )


@require_POST
@never_cache
@desk
def contact(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Open how to reach whoever asked for a visit; shown this once."""
    wish, why = get_object_or_404(VisitRequest, pk=pk), request.POST.get("reason", "")
    return _open(
        request,
        person,
        wish,
        lambda: {"contact": actions.open_contact(wish, by=person, reason=why)},
    )


@require_POST
@desk
def forget(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Erase what was written under a code."""
    wish, why = get_object_or_404(VisitRequest, pk=pk), request.POST.get("why", "")
    words = _("Erased here, and at every other machine with its next exchange.")
    return attempt(
        None,
        lambda _fields: actions.forget_request(wish, by=person, why=why),
        lambda _form, **more: _page(request, person, **more),
        lambda _many: redirect_saying(request, words, "console:letters"),
    )


@require_POST
@never_cache
@desk
def report(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Open a report; shown this once."""
    sent, why = get_object_or_404(Report, pk=pk), request.POST.get("reason", "")
    return _open(request, person, sent, lambda: actions.open_report(sent, by=person, reason=why))


@require_POST
@desk
def report_done(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """What a report asks for was done; it waits for nobody any more."""
    sent = get_object_or_404(Report, pk=pk)
    return attempt(
        None,
        lambda _fields: actions.settle(sent, by=person),
        lambda _form, **more: _page(request, person, **more),
        lambda _done: redirect_saying(
            request, _("Done. Whoever sent it reads so under the code."), "console:letters"
        ),
    )


def _open(
    request: HttpRequest,
    person: Person,
    case: VisitRequest | Report,
    opened: Callable[[], dict[str, str]],
) -> HttpResponse:
    def show(letter: dict[str, str]) -> HttpResponse:
        page = {
            "case": case,
            "parts": [(SAID.get(name, name), words) for name, words in letter.items()],
            "may_settle": isinstance(case, Report) and case.pk not in settled_among([case.pk]),
        }
        return render(request, "console/letters/letter.html", page)

    return attempt(
        None, lambda _fields: opened(), lambda _form, **more: _page(request, person, **more), show
    )


def _page(
    request: HttpRequest,
    person: Person,
    *,
    tried: forms.Form | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    wishes = Paginator(requests(), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    waiting = list(waiting_reports()[:ROWS_PER_PAGE])
    sealed = [*waiting, *settled_reports()[: ROWS_PER_PAGE - len(waiting)]]
    planned = planned_for(wishes)
    openings = openings_of([sent.pk for sent in sealed])
    page: dict[str, Any] = {
        "wishes": [(wish, seen(request, wish), planned.get(wish.pk)) for wish in wishes],
        "page": wishes,
        "regencies": region_names({wish.regency_code for wish in wishes}),
        "reports": [
            (sent, openings.get(sent.pk, 0), number >= len(waiting))
            for number, sent in enumerate(sealed)
        ],
        "many_reports": waiting_reports().count(),
        "may_answer": Role.Function.PLANNER in functions_of(person),
        "may_open": may_open_reports(person),
        "many_waiting": waiting_follow_ups().count(),
        "answer_form": AnswerForm(auto_id=False),
        "problem_form": tried,
        **more,
    }
    return render(request, "console/letters/letters.html", page, status=status)
