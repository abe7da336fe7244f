"""The booth without JavaScript, on one page: open, count, close. Every tap is a form, and recorded once
each time that it is sent; whatever else a booth does needs the program (`online.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mobilink.booth import actions
from mobilink.booth.errors import NotOpen, NotRecordable
from mobilink.booth.officers_day import duty_of
from mobilink.booth.queries import (
    BoothCounts,
    counts_of,
    last_closing,
    last_tally,
    open_session_of,
)
from mobilink.design.acting import attempt
from mobilink.field.access import at_booth, signed_in
from mobilink.field.forms import CloseForm, OpenForm
from mobilink.outreach.models import Outing
from mobilink.people.models import Person
from mobilink.people.queries import office_day


@dataclass(frozen=True)
class Booth:
    """One outing on the page: its counts where its booth is open, and the form of its next step."""

    outing: Outing
    form: forms.Form
    counts: BoothCounts | None = None


@require_safe
@never_cache
@signed_in
def plain(request: HttpRequest, person: Person) -> HttpResponse:
    """The booths of today and those that are open still."""
    return _page(request, person)


@require_POST
@at_booth
def act(request: HttpRequest, person: Person, outing: Outing) -> HttpResponse:
    """Do what a button says, and show the page again."""
    wanted, verb = ACTS.get(request.POST.get("act", ""), (forms.Form, _unknown))
    return attempt(
        wanted(request.POST),
        lambda fields: verb(outing, person, fields | {"is_partial": "partial" in request.POST}),
        lambda form, **more: _page(request, person, outing, form, **more),
        lambda _done: redirect("field_plain"),
    )


def _open(outing: Outing, by: Person, fields: dict[str, Any]) -> object:
    return actions.open_session(outing, by=by, leaflets_taken=fields["leaflets_taken"])


def _tally(outing: Outing, by: Person, _fields: dict[str, Any]) -> object:
    return actions.tally(outing, by=by)


def _undo(outing: Outing, by: Person, _fields: dict[str, Any]) -> object:
    newest = last_tally(outing)
    if newest is None:
        raise NotRecordable(_("There is nothing to take back here."))
    return actions.undo(newest, by=by)


def _close(outing: Outing, by: Person, fields: dict[str, Any]) -> object:
    session = open_session_of(outing)
    if session is None:
        raise NotOpen(_("This booth is closed already; its report is ready."))
    return actions.close_session(session, by=by, **fields)


def _unknown(_outing: Outing, _by: Person, _fields: dict[str, Any]) -> object:
    raise NotRecordable(_("That tap could not be read. Go back and tap again."))


ACTS: dict[str, tuple[type[forms.Form], Callable[[Outing, Person, dict[str, Any]], object]]] = {
    "open": (OpenForm, _open),
    "tally": (forms.Form, _tally),
    "undo": (forms.Form, _undo),
    "close": (CloseForm, _close),
}


def _page(
    request: HttpRequest,
    person: Person,
    acted: Outing | None = None,
    form: forms.Form | None = None,
    **more: Any,
) -> HttpResponse:
    """The page; with what was typed for the outing that somebody `acted` upon in vain."""
    status = more.pop("status", 200)
    duty = duty_of(person, office_day())
    booths = [_booth(outing) for outing in (*duty.open, *duty.today)]
    if acted is not None and isinstance(form, OpenForm | CloseForm):
        booths = [
            Booth(each.outing, form, each.counts) if each.outing.pk == acted.pk else each
            for each in booths
        ]
    context = {"day": office_day(), "serves": duty.serves, "booths": booths, **more}
    return render(request, "field/plain.html", context, status=status)


def _booth(outing: Outing) -> Booth:
    if open_session_of(outing):
        return Booth(outing, CloseForm(auto_id=f"close-{outing.pk}-%s"), counts_of(outing))
    before = last_closing(outing)
    initial = {"leaflets_taken": before.leaflets_left if before else None}
    return Booth(outing, OpenForm(initial=initial, auto_id=f"open-{outing.pk}-%s"))
