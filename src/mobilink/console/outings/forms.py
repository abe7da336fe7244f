"""The forms of an outing: they parse what was typed, the actions decide what may be."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mobilink.basics import clock
from mobilink.console.forms import LONG_REASON, ReasonForm, UnitField
from mobilink.console.unit_badges import UnitBadges
from mobilink.design.forms import (
    DayField,
    MomentField,
    RowForm,
    row_field,
    text_area,
    this_minute,
)
from mobilink.outreach.actions import OralApproval, OutingPlan
from mobilink.outreach.models import Decision, Outing, Trip
from mobilink.outreach.queries import programmes_offered
from mobilink.people.models import Role, Unit
from mobilink.people.queries import Rights
from mobilink.places.queries import venues_in_use


class OutingForm(RowForm):
    """What must be known to put an outing on the calendar."""

    class Meta:
        model = Outing
        fields = (
            "title", "kind", "day", "start", "end", "part_of_day", "venue", "place_text",
            "owner_unit", "executing_unit", "programmes", "purpose",
        )  # fmt: skip

    venue = row_field(Outing, "venue", queryset=venues_in_use(), empty_label=_("Choose"))
    owner_unit = row_field(Outing, "owner_unit", UnitField)
    executing_unit = row_field(Outing, "executing_unit", UnitField)
    programmes = row_field(
        Outing, "programmes", forms.MultipleChoiceField, widget=forms.CheckboxSelectMultiple
    )
    purpose = row_field(Outing, "purpose", widget=text_area(3))

    def __init__(self, *args: Any, marks: UnitBadges, among: set[UUID], **kwargs: Any) -> None:
        """`among` are the units that the planner may plan for."""
        super().__init__(*args, **kwargs)
        day = self.initial.get("day") or timezone.localtime(clock.now()).date()
        for name in ("owner_unit", "executing_unit"):
            field = self.fields[name]
            assert isinstance(field, UnitField)
            field.marks, field.day = marks, day
        self.fields["owner_unit"].queryset = Unit.in_use().filter(pk__in=among)  # type: ignore[attr-defined]
        self.fields["programmes"].choices = programmes_offered()  # type: ignore[attr-defined]

    def plan(self, **more: Any) -> OutingPlan:
        return OutingPlan(**self.cleaned_data, **more)


def outing_form(
    rights: Rights, marks: UnitBadges, data: Any = None, initial: dict[str, Any] | None = None
) -> OutingForm:
    """The form for a planner with these rights."""
    among = rights.units(Role.Function.PLANNER)
    return OutingForm(data, initial=initial or {}, marks=marks, among=among)


class TripForm(RowForm):
    """The way to an outing, as far as anybody knows it."""

    class Meta:
        model = Trip
        fields = (
            "leave_at", "gate", "parking", "contact", "crossing", "last_boat", "plan_b",
        )  # fmt: skip

    plan_b = row_field(Trip, "plan_b", widget=text_area(2))


class NothingForm(forms.Form):
    """An act that needs no words."""


class RemarkForm(RowForm):
    reason = row_field(Outing, "reason", widget=text_area(2))


class CancelForm(ReasonForm):
    next_day = row_field(Outing, "next_day")


class PostponeForm(ReasonForm):
    next_day = DayField(label=_("New date"))


class OralForm(RemarkForm):
    """An approval by word of mouth, as the planner heard it."""

    field_order = ["said_by", "said_at", "paper_due", "reason"]
    said_by = forms.CharField(label=_("Approved by"), max_length=120)
    said_at = MomentField(label=_("Said at"), initial=this_minute)
    paper_due = row_field(Decision, "paper_due", required=True)

    def approval(self) -> OralApproval:
        fields = self.cleaned_data
        return OralApproval(fields["said_by"], fields["said_at"], fields["paper_due"])


class PaperForm(forms.Form):
    reference = forms.CharField(
        label=_("Number of the paper or where it is kept"), max_length=LONG_REASON
    )


class ReportForm(RowForm):
    result = row_field(Outing, "result", required=True, widget=text_area(5))
