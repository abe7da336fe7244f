"""Doing something with a person: one small POST each, its refusal shown on the person's page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mobilink.console.desk import desk, unless_overtaken
from mobilink.console.people.forms import FORMS, EndForm, EntryForm, LastDayForm, SignInForm
from mobilink.console.people.views import person_or_404, person_page, team_page
from mobilink.console.unit_badges import UnitBadges
from mobilink.design.acting import attempt, redirect_saying
from mobilink.journal.actions import refuse_if_overtaken
from mobilink.people import absences, accounts, engaging, skills
from mobilink.people.models import Absence, PasswordGrant, Person, Role, Skill

KEEP: dict[str, tuple[Callable[..., object], Promise]] = {
    "absence": (
        absences.enter_absence,
        _("The absence is entered. Outings of those days show it."),
    ),
    "skill": (skills.take_down_skill, _("Taken down.")),
    "language": (skills.take_down_language, _("Taken down.")),
    "role": (engaging.give_role, _("The role is given.")),
}


@require_POST
@desk
def keep(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Enter something about a person."""
    member = person_or_404(pk)
    if what not in KEEP:
        raise Http404
    options: dict[str, Any] = everywhere() if what == "role" else {}
    form = FORMS[what](request.POST, auto_id=f"{what}_%s", **options)
    act, words = KEEP[what]
    return _attempt(
        request, person, member, lambda fields: act(member, by=person, **fields), words,
        tried=(what, form),
    )  # fmt: skip


@require_POST
@never_cache
@desk
def give_password(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Give a first password, which the page shows this once."""
    member = person_or_404(pk)

    def page(form: forms.Form, **more: Any) -> HttpResponse:
        return person_page(request, person, person_or_404(pk), tried=("password", form), **more)

    def show(password: str) -> HttpResponse:
        given = {"one": member, "account": member.accounts.first(), "password": password}
        return render(request, "console/people/password.html", given)

    def give(fields: dict[str, Any]) -> str:
        # A page that is loaded again gives no second one, which nobody would hear of.
        if last := PasswordGrant.objects.filter(person=member).last():
            refuse_if_overtaken(last, request.POST.get("seen") or "0")
        return accounts.give_password(member, fields["username"], by=person)

    return attempt(SignInForm(request.POST, auto_id="password_%s"), give, page, show)


@require_POST
@desk
def enter(request: HttpRequest, person: Person) -> HttpResponse:
    """Enter somebody who begins to work here."""
    return attempt(
        EntryForm(request.POST, **everywhere()),
        lambda fields: engaging.enter_person(by=person, **fields),
        lambda form, **more: team_page(request, person, form=form, **more),
        lambda made: redirect_saying(
            request,
            _("Entered. Give a role now: without one nobody may do anything."),
            "console:person",
            made.pk,
        ),
    )


@require_POST
@desk
def end_role(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Change the last day of a role."""
    role = get_object_or_404(Role.objects.select_related("person__unit", "unit"), pk=pk)
    return _attempt(
        request, person, role.person,
        unless_overtaken(
            request, role, lambda fields: engaging.end_role(role, fields["until"], by=person)
        ),
        _("The last day of the role is changed."),
        tried=("role-end", EndForm(request.POST, auto_id=f"role-{pk}-%s")),
    )  # fmt: skip


@require_POST
@desk
def serve(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Put a person out of service, or take them in again."""
    member = person_or_404(pk)
    if what not in ("in", "out"):
        raise Http404
    words = _("Out of service: nothing is allowed any more, here and on phones.")
    return _attempt(
        request, person, member,
        unless_overtaken(
            request,
            member,
            lambda _fields: engaging.put_out_of_service(member, by=person, is_active=what == "in"),
        ),
        _("In service again.") if what == "in" else words,
    )  # fmt: skip


@require_POST
@desk
def absence(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """End an absence earlier, or take it back."""
    meant = get_object_or_404(Absence.objects.select_related("person__unit"), pk=pk)
    if what == "back":
        return _attempt(
            request, person, meant.person,
            unless_overtaken(request, meant, lambda _fields: absences.take_back(meant, by=person)),
            _("Taken back: it counts for nothing any more."),
        )  # fmt: skip
    if what != "ended":
        raise Http404
    return _attempt(
        request, person, meant.person,
        unless_overtaken(
            request, meant, lambda fields: absences.end_absence(meant, fields["until"], by=person)
        ),
        _("The last day away is changed."),
        tried=(what, LastDayForm(request.POST, auto_id=f"end-{pk}-%s")),
    )  # fmt: skip


@require_POST
@desk
def give_up(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Somebody can do something no longer."""
    skill = get_object_or_404(Skill.objects.select_related("person__unit"), pk=pk)
    return _attempt(
        request, person, skill.person, lambda _fields: skills.give_up_skill(skill, by=person),
        _("Noted: it counts no longer."),
    )  # fmt: skip


def everywhere() -> dict[str, Any]:
    """All units to choose from: who sends one that is not theirs is refused in words."""
    marks = UnitBadges()
    return {"marks": marks, "among": {unit.pk for unit in marks.units}}


def _attempt(
    request: HttpRequest,
    reader: Person,
    member: Person,
    act: Callable[[dict[str, Any]], object],
    words: str | Promise,
    tried: tuple[str, forms.Form] | None = None,
) -> HttpResponse:
    return attempt(
        tried[1] if tried else None,
        act,
        lambda _form, **more: person_page(
            request, reader, person_or_404(member.pk), tried=tried, **more
        ),
        lambda _done: redirect_saying(request, words, "console:person", member.pk),
    )
