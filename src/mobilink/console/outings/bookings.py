"""The forms by which crew, vans and equipment are booked for an outing."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mobilink.design.forms import RowChoice, RowForm, row_field
from mobilink.fleet.fitness import blocked_vans
from mobilink.fleet.models import Condition, Equipment, Van
from mobilink.journal.acts import Act
from mobilink.outreach.bookings import BOOK, RECORD_SERVED
from mobilink.outreach.crew import Crew
from mobilink.outreach.models import Assignment
from mobilink.outreach.obstacles import not_free
from mobilink.people.models import Person
from mobilink.people.queries import office_day

NOBODY = _("Choose")


class ThingField(RowChoice):
    """Something to book; what another outing of the day holds, is away or cannot be used, says so."""

    taken: dict[UUID, str] = {}
    skills: dict[UUID, str] = {}
    blocked: frozenset[UUID] = frozenset()

    def label_from_instance(self, obj: Any) -> str:
        notes = [self.taken.get(obj.pk, "")]
        if obj.pk in self.blocked:
            notes.append(str(_("blocked")))
        elif getattr(obj, "condition", "") == Condition.BROKEN:
            notes.append(str(Condition.BROKEN.label).lower())
        remarks = "; ".join(filter(None, notes))
        able = " · ".join(filter(None, [str(obj), self.skills.get(obj.pk, "")]))
        return f"{able} ({remarks})" if remarks else able


class BookingForm(RowForm):
    """One thing to book, with the duty where it is a person."""

    thing: forms.Field

    def __init__(
        self, *args: Any, taken: dict[UUID, str], skills: dict[UUID, str], **kwargs: Any
    ) -> None:
        """`taken` says why a thing is not free, `skills` what a person can do."""
        super().__init__(*args, **kwargs)
        field = self.fields["thing"]
        assert isinstance(field, ThingField)
        field.taken, field.skills, field.empty_label = taken, skills, str(NOBODY)


class PersonForm(BookingForm):
    thing = row_field(
        Assignment, "person", ThingField, required=True,
        queryset=Person.objects.filter(is_active=True),
    )  # fmt: skip
    duty = row_field(
        Assignment,
        "duty",
        choices=[choice for choice in Assignment.Duty.choices if choice[0] != "resource"],
        initial=Assignment.Duty.CREW,
    )


class VanForm(BookingForm):
    thing = row_field(Assignment, "van", ThingField, required=True, queryset=Van.in_use())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["thing"]
        assert isinstance(field, ThingField)
        field.blocked = blocked_vans()


class EquipmentForm(BookingForm):
    thing = row_field(
        Assignment, "equipment", ThingField, required=True, queryset=Equipment.in_use()
    )


FORMS: dict[str, type[BookingForm]] = {
    "person": PersonForm,
    "van": VanForm,
    "equipment": EquipmentForm,
}
VERBS: dict[str, Promise] = {
    "person": _("Book this person"),
    "van": _("Book this van"),
    "equipment": _("Book this equipment"),
}


def part_of_page(
    crew: Crew,
    booked: list[Assignment],
    possible: set[Act],
    tried: tuple[str, forms.Form] | None,
) -> dict[str, Any]:
    """What the outing's page shows of bookings; the forms only to somebody who may book."""
    outing = crew.outing
    page: dict[str, Any] = {
        "bookings": booked,
        "languages": crew.languages(booked),
        "booking_forms": [],
        "may_tell": RECORD_SERVED in possible and outing.day <= office_day(),
    }
    if BOOK in possible:
        page["booking_forms"] = [
            (what, VERBS[what], tried[1] if tried and tried[0] == what else form)
            for what, form in booking_forms(crew).items()
        ]
    return page


def booking_forms(
    crew: Crew, data: Any = None, whats: Iterable[str] = tuple(FORMS)
) -> dict[str, BookingForm]:
    """The forms with what whoever books has to know of each choice."""
    known = {"taken": not_free(crew), "skills": crew.skills.notes(crew.outing.day)}
    return {what: FORMS[what](data, auto_id=f"{what}_%s", **known) for what in whats}
