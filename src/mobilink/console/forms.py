"""The forms of an outing: they parse what was typed, the actions decide what may be."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mobilink.basics import clock
from mobilink.console.unit_badges import UnitBadges
from mobilink.outreach.actions import OralApproval, OutingPlan
from mobilink.outreach.models import Outing, OutingKind, PartOfDay
from mobilink.outreach.queries import programme_names
from mobilink.people.models import Role, Unit
from mobilink.people.queries import Rights
from mobilink.places.queries import venues_in_use

if TYPE_CHECKING:
    RowChoice = forms.ModelChoiceField[Any]
else:
    RowChoice = forms.ModelChoiceField
LONG_REASON = 300


def time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def in_range(day: date) -> None:
    """Refuse a day that no outing of ours can have, before anything reckons with it."""
    if not clock.FIRST_DAY <= day <= clock.LAST_DAY:
        raise ValidationError(_("Choose a day from 2010 to 2099."))


class DayField(forms.DateField):
    """A day within the years that the service can be about."""

    default_validators = [in_range]
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class MomentField(forms.DateTimeField):
    """A day and an hour by the office's clock, within the same years."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment = super().to_python(value)
        except OverflowError as error:
            raise ValidationError(_("Choose a day from 2010 to 2099.")) from error
        if moment:
            in_range(moment.date())
        return moment


def this_minute() -> datetime:
    """What the office's clock shows, for a field that mostly tells of now."""
    return timezone.localtime(clock.now()).replace(second=0, microsecond=0)


class FractionField(forms.DecimalField):
    """A number with a comma or a point in it, as people of either habit type it."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        typed = value.replace(",", ".") if isinstance(value, str) else value
        return super().to_python(typed)


class OutingField(RowChoice):
    """The outing for which something was done, if it was for one; a form says among which."""

    def __init__(self, **options: Any) -> None:
        usual = {
            "label": _("For which outing"),
            "empty_label": _("for none"),
            "help_text": _("So that the records of that outing are whole."),
        }
        super().__init__(Outing.objects.none(), required=False, **usual | options)


class UnitField(RowChoice):
    """A unit by the name it bears on the day; the form gives the names."""

    marks: UnitBadges
    day: date

    def __init__(self, **options: Any) -> None:
        super().__init__(Unit.objects.all(), empty_label=_("Choose"), **options)

    def label_from_instance(self, obj: Any) -> str:
        return self.marks.on(obj, self.day).name


class OutingForm(forms.Form):
    """What must be known to put an outing on the calendar."""

    title = forms.CharField(label=_("Name of the outing"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=OutingKind.choices)
    day = DayField(label=_("Day"))
    start = forms.TimeField(label=_("Start"), required=False, widget=time_input())
    end = forms.TimeField(label=_("End"), required=False, widget=time_input())
    part_of_day = forms.ChoiceField(
        label=_("Part of the day"),
        required=False,
        choices=PartOfDay.choices,
        help_text=_("Only when the clock time is not known."),
    )
    venue = forms.ModelChoiceField(venues_in_use(), label=_("Venue"), empty_label=_("Choose"))
    place_text = forms.CharField(
        label=_("Place as the public reads it"),
        required=False,
        max_length=200,
        help_text=_("Left empty, the name of the venue is shown."),
    )
    owner_unit = UnitField(label=_("Owner unit"), help_text=_("The unit that answers for it."))
    executing_unit = UnitField(
        label=_("Executing unit"), help_text=_("The unit that carries it out.")
    )
    programmes = forms.MultipleChoiceField(
        label=_("Programmes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.CharField(label=_("Purpose"), required=False, widget=text_area(3))

    def __init__(self, *args: Any, marks: UnitBadges, among: set[UUID], **kwargs: Any) -> None:
        """`among` are the units that the planner may plan for."""
        super().__init__(*args, **kwargs)
        day = self.initial.get("day") or timezone.localtime(clock.now()).date()
        for name in ("owner_unit", "executing_unit"):
            field = self.fields[name]
            assert isinstance(field, UnitField)
            field.marks, field.day = marks, day
        self.fields["owner_unit"].queryset = Unit.objects.filter(pk__in=among)  # type: ignore[attr-defined]
        self.fields["programmes"].choices = list(programme_names(get_language() or "id").items())  # type: ignore[attr-defined]

    def plan(self, **more: Any) -> OutingPlan:
        return OutingPlan(**self.cleaned_data, **more)


def outing_form(
    rights: Rights, marks: UnitBadges, data: Any = None, initial: dict[str, Any] | None = None
) -> OutingForm:
    """The form for a planner with these rights."""
    among = rights.units(Role.Function.PLANNER)
    return OutingForm(data, initial=initial or {}, marks=marks, among=among)


def initial_of(outing: Outing) -> dict[str, Any]:
    """The form's values for an outing, made or still to be made."""
    return {name: getattr(outing, name, None) for name in OutingForm.base_fields}


class TripForm(forms.Form):
    """The way to an outing, as far as anybody knows it."""

    leave_at = forms.TimeField(label=_("Leave at"), required=False, widget=time_input())
    gate = forms.CharField(label=_("Gate"), required=False, max_length=200)
    parking = forms.CharField(label=_("Parking and unloading"), required=False, max_length=200)
    contact = forms.CharField(label=_("Contact on the spot"), required=False, max_length=120)
    crossing = forms.CharField(label=_("Boat and its hour"), required=False, max_length=200)
    last_boat = forms.CharField(label=_("Last boat"), required=False, max_length=120)
    plan_b = forms.CharField(label=_("Plan B"), required=False, max_length=500, widget=text_area(2))


class NothingForm(forms.Form):
    """An act that needs no words."""


class RemarkForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONG_REASON, widget=text_area(2)
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=LONG_REASON, widget=text_area(2))


class CancelForm(ReasonForm):
    next_day = DayField(
        label=_("Next date"),
        required=False,
        help_text=_("When people may come instead."),
    )


class PostponeForm(ReasonForm):
    next_day = DayField(label=_("New date"))


class OralForm(RemarkForm):
    """An approval by word of mouth, as the planner heard it."""

    field_order = ["said_by", "said_at", "paper_due", "reason"]
    said_by = forms.CharField(label=_("Approved by"), max_length=120)
    said_at = MomentField(label=_("Said at"), initial=this_minute)
    paper_due = DayField(label=_("Paper due on"))

    def approval(self) -> OralApproval:
        fields = self.cleaned_data
        return OralApproval(fields["said_by"], fields["said_at"], fields["paper_due"])


class PaperForm(forms.Form):
    reference = forms.CharField(
        label=_("Number of the paper or where it is kept"), max_length=LONG_REASON
    )


class ReportForm(forms.Form):
    result = forms.CharField(
        label=_("What came of it"),
        widget=text_area(5),
        help_text=_("In your own words; the figures are added by themselves."),
    )
