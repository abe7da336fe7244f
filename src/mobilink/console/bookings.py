"""The forms by which crew, vans and equipment are booked for an outing."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mobilink.console.forms import RowChoice
from mobilink.fleet.fitness import blocked_vans
from mobilink.fleet.models import Condition, Equipment, Van
from mobilink.outreach.crew import Crew
from mobilink.outreach.models import Assignment
from mobilink.outreach.obstacles import not_free
from mobilink.people.models import Person
from mobilink.people.queries import office_day

NOBODY = _("Choose")


class ThingField(RowChoice):
    """Something to book; what another outing of the day holds, is away or cannot be used, says so."""

    taken: dict[UUID, str] = {}
    blocked: frozenset[UUID] = frozenset()

    def label_from_instance(self, obj: Any) -> str:
        notes = [self.taken.get(obj.pk, "")]
        if obj.pk in self.blocked:
            notes.append(str(_("blocked")))
        elif getattr(obj, "condition", "") == Condition.BROKEN:
            notes.append(str(Condition.BROKEN.label).lower())
        told = "; ".join(filter(None, notes))
        return f"{obj} ({told})" if told else str(obj)


class BookingForm(forms.Form):
    """One thing to book, with the duty where it is a person."""

    thing: ThingField

    def __init__(self, *args: Any, taken: dict[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["thing"]
        assert isinstance(field, ThingField)
        field.taken, field.empty_label = taken, str(NOBODY)


class PersonForm(BookingForm):
    thing = ThingField(Person.objects.filter(is_active=True), label=_("Person"))
    duty = forms.ChoiceField(
        label=_("Duty"),
        choices=[choice for choice in Assignment.Duty.choices if choice[0] != "resource"],
        initial=Assignment.Duty.CREW,
    )


class VanForm(BookingForm):
    thing = ThingField(Van.objects.all(), label=_("Van"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["thing"]
        assert isinstance(field, ThingField)
        field.blocked = blocked_vans()


class EquipmentForm(BookingForm):
    thing = ThingField(Equipment.objects.all(), label=_("Equipment"))


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
    possible: set[str],
    tried: tuple[str, forms.Form] | None,
) -> dict[str, Any]:
    """What the outing's page shows of bookings; the forms only to somebody who may book."""
    outing = crew.outing
    page: dict[str, Any] = {
        "bookings": booked,
        "booking_forms": [],
        "may_tell": "record_served" in possible and outing.day <= office_day(),
    }
    if "book" in possible:
        taken = not_free(crew)
        page["booking_forms"] = [
            (
                what,
                VERBS[what],
                tried[1] if tried and tried[0] == what else booking_form(what, taken),
            )
            for what in FORMS
        ]
    return page


def booking_form(what: str, taken: dict[UUID, str], data: Any = None) -> BookingForm:
    return FORMS[what](data, taken=taken, auto_id=f"{what}_%s")
