"""What a booth's forms carry, parsed. No free text is required anywhere."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mobilink.booth.models import AgeBand, Closing, Handout, Sex
from mobilink.design.forms import RowForm, row_field, text_area
from mobilink.guidance.models import Topic
from mobilink.lists.fields import offered
from mobilink.lists.models import HANDOUT
from mobilink.outreach.queries import programmes_offered

A_NUMBER = {
    "invalid": _("Type a whole number, for example 50."),
    "min_value": _("Type a whole number, for example 50."),
    "max_value": _("That is too many; type at most %(limit_value)s."),
}
A_FRACTION = dict.fromkeys(
    ("invalid", "max_digits", "max_decimal_places", "max_whole_digits"),
    _("Type a number, for example 2 or 1,5."),
)


def number_field(label: Any, *, least: int, most: int, help_text: Any = "") -> forms.IntegerField:
    """A count, typed on the number pad."""
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=least,
        max_value=most,
        widget=_number_pad(),
        error_messages=A_NUMBER,
    )


def for_thumbs(model: type[models.Model], name: str, **options: Any) -> forms.Field:
    """A field of a row as a thumb fills it in: choices as buttons, a number on its pad.

    A browser keeps what the row cannot hold from being sent, so the phone's program, which reads the
    fields by their names (`page/typed.js`), has no limits of its own.
    """
    field: Any = model._meta.get_field(name)
    if field.choices:
        return row_field(model, name, widget=forms.RadioSelect, **options)
    if isinstance(field, models.DecimalField):
        options |= {"widget": _fraction_pad(field), "error_messages": A_FRACTION}
    elif isinstance(field, models.IntegerField):
        options |= {"widget": _number_pad(), "error_messages": A_NUMBER}
    else:
        options["widget"] = text_area(2)
    return row_field(model, name, **options)


def _number_pad() -> forms.NumberInput:
    return forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})


def _fraction_pad(field: Any) -> forms.TextInput:
    """A browser's own field for fractions takes the comma of some languages and no other's."""
    before, behind = field.max_digits - field.decimal_places, field.decimal_places
    attrs = {
        "inputmode": "decimal",
        "autocomplete": "off",
        "pattern": rf"\d{{1,{before}}}([.,]\d{{1,{behind}}})?",
        "title": A_FRACTION["invalid"],
    }
    return forms.TextInput(attrs=attrs)


class OpenForm(forms.Form):
    leaflets_taken = number_field(_("Leaflets taken along"), least=0, most=100_000)


class VisitForm(forms.Form):
    """What somebody asked about; saying nothing of it is an answer too."""

    topics = forms.MultipleChoiceField(
        label=_("Asked about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    programme = forms.ChoiceField(label=_("Programme"), required=False, widget=forms.RadioSelect)
    sex = forms.ChoiceField(
        label=_("Woman or man"), required=False, choices=Sex.choices, widget=forms.RadioSelect
    )
    age_band = forms.ChoiceField(
        label=_("Age"), required=False, choices=AgeBand.choices, widget=forms.RadioSelect
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        english = get_language() == "en"
        topics = [(t.code, t.name_en if english else t.name) for t in Topic.in_use()]
        _choices(self.fields["topics"], topics)
        _choices(self.fields["programme"], programmes_offered())


class GiveForm(forms.Form):
    """How many of what: by a button that carries the number, or typed."""

    item = forms.ChoiceField(
        label=_("What was given"),
        choices=lambda: offered(HANDOUT, Handout.KNOWN),
        initial=Handout.LEAFLET,
        widget=forms.RadioSelect,
    )
    quantity = number_field(_("How many"), least=1, most=10_000)
    other = number_field(_("Another number"), least=1, most=10_000)


class CloseForm(RowForm):
    """The reckoning at the end: what was really there, and what is left."""

    class Meta:
        model = Closing
        fields = ("leaflets_left", *Closing.REMARKS)
        made_by = for_thumbs

    leaflets_left = for_thumbs(Closing, "leaflets_left", max_value=100_000)

    @property
    def remarks(self) -> list[forms.BoundField]:
        return [self[name] for name in Closing.REMARKS]


def _choices(field: forms.Field, choices: Iterable[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
