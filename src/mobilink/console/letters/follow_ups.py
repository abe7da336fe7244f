"""Who waits for the office after a visit, the urgent first; opened by who is cleared, with a reason."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mobilink.basics import clock
from mobilink.cases import actions
from mobilink.cases.models import FollowUp, Matter, Withdrawal
from mobilink.cases.queries import (
    PROMISE,
    follow_ups_called,
    may_open_reports,
    openings_of,
    waiting_follow_ups,
    waiting_withdrawals,
)
from mobilink.console.desk import ROWS_PER_PAGE, desk
from mobilink.design.acting import attempt
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
        page = {"code": asked.code, "parts": parts, "asked": asked}
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
    asked = FollowUp.objects.filter(pk=pk).first() or get_object_or_404(Withdrawal, pk=pk)
    return _attempt(request, person, lambda: actions.settle(asked, by=person))


@require_POST
@desk
def erase(request: HttpRequest, person: Person, pk: UUID, follow_up: UUID) -> HttpResponse:
    """Erase the one of several with a code that whoever withdrew meant."""
    withdrawal, meant = (
        get_object_or_404(Withdrawal, pk=pk),
        get_object_or_404(FollowUp, pk=follow_up),
    )
    return _attempt(request, person, lambda: actions.erase_for(withdrawal, meant, by=person))


def _attempt(request: HttpRequest, person: Person, act: Callable[[], object]) -> HttpResponse:
    return attempt(
        None,
        lambda _fields: act(),
        lambda _form, **more: _page(request, person, **more),
        lambda _done: redirect("console:follow_ups"),
    )


def _said(name: str, said: str) -> str:
    """A matter is sealed by its code."""
    is_known = name == "matter" and said in Matter.values
    return str(Matter(said).label) if is_known else said


def _page(request: HttpRequest, person: Person, *, status: int = 200, **more: Any) -> HttpResponse:
    waiting = list(waiting_follow_ups().select_related("outing", "asked_by")[:ROWS_PER_PAGE])
    openings = openings_of([asked.pk for asked in waiting])
    page = {
        "many": waiting_follow_ups().count(),
        "waiting": [(asked, openings.get(asked.pk, 0), *due) for asked, *due in _due(waiting)],
        "withdrawals": [
            (withdrawal, follow_ups_called(withdrawal.code), *due)
            for withdrawal, *due in _due(waiting_withdrawals()[:ROWS_PER_PAGE])
        ],
        "may_open": may_open_reports(person),
        "hours": int(PROMISE.total_seconds() // 3600),
        **more,
    }
    return render(request, "console/letters/follow_ups.html", page, status=status)


def _due(waiting: Iterable[Any]) -> list[tuple[Any, datetime, bool]]:
    """Each with the moment by which it is promised, and whether that is past."""
    now = clock.now()
    return [(one, one.at + PROMISE, one.at + PROMISE < now) for one in waiting]
