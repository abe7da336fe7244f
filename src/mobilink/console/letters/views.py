"""What people sent: requests to be answered, reports to be opened by who is cleared, with a reason."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mobilink.basics.errors import Refused
from mobilink.cases import actions
from mobilink.cases.models import Report, VisitRequest
from mobilink.cases.queries import (
    may_open_reports,
    openings_of,
    planned_for,
    waiting_follow_ups,
)
from mobilink.console.desk import ROWS_PER_PAGE, UNPROCESSABLE, desk, seen, status_of
from mobilink.journal.actions import refuse_if_overtaken
from mobilink.people.models import Person, Role
from mobilink.people.queries import functions_of
from mobilink.places.queries import region_names


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=VisitRequest.State.choices[1:],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("What whoever asked reads"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("When you come, or why not. It is shown to whoever has the code."),
    )


DONE = {
    "answered": gettext_lazy("The answer stands under the code."),
    "erased": gettext_lazy("Erased here, and at every other machine with its next exchange."),
}
SAID = {
    "what": gettext_lazy("What happened"),
    "who": gettext_lazy("Who it is about"),
    "where": gettext_lazy("Where"),
    "contact": gettext_lazy("How to reach them"),
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
    wish, form = get_object_or_404(VisitRequest, pk=pk), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, person, tried=form, status=UNPROCESSABLE)
    try:
        refuse_if_overtaken(wish, request.POST.get("seen", ""))
        actions.answer_request(wish, by=person, **form.cleaned_data)
    except Refused as refusal:
        return _page(request, person, refusal=refusal, status=status_of(refusal))
    return redirect(f"{reverse('console:letters')}?done=answered")


@require_POST
@never_cache
@desk
def contact(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Open how to reach whoever asked for a visit; shown this once."""
    wish, why = get_object_or_404(VisitRequest, pk=pk), request.POST.get("reason", "")
    return _open(
        request, person, wish.code,
        lambda: {"contact": actions.open_contact(wish, by=person, reason=why)},
    )  # fmt: skip


@require_POST
@desk
def forget(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Erase what was written under a code."""
    wish, why = get_object_or_404(VisitRequest, pk=pk), request.POST.get("why", "")
    try:
        actions.forget_request(wish, by=person, why=why)
    except Refused as refusal:
        return _page(request, person, refusal=refusal, status=status_of(refusal))
    return redirect(f"{reverse('console:letters')}?done=erased")


@require_POST
@never_cache
@desk
def report(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Open a report; shown this once."""
    sent, why = get_object_or_404(Report, pk=pk), request.POST.get("reason", "")
    return _open(
        request, person, sent.code, lambda: actions.open_report(sent, by=person, reason=why)
    )


def _open(
    request: HttpRequest, person: Person, code: str, opened: Callable[[], dict[str, str]]
) -> HttpResponse:
    try:
        told = opened()
    except Refused as refusal:
        return _page(request, person, refusal=refusal, status=status_of(refusal))
    parts = [(SAID.get(name, name), said) for name, said in told.items()]
    return render(request, "console/letters/letter.html", {"code": code, "parts": parts})


def _page(
    request: HttpRequest,
    person: Person,
    *,
    tried: forms.Form | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    wishes = Paginator(VisitRequest.objects.prefetch_related("wishes"), ROWS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    reports = list(Report.objects.all()[:ROWS_PER_PAGE])
    planned = planned_for(wishes)
    openings = openings_of([sent.pk for sent in reports])
    page: dict[str, Any] = {
        "wishes": [(wish, seen(request, wish), planned.get(wish.pk)) for wish in wishes],
        "page": wishes,
        "regencies": region_names({wish.regency_code for wish in wishes}),
        "reports": [(sent, openings.get(sent.pk, 0)) for sent in reports],
        "may_answer": Role.Function.PLANNER in functions_of(person),
        "may_open": may_open_reports(person),
        "many_waiting": waiting_follow_ups().count(),
        "answer_form": AnswerForm(auto_id=False),
        "problem_form": tried,
        "refusal": refusal,
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "console/letters/letters.html", page, status=status)
