"""The team: who works where, what each may do; and a page of each person."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from mobilink.console.desk import desk
from mobilink.console.people.forms import FORMS, AbsenceForm, EntryForm
from mobilink.console.people.table import TEAM
from mobilink.console.tables.views import at_desk
from mobilink.console.unit_badges import UnitBadges
from mobilink.journal.members.installations import is_office
from mobilink.people.absences import may_tell
from mobilink.people.accounts import units_of
from mobilink.people.models import Absence, PasswordGrant, Person, Role
from mobilink.people.queries import Rights, office_day
from mobilink.people.skills import Skills, has_ended

ABSENCES_SHOWN = 20
Tried = tuple[str, forms.Form]


@require_safe
@desk
def team(request: HttpRequest, person: Person) -> HttpResponse:
    """Everybody, with the roles they hold today."""
    return team_page(request, person)


def team_page(
    request: HttpRequest,
    reader: Person,
    *,
    form: EntryForm | None = None,
    status: int | None = None,
    **more: Any,
) -> HttpResponse:
    """The team; `form` is what was typed of somebody new."""
    shown = at_desk(request, reader, TEAM)
    among = lets_in(Rights(reader))
    page = {
        "shown": shown,
        "form": form or (EntryForm(marks=UnitBadges(), among=among) if among else None),
        **more,
    }
    return render(request, "console/people/team.html", page, status=status or shown.status)


def lets_in(rights: Rights) -> set[UUID]:
    """The units into which the reader lets people, on the only machine where roles are given."""
    return rights.units(Role.Function.APPROVER) if is_office() else set()


@require_safe
@desk
def person(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Everything about one person that a plan needs."""
    return person_page(request, person, person_or_404(pk))


def person_page(
    request: HttpRequest,
    reader: Person,
    member: Person,
    *,
    tried: Tried | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The person's page; `tried` is what was sent and what was typed for it."""
    day, marks, rights = office_day(), UnitBadges(), Rights(reader)
    page = {
        "one": member,
        "unit": marks.on(member.unit, day),
        "tried": tried[0] if tried else "",
        "problem_form": tried[1] if tried else None,
        "today": day,
        **_absences(member, rights, tried),
        **_skills(member, rights, tried),
        **_roles(member, rights, marks, tried),
        **_signing_in(member, rights, tried),
        **more,
    }
    return render(request, "console/people/person.html", page, status=status)


def person_or_404(pk: UUID) -> Person:
    """The person with this id."""
    return get_object_or_404(Person.objects.select_related("unit"), pk=pk)


def form_of(what: str, tried: Tried | None, **options: Any) -> forms.Form:
    """The form as it was typed, else empty."""
    if tried and tried[0] == what:
        return tried[1]
    return FORMS[what](auto_id=f"{what}_%s", **options)


def _absences(member: Person, rights: Rights, tried: Tried | None) -> dict[str, Any]:
    kinds = [kind for kind in Absence.Kind if may_tell(rights, member, kind)]
    form = form_of("absence", tried)
    if isinstance(form, AbsenceForm):
        form.offer(kinds)
    rows = member.absences.order_by("-since", "pk")[:ABSENCES_SHOWN]
    return {
        "absences": [(row, row.kind in kinds and not row.is_taken_back) for row in rows],
        "absence_form": form if kinds and member.is_active else None,
        "tells_only_leave": kinds == [Absence.Kind.LEAVE],
    }


def _skills(member: Person, rights: Rights, tried: Tried | None) -> dict[str, Any]:
    day, may_keep = office_day(), rights.may(Role.Function.PLANNER, member.unit_id)
    held = Skills(member.pk).of(member.pk)
    return {
        "skills": [(skill, has_ended(skill, day)) for skill in held],
        "may_keep": may_keep,
        "skill_form": form_of("skill", tried),
        "language_form": form_of("language", tried),
    }


def _roles(
    member: Person, rights: Rights, marks: UnitBadges, tried: Tried | None
) -> dict[str, Any]:
    among, day = lets_in(rights), office_day()
    if member.pk == rights.person.pk:  # nobody decides about themselves
        among = set()
    rows = member.roles.select_related("unit").order_by(
        F("until").desc(nulls_first=True), "function"
    )
    return {
        "roles": [
            (role, marks.on(role.unit, day), role.unit_id in among and not has_passed(role, day))
            for role in rows
        ],
        "role_form": form_of("role", tried, marks=marks, among=among) if among else None,
        "may_put_out": member.unit_id in among,
    }


def _signing_in(member: Person, rights: Rights, tried: Tried | None) -> dict[str, Any]:
    """How the person signs in here, for themselves and for who lets people in."""
    account, is_self = member.accounts.first(), member.pk == rights.person.pk
    may_give = (
        member.is_active
        and not is_self
        and {unit.pk for unit in units_of(member)} <= lets_in(rights)
    )
    name = account.username if account else slugify(member.name.split()[0])
    form = form_of("password", tried, initial={"username": name}) if may_give else None
    grant = PasswordGrant.objects.filter(person=member).select_related("granted_by").last()
    return {"account": account, "grant": grant, "is_self": is_self, "password_form": form}


def has_passed(role: Role, day: date) -> bool:
    """A role holds on its last day still."""
    return role.until is not None and role.until < day
