"""Who waits for the office after a visit, the urgent first; opened by who is cleared, with a reason."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mobilink.basics import clock
from mobilink.cases import actions
from mobilink.cases.arrivals import EXPIRES_AFTER
from mobilink.cases.models import Case, FollowUp, LegalHold, Report, Withdrawal
from mobilink.cases.queries import (
    PROMISE,
    case_with,
    may_open_reports,
    openings_of,
    waiting_follow_ups,
)
from mobilink.cases.withdrawals import doubtful, hidden_cases, in_doubt, many_vain
from mobilink.console.desk import ROWS_PER_PAGE, desk
from mobilink.design.acting import attempt
from mobilink.journal.members.installations import is_office
from mobilink.lists.models import HARM
from mobilink.lists.queries import names
from mobilink.people.models import Person

SAID = {
    "name": gettext_lazy("Name"),
    "phone": gettext_lazy("Telephone"),
    "matter": gettext_lazy("What happened"),
    "note": gettext_lazy("In a few words"),
}
"""What may stand in what a phone sealed."""


@require_safe
@desk
def follow_ups(request: HttpRequest, person: Person) -> HttpResponse:
    """How many wait, and since when; nothing that is sealed."""
    return _page(request, person)


@require_POST
@never_cache
@desk
def open_one(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Open what somebody gave; shown this once."""
    asked = get_object_or_404(FollowUp, pk=pk)

    def show(opened: dict[str, str]) -> HttpResponse:
        parts = [(SAID.get(name, name), _said(name, words)) for name, words in opened.items()]
        page = {"number": asked.number, "parts": parts, "asked": asked}
        return render(request, "console/letters/follow_up.html", page)

    return attempt(
        None,
        lambda _fields: actions.open_follow_up(
            asked, by=person, reason=request.POST.get("reason", "")
        ),
        lambda _form, **more: _page(request, person, **more),
        show,
    )


@require_POST
@desk
def done(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """What somebody waited for was done."""
    asked = get_object_or_404(FollowUp, pk=pk)
    return _attempt(request, person, lambda: actions.settle(asked, by=person))


@require_POST
@desk
def accept(request: HttpRequest, person: Person, pk: UUID, case: UUID) -> HttpResponse:
    """Agree that this one was meant by whoever took something back."""
    withdrawal, meant = get_object_or_404(Withdrawal, pk=pk), case_with(case)
    if meant is None:
        raise Http404
    return _attempt(request, person, lambda: actions.accept(withdrawal, meant, by=person))


@require_POST
@desk
def refuse(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Say that nobody took anything back: it was a guess, or a slip."""
    withdrawal = get_object_or_404(Withdrawal, pk=pk)
    return _attempt(request, person, lambda: actions.settle(withdrawal, by=person))


@require_POST
@desk
def hold(request: HttpRequest, person: Person, case: UUID) -> HttpResponse:
    """Keep what was taken back from being erased."""
    reason = request.POST.get("reason", "")
    return _attempt(request, person, lambda: actions.hold(case, by=person, reason=reason))


@require_POST
@desk
def lift(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Let what was taken back be erased after all."""
    held = get_object_or_404(LegalHold, pk=pk)
    return _attempt(request, person, lambda: actions.lift(held, by=person))


def _attempt(request: HttpRequest, person: Person, act: Callable[[], object]) -> HttpResponse:
    return attempt(
        None,
        lambda _fields: act(),
        lambda _form, **more: _page(request, person, **more),
        lambda _done: redirect("console:follow_ups"),
    )


def _said(name: str, said: str) -> str:
    """A matter is sealed by its code."""
    return names(HARM).get(said, said) if name == "matter" else said


def _page(request: HttpRequest, person: Person, *, status: int = 200, **more: Any) -> HttpResponse:
    waiting = list(waiting_follow_ups().select_related("outing", "asked_by")[:ROWS_PER_PAGE])
    openings = openings_of([asked.pk for asked in waiting])
    page = {
        "many": waiting_follow_ups().count(),
        "waiting": [(asked, openings.get(asked.pk, 0), *due) for asked, *due in _due(waiting)],
        **(_taken_back() if is_office() else {}),
        "may_open": may_open_reports(person),
        "hours": int(PROMISE.total_seconds() // 3600),
        **more,
    }
    return render(request, "console/letters/follow_ups.html", page, status=status)


def _taken_back() -> dict[str, Any]:
    """What only the office knows: what became of each withdrawal."""
    return {
        "hidden": [(each, _opened_at(each.case)) for each in hidden_cases()],
        "many_doubtful": doubtful().count(),
        "doubtful": in_doubt(doubtful()[:ROWS_PER_PAGE]),
        "many_vain": many_vain(),
        "days": EXPIRES_AFTER.days,
    }


def _opened_at(case: Case) -> str:
    """Where the approver opens what is kept by law; nothing for a request, which planners answer."""
    names = {FollowUp: "follow_ups_open", Report: "letters_report"}
    name = names.get(type(case))
    return reverse(f"console:{name}", args=[case.pk]) if name else ""


def _due(waiting: Iterable[Any]) -> list[tuple[Any, datetime, bool]]:
    """Each with the moment by which it is promised, and whether that is past."""
    now = clock.now()
    return [(one, one.at + PROMISE, one.at + PROMISE < now) for one in waiting]
