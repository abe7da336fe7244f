"""The machines that take part: where their records are, who lets them in and out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mobilink.basics import clock
from mobilink.cases.actions import publish_key
from mobilink.console.desk import desk
from mobilink.console.forms import ReasonForm
from mobilink.console.unit_badges import UnitBadge, UnitBadges
from mobilink.design import codes
from mobilink.design.acting import UNPROCESSABLE, attempt, redirect_saying
from mobilink.journal.members import installations
from mobilink.journal.storage.fields import instant
from mobilink.journal.sync import enrolment
from mobilink.people import machines as acts
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import Rights, office_day

FIVE_MINUTES = 5  # a clock that is less wrong than that disturbs nobody
TWO_HOURS, TWO_DAYS = 2 * 60, 2 * 24 * 60
SILENT = timedelta(days=7)
ENDS_SOON = timedelta(days=30)
CLOCK_AHEAD = gettext_lazy("Its clock is %(span)s ahead.")
CLOCK_BEHIND = gettext_lazy("Its clock is %(span)s behind.")
ACTS: dict[str, tuple[Callable[..., object], Promise]] = {
    "revoke": (
        acts.revoke,
        gettext_lazy("Revoked. What the office did not have of it yet goes to quarantine."),
    ),
    "renew": (acts.renew, gettext_lazy("Renewed. What waited for it counts now.")),
    "believe": (
        acts.believe,
        gettext_lazy("The office decides nothing now until every machine has been heard."),
    ),
    "ignore": (acts.ignore, gettext_lazy("Ignored. The machine goes back to where both agree.")),
}


class InviteForm(forms.Form):
    """Which unit gets another machine, what it is, and what people call it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What joins"),
        choices=[
            (enrolment.PHONE, gettext_lazy("A phone, for the booth")),
            (enrolment.HUB, gettext_lazy("A computer, for a van")),
        ],
    )
    unit = forms.ChoiceField(label=gettext_lazy("For the unit"))
    name = forms.CharField(
        label=gettext_lazy("Name of the machine"),
        max_length=80,
        help_text=gettext_lazy("As people call it, for example: Laptop Ayo Batam."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["unit"]
        chosen.choices = choices


@dataclass(frozen=True)
class Machine:
    """One installation with its unit, its last contact, and what is not well with it in words."""

    standing: installations.Standing
    unit: UnitBadge | None
    last_contact: datetime | None
    clock: str
    oldest: str
    until: datetime | None
    is_silent: bool
    ends_soon: bool
    has_ended: bool
    may_manage: bool
    may_give_code: bool


@require_safe
@desk
def machines(request: HttpRequest, person: Person) -> HttpResponse:
    """Every installation, and a way to invite another."""
    return _page(request, person)


@require_POST
@never_cache
@desk
def invite(request: HttpRequest, person: Person) -> HttpResponse:
    """Make a code and show it, this once."""
    form = _invite_form(person, request.POST)
    if form is None:
        return _page(request, person, status=UNPROCESSABLE)

    def make(fields: dict[str, Any]) -> str:
        unit = Unit.objects.get(pk=fields["unit"])
        code = acts.invite(unit, fields["name"], by=person, kind=fields["kind"])
        publish_key()
        return code

    return attempt(
        form,
        make,
        lambda form, **more: _page(request, person, form=form, **more),
        lambda code: _invited(request, code, **form.cleaned_data),
    )


def _invited(
    request: HttpRequest, code: str, *, name: str, kind: str, **_more: Any
) -> HttpResponse:
    address, is_phone = codes.site_address(request), kind == enrolment.PHONE
    page = {
        "code": code,
        "name": name,
        "address": address,
        "is_only_here": urlsplit(address).hostname in {"localhost", "127.0.0.1", "::1"},
        "is_phone": is_phone,
        "qr": codes.qr(f"{address}/field/join/#{code}" if is_phone else f"{address} {code}"),
        "until": clock.now() + timedelta(milliseconds=enrolment.FRESH),
    }
    return render(request, "console/machines/invited.html", page)


@require_POST
@desk
def act(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Revoke or renew a machine, with the reason."""
    if what not in ACTS:
        raise Http404
    verb, words = ACTS[what]
    return attempt(
        ReasonForm(request.POST, auto_id=f"{what}-{pk}-%s"),
        lambda fields: verb(pk, by=person, why=fields["reason"]),
        lambda form, **more: _page(request, person, tried=(pk, what, form), **more),
        lambda _done: redirect_saying(request, words, "console:machines"),
    )


def all_machines(rights: Rights | None = None, marks: UnitBadges | None = None) -> list[Machine]:
    """Every installation, by name; `marks` are read where the page has not read them."""
    marks, day = marks or UnitBadges(), office_day()
    units = {unit.code: unit for unit in marks.units}
    return [
        _machine(
            one,
            marks.on(units[one.unit], day) if one.unit in units else None,
            held=_held(rights, units[one.unit].pk) if rights and one.unit in units else set(),
        )
        for one in installations.standings()
    ]


def _held(rights: Rights, unit: UUID) -> set[str]:
    """Which of the functions that matter to a machine somebody holds at its unit."""
    among = (Role.Function.APPROVER, Role.Function.PLANNER)
    return {function for function in among if rights.may(function, unit)}


def _machine(
    standing: installations.Standing, unit: UnitBadge | None, *, held: set[str]
) -> Machine:
    now = clock.now()
    last = localtime(instant(standing.last_contact)) if standing.last_contact else None
    until = (
        localtime(instant(standing.until)) if standing.until and not standing.is_revoked else None
    )
    oldest = instant(standing.oldest_unsent) if standing.oldest_unsent is not None else None
    return Machine(
        standing=standing,
        unit=unit,
        last_contact=last,
        clock=clock_words(standing.clock_error),
        oldest=span_words((now - oldest) // timedelta(minutes=1)) if oldest else "",
        until=until,
        is_silent=bool(last and not standing.is_revoked and now - last > SILENT),
        ends_soon=bool(until and until - now < ENDS_SOON),
        has_ended=bool(until and until < now),
        may_manage=Role.Function.APPROVER in held,
        may_give_code=standing.kind == enrolment.PHONE and not standing.is_revoked and bool(held),
    )


def clock_words(error: int | None) -> str:
    """How far a clock is off, or nothing where it disturbs nobody; `error` in ms."""
    minutes = abs(error or 0) // 60_000
    if minutes < FIVE_MINUTES:
        return ""
    words = CLOCK_AHEAD if error and error > 0 else CLOCK_BEHIND
    return str(words) % {"span": span_words(minutes)}


def span_words(minutes: int) -> str:
    """So many minutes in the largest unit that says enough."""
    if minutes >= TWO_DAYS:
        return _("%(n)s days") % {"n": minutes // (24 * 60)}
    if minutes >= TWO_HOURS:
        return _("%(n)s hours") % {"n": minutes // 60}
    return _("%(n)s minutes") % {"n": max(minutes, 0)}


def _page(
    request: HttpRequest,
    person: Person,
    *,
    form: InviteForm | None = None,
    tried: tuple[UUID, str, forms.Form] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    is_office = installations.is_office()
    page = {
        "machines": [(one, _forms(one, tried)) for one in all_machines(Rights(person))],
        "invite_form": form or _invite_form(person),
        "is_inviting": form is not None,
        "form": form or (tried[2] if tried else None),
        "is_office": is_office,
        **more,
    }
    return render(request, "console/machines/machines.html", page, status=status)


def _invite_form(person: Person, data: Any = None) -> InviteForm | None:
    """The form, with the units that the person may invite for; nothing where there are none."""
    among = Rights(person).units(Role.Function.APPROVER)
    if not among or not installations.is_office():
        return None
    return InviteForm(data, choices=UnitBadges().choices(office_day(), among))


def _forms(
    machine: Machine, tried: tuple[UUID, str, forms.Form] | None
) -> list[tuple[str, forms.Form]]:
    """The forms of what may be done with a machine; what was typed and refused stays."""
    if not machine.may_manage or machine.standing.is_revoked or not installations.is_office():
        return []
    pk = machine.standing.id
    return [
        (
            what,
            tried[2]
            if tried and tried[:2] == (pk, what)
            else ReasonForm(auto_id=f"{what}-{pk}-%s"),
        )
        for what in ("believe", "ignore", "renew", "revoke")
        if machine.standing.claims_more or what in ("renew", "revoke")
    ]
