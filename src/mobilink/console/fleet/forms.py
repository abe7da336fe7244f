"""What may be recorded of a van or a piece of equipment: the forms, and the words about them."""

from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mobilink.basics.jpeg import bare
from mobilink.console.forms import DayField, FractionField, MomentField, RowChoice, this_minute
from mobilink.fleet import actions, upkeep
from mobilink.fleet.models import Condition, Part, Receipt, VanTerm
from mobilink.journal.sync import blobs
from mobilink.people.models import Person

MOST_READ = 8 * 1024 * 1024
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


class MomentForm(forms.Form):
    at = MomentField(label=_("When"), initial=this_minute)


class MeterForm(MomentForm):
    photo = PhotoField()


class OdometerForm(MeterForm):
    field_order = ["km", "at", "photo"]
    km = forms.IntegerField(
        label=_("Odometer (km)"), validators=[MinValueValidator(0)], max_value=9_999_999
    )


class FuelForm(MeterForm):
    field_order = ["litres", "rupiah", "at", "photo"]
    litres = FractionField(label=_("Litres"), max_digits=6, decimal_places=2)
    rupiah = forms.IntegerField(label=_("Price in rupiah"), min_value=0, max_value=99_999_999)


class ConditionForm(forms.Form):
    condition = forms.ChoiceField(
        label=_("Condition"), choices=[("", _("Choose")), *Condition.choices]
    )


class TermForm(forms.Form):
    """A paper or a service, and until when it holds."""

    kind = forms.ChoiceField(label=_("Paper or service"), choices=VanTerm.Kind.choices)
    name = forms.CharField(label=_("Number, or what was done"), max_length=80, required=False)
    until = DayField(label=_("Holds until"), required=False)
    until_km = forms.IntegerField(
        label=_("or, for a service, until km"), required=False, min_value=0, max_value=9_999_999
    )


class ReceiptForm(MeterForm):
    """What else was paid on the way."""

    field_order = ["kind", "rupiah", "note", "at"]
    kind = forms.ChoiceField(label=_("Paid for"), choices=Receipt.Kind.choices)
    rupiah = forms.IntegerField(label=_("Price in rupiah"), min_value=0, max_value=99_999_999)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class InspectionForm(MeterForm):
    """Each part good, with a defect, or not looked at."""

    field_order = [*Part.values, "note", "is_blocking", "at", "photo"]
    is_blocking = forms.BooleanField(
        label=_("Not safe: nobody drives it until it is mended"), required=False
    )
    note = forms.CharField(label=_("What is wrong"), max_length=300, required=False)

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


class KeptForm(forms.Form):
    """What the register of state property knows of whatever it holds."""

    asset_number = forms.CharField(label=_("BMN number"), max_length=60, required=False)
    keeper = RowChoice(
        Person.objects.filter(is_active=True),
        label=_("In custody of"),
        required=False,
        empty_label=_("not recorded"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        known = kwargs.get("initial") or {}
        kwargs["initial"] = known | {"keeper": known.get("keeper_id")}
        super().__init__(*args, **kwargs)


class VanRegisterForm(KeptForm):
    """What the register knows of a van."""

    field_order = ["asset_number", "plate"]
    plate = forms.CharField(label=_("Number plate"), max_length=12, required=False)


class RegisterForm(KeptForm):
    """What the register knows of a thing, and what who loads it must know."""

    field_order = ["asset_number", "serial_number"]
    serial_number = forms.CharField(label=_("Serial number"), max_length=60, required=False)
    weight_kg = FractionField(
        label=_("Weight (kg)"), max_digits=6, decimal_places=1, min_value=0, required=False
    )
    wind_limit_kmh = forms.IntegerField(
        label=_("For a tent: down in wind above (km/h)"),
        min_value=0,
        max_value=200,
        required=False,
    )


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
