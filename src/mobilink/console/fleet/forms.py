"""What may be recorded of a van or a piece of equipment: the forms, and the words about them."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mobilink.basics.jpeg import bare
from mobilink.design.forms import RowForm, row_field, this_minute
from mobilink.fleet import actions, upkeep
from mobilink.fleet.models import (
    Condition,
    Equipment,
    Inspection,
    OdometerReading,
    Part,
    Receipt,
    Refuelling,
    Van,
    VanTerm,
)
from mobilink.journal.sync import blobs
from mobilink.people.models import Person

MOST_READ = 8 * 1024 * 1024
MOST_KM = 9_999_999
MOST_PAID = 99_999_999
SEEN = [("good", _("good")), ("defect", _("defect")), ("", _("not looked at"))]


class PhotoField(forms.FileField):
    """A photo, without what the camera wrote into it; no bytes where there is none."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg", "data-photo": ""})

    def __init__(self) -> None:
        super().__init__(label=_("Photo (JPEG)"), required=False)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The bytes of the picture; refuses what is none."""
        file = super().clean(data, initial)
        if not file:
            return b""
        try:
            picture = bare(file.read(MOST_READ))
        except ValueError as error:
            raise forms.ValidationError(_("This is no photo that can be read (JPEG).")) from error
        if len(picture) > blobs.LARGEST:
            raise forms.ValidationError(_("This photo is larger than 512 KB. Make it smaller."))
        return picture


class MomentForm(RowForm):
    at = row_field(OdometerReading, "at", initial=this_minute)


class MeterForm(MomentForm):
    photo = PhotoField()


class OdometerForm(MeterForm):
    field_order = ["km", "at", "photo"]
    km = row_field(OdometerReading, "km", max_value=MOST_KM)


class FuelForm(MeterForm):
    field_order = ["litres", "rupiah", "at", "photo"]
    # What is below 0 the action refuses, as it does what no tank holds.
    litres = row_field(Refuelling, "litres", min_value=None)
    rupiah = row_field(Refuelling, "rupiah", max_value=MOST_PAID)


class ConditionForm(RowForm):
    condition = row_field(
        Van, "condition", required=True, choices=[("", _("Choose")), *Condition.choices]
    )


class TermForm(RowForm):
    """A paper or a service, and until when it holds."""

    class Meta:
        model = VanTerm
        fields = ("kind", "name", "until", "until_km")

    until_km = row_field(VanTerm, "until_km", max_value=MOST_KM)


class ReceiptForm(MeterForm):
    """What else was paid on the way."""

    class Meta:
        model = Receipt
        fields = ("kind", "rupiah", "note")

    field_order = ["kind", "rupiah", "note", "at"]
    rupiah = row_field(Receipt, "rupiah", max_value=MOST_PAID)


class InspectionForm(MeterForm):
    """Each part good, with a defect, or not looked at."""

    class Meta:
        model = Inspection
        fields = ("is_blocking", "note")

    field_order = [*Part.values, "note", "is_blocking", "at", "photo"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in Part:
            self.fields[part.value] = forms.ChoiceField(
                label=part.label, choices=SEEN, required=False, widget=forms.RadioSelect
            )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """What the action takes: the parts that are good, and those that are not."""
        fields = {
            name: self.cleaned_data.get(name) for name in ("at", "is_blocking", "note", "photo")
        }
        for name, seen in (("good", "good"), ("defects", "defect")):
            fields[name] = [part for part in Part.values if self.cleaned_data.get(part) == seen]
        return fields

    def parts(self) -> list[forms.BoundField]:
        """The fields of the checklist."""
        return [self[part] for part in Part.values]

    def others(self) -> list[forms.BoundField]:
        """The fields after the checklist, but for the tick."""
        return [self["note"], self["photo"], self["at"]]


class KeptForm(RowForm):
    """What the register of state property knows of whatever it holds."""

    asset_number = row_field(Van, "asset_number")
    keeper = row_field(
        Van,
        "keeper",
        queryset=Person.objects.filter(is_active=True),
        empty_label=_("not recorded"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        known = kwargs.get("initial") or {}
        kwargs["initial"] = known | {"keeper": known.get("keeper_id")}
        super().__init__(*args, **kwargs)


class VanRegisterForm(KeptForm):
    """What the register knows of a van."""

    class Meta:
        model = Van
        fields = ("plate",)

    field_order = ["asset_number", "plate"]


class RegisterForm(KeptForm):
    """What the register knows of a thing, and what who loads it must know."""

    class Meta:
        model = Equipment
        fields = ("serial_number", "weight_kg", "wind_limit_kmh")

    field_order = ["asset_number", "serial_number"]


METERS: dict[str, type[forms.Form]] = {
    "km": OdometerForm,
    "fuel": FuelForm,
    "receipt": ReceiptForm,
}
READ: dict[str, type[forms.Form]] = {"inspection": InspectionForm, **METERS}
KEPT = ["term", "van_register", "condition"]
OF_THINGS = ["condition", "register"]
FORMS: dict[str, type[forms.Form]] = {
    **READ,
    "term": TermForm,
    "van_register": VanRegisterForm,
    "register": RegisterForm,
    "condition": ConditionForm,
}
ACTIONS: dict[str, Any] = {
    "km": actions.read_odometer,
    "fuel": actions.refuel,
    "receipt": actions.keep_receipt,
    "condition": actions.set_condition,
    "term": upkeep.take_down_term,
    "van_register": actions.describe,
    "register": actions.describe,
    "inspection": upkeep.inspect,
}
VERBS: dict[str, tuple[Promise, Promise]] = {
    "inspection": (_("Inspect before leaving"), _("Save the inspection")),
    "km": (_("Record the odometer"), _("Save the reading")),
    "fuel": (_("Record fuel"), _("Save the fuel")),
    "receipt": (_("Record another receipt"), _("Save the receipt")),
    "term": (_("Take down a paper or a service"), _("Save it")),
    "van_register": (_("Number and keeper"), _("Save it")),
    "register": (_("Number, keeper, weight"), _("Save it")),
    "condition": (_("Record the condition"), _("Save the condition")),
}
RECORDED = {
    "km": _("The odometer reading is recorded."),
    "fuel": _("The fuel is recorded."),
    "receipt": _("The receipt is recorded."),
    "condition": _("The condition is recorded."),
    "term": _("Taken down."),
    "van_register": _("Taken down."),
    "register": _("Taken down."),
    "inspection": _("The inspection is recorded."),
}
