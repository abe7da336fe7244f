"""Doing something with a person: one small POST each, its refusal shown on the person's page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mobilink.basics.errors import Refused
from mobilink.console.desk import UNPROCESSABLE, attempt, desk, said, status_of
from mobilink.console.people.forms import FORMS, EndForm, EntryForm, LastDayForm, SignInForm
from mobilink.console.people.views import person_or_404, person_page, team_page
from mobilink.console.unit_badges import UnitBadges
from mobilink.journal.actions import refuse_if_overtaken
from mobilink.people import absences, accounts, engaging, skills
from mobilink.people.models import Absence, PasswordGrant, Person, Role, Skill

KEEP: dict[str, Callable[..., object]] = {
    "absence": absences.enter_absence,
    "skill": skills.take_down_skill,
    "language": skills.take_down_language,
    "role": engaging.give_role,
}


@require_POST
@desk
def keep(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Enter something about a person."""
    one = person_or_404(pk)
    if what not in KEEP:
        raise Http404
    options: dict[str, Any] = everywhere() if what == "role" else {}
    form = FORMS[what](request.POST, auto_id=f"{what}_%s", **options)
    return _try(
        request, person, one, what, form=form,
        deed=lambda told: KEEP[what](one, by=person, **told),
    )  # fmt: skip


@require_POST
@never_cache
@desk
def give_password(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Give a first password, which the page shows this once."""
    one = person_or_404(pk)
    form = SignInForm(request.POST, auto_id="password_%s")

    def page(form: forms.Form, **more: Any) -> HttpResponse:
        return person_page(request, person, person_or_404(pk), tried=("password", form), **more)

    def show(password: str) -> HttpResponse:
        told = {"one": one, "account": one.accounts.first(), "password": password}
        return render(request, "console/people/password.html", told)

    def give(told: dict[str, Any]) -> str:
        # A page that is loaded again gives no second one, which nobody would hear of.
        if last := PasswordGrant.objects.filter(person=one).last():
            refuse_if_overtaken(last, request.POST.get("seen") or "0")
        return accounts.give_password(one, told["username"], by=person)

    return attempt(form, give, page, show)


@require_POST
@desk
def enter(request: HttpRequest, person: Person) -> HttpResponse:
    """Enter somebody who begins to work here."""
    form = EntryForm(request.POST, **everywhere())

    def page(form: EntryForm, **more: Any) -> HttpResponse:
        return team_page(request, person, form=form, **more)

    return attempt(
        form, lambda told: engaging.enter_person(by=person, **told), page,
        lambda made: said("person", "entered", made.pk),
    )  # fmt: skip


@require_POST
@desk
def end_role(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Change the last day of a role."""
    role = get_object_or_404(Role.objects.select_related("person__unit", "unit"), pk=pk)

    def deed(told: dict[str, Any]) -> None:
        refuse_if_overtaken(role, request.POST.get("seen", ""))
        engaging.end_role(role, told["until"], by=person)

    form = EndForm(request.POST, auto_id=f"role-{pk}-%s")
    return _try(request, person, role.person, "role-end", form=form, deed=deed)


@require_POST
@desk
def serve(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Put a person out of service, or take them in again."""
    one = person_or_404(pk)
    if what not in ("in", "out"):
        raise Http404

    def deed(told: dict[str, Any]) -> None:
        refuse_if_overtaken(one, request.POST.get("seen", ""))
        engaging.put_out_of_service(one, by=person, is_active=what == "in")

    return _try(request, person, one, what, deed=deed)


@require_POST
@desk
def absence(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """End an absence earlier, or take it back."""
    meant = get_object_or_404(Absence.objects.select_related("person__unit"), pk=pk)
    seen = request.POST.get("seen", "")

    def end(told: dict[str, Any]) -> None:
        refuse_if_overtaken(meant, seen)
        absences.end_absence(meant, told["until"], by=person)

    def take_back(told: dict[str, Any]) -> None:
        refuse_if_overtaken(meant, seen)
        absences.take_back(meant, by=person)

    if what == "back":
        return _try(request, person, meant.person, what, deed=take_back)
    if what != "ended":
        raise Http404
    form = LastDayForm(request.POST, auto_id=f"end-{pk}-%s")
    return _try(request, person, meant.person, what, form=form, deed=end)


@require_POST
@desk
def give_up(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Somebody can do something no longer."""
    skill = get_object_or_404(Skill.objects.select_related("person__unit"), pk=pk)
    return _try(
        request, person, skill.person, "given-up",
        deed=lambda told: skills.give_up_skill(skill, by=person),
    )  # fmt: skip


def everywhere() -> dict[str, Any]:
    """All units to choose from: who sends one that is not theirs is refused in words."""
    marks = UnitBadges()
    return {"marks": marks, "among": {unit.pk for unit in marks.units}}


def _try(
    request: HttpRequest,
    person: Person,
    one: Person,
    what: str,
    *,
    deed: Callable[[dict[str, Any]], object],
    form: forms.Form | None = None,
) -> HttpResponse:
    """Do it and go back to the person, or show the person with what stands in the way."""
    tried = (what, form) if form else None
    if form and not form.is_valid():
        return person_page(request, person, one, tried=tried, status=UNPROCESSABLE)
    try:
        deed(form.cleaned_data if form else {})
    except Refused as refusal:
        return person_page(
            request, person, person_or_404(one.pk), tried=tried, refusal=refusal,
            status=status_of(refusal),
        )  # fmt: skip
    return said("person", what, one.pk)
