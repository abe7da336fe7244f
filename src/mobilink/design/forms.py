"""Forms that take their fields from a model, and the fields that all forms share.

    class PermitForm(RowForm):
        class Meta:
            model = Permit
            fields = ("kind", "number", "valid_until")

        kind = row_field(Permit, "kind", choices=lambda: [("", _("Choose")), *offered(PERMIT)])

The label, the hint, the limits and the choices of a field stand at the model's field. A form says
only what differs, by `row_field`; a face whose fields all look otherwise names in `Meta.made_by` what
makes them.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mobilink.basics import clock

if TYPE_CHECKING:
    RowChoice = forms.ModelChoiceField[Any]
else:
    RowChoice = forms.ModelChoiceField


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


class HourField(forms.TimeField):
    """An hour of the day by the clock on the wall."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class FractionField(forms.DecimalField):
    """A number with a comma or a point in it, as people of either habit type it."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        typed = value.replace(",", ".") if isinstance(value, str) else value
        return super().to_python(typed)


CLASSES: dict[type[Any], type[forms.Field]] = {
    models.BooleanField: forms.BooleanField,
    models.CharField: forms.CharField,
    models.DateField: DayField,
    models.DateTimeField: MomentField,
    models.DecimalField: FractionField,
    models.EmailField: forms.EmailField,
    models.ForeignKey: RowChoice,
    models.IntegerField: forms.IntegerField,
    models.SlugField: forms.SlugField,
    models.TextField: forms.CharField,
    models.TimeField: HourField,
}
"""By which field of a form people fill in a field of a model that has no choices."""


def row_field(
    model: type[models.Model],
    name: str,
    form_class: type[forms.Field] | None = None,
    **options: Any,
) -> forms.Field:
    """A form's field for a model's field; `options` are what this form says otherwise."""
    field: Any = model._meta.get_field(name)
    kind = form_class or _class_of(field)
    stated = {
        "label": field.verbose_name,
        "help_text": field.help_text,
        # An empty box says no, so it is never missing.
        "required": not (field.blank or kind is forms.BooleanField),
    }
    return kind(**stated | _limits(field, kind) | options)


def _class_of(field: Any) -> type[forms.Field]:
    if field.choices:
        return forms.ChoiceField
    return next(CLASSES[known] for known in type(field).__mro__ if known in CLASSES)


def _limits(field: Any, kind: type[forms.Field]) -> dict[str, Any]:
    """What the model lets be filled in, in the options of the form's field."""
    if issubclass(kind, forms.ModelChoiceField):
        return {"queryset": field.related_model._default_manager.all()}
    if issubclass(kind, forms.ChoiceField):
        # Of a list of the office a form offers what is still used; the field knows all its words.
        return {"choices": getattr(field, "offered", field.choices) or ()}
    if issubclass(kind, forms.CharField):
        return {"max_length": field.max_length}
    if not issubclass(kind, forms.IntegerField):
        return {}
    limits = {
        "min_value": _limit(field, MinValueValidator),
        "max_value": _limit(field, MaxValueValidator),
    }
    if issubclass(kind, forms.DecimalField):
        limits |= {"max_digits": field.max_digits, "decimal_places": field.decimal_places}
    return limits


def _limit(field: Any, validator: type[Any]) -> Any:
    # `validators` would add what the database can keep.
    limits = (each.limit_value for each in field._validators if isinstance(each, validator))
    return next(limits, None)


class RowFormType(DeclarativeFieldsMetaclass):
    """Gives a form the fields of its `Meta`, in that order; those written by hand stay as they are."""

    def __new__(cls, name: str, bases: tuple[type, ...], attributes: dict[str, Any]) -> Any:
        meta = attributes.get("Meta")
        if meta is not None:
            make = getattr(meta, "made_by", row_field)
            named = {
                field: attributes.get(field) or make(meta.model, field) for field in meta.fields
            }
            attributes = named | attributes
        return super().__new__(cls, name, bases, attributes)


class RowForm(forms.Form, metaclass=RowFormType):
    """A form about a row that it never holds.

    A ModelForm sets what was typed on its row while it checks it (`_post_clean`); an action that
    compares the row with what it is to become would find no difference.
    """

    @classmethod
    def initial_of(cls, row: models.Model) -> dict[str, Any]:
        """What the form shows first of a row, made or still to be made."""
        return {name: getattr(row, name, None) for name in cls.base_fields}
