"""What may be entered of a person: the forms."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mobilink.console.forms import DayField, UnitField
from mobilink.console.unit_badges import UnitBadges
from mobilink.people.models import Absence, Person, Role, Skill, Unit
from mobilink.people.queries import office_day


class AbsenceForm(forms.Form):
    """From when to when somebody is away; the letter only of another task letter."""

    kind = forms.ChoiceField(label=_("Away"), choices=Absence.Kind.choices)
    since = DayField(label=_("First day away"))
    until = DayField(label=_("Last day away"))
    letter = forms.CharField(
        label=_("Number of the letter"),
        max_length=80,
        required=False,
        help_text=_("Only of another task letter."),
    )
    issued_by = forms.CharField(
        label=_("Issued by"),
        max_length=120,
        required=False,
        help_text=_("Unit or place; only of another task letter."),
    )

    def offer(self, kinds: Iterable[Absence.Kind]) -> None:
        """Offer these kinds only: who tells of their own leave needs no letter."""
        choices = [(kind.value, kind.label) for kind in kinds]
        chosen: Any = self.fields["kind"]
        chosen.choices = choices
        if Absence.Kind.ORDER not in kinds:
            for name in ("letter", "issued_by"):
                self.fields.pop(name, None)


class EntryForm(forms.Form):
    """Somebody who begins to work here."""

    name = forms.CharField(label=_("Name"), max_length=120)
    engaged_as = forms.ChoiceField(
        label=_("Works here as"),
        choices=Person.Engagement.choices,
        help_text=_(
            "Volunteers and who is lent have access for at most 90 days, which can be prolonged."
        ),
    )
    lent_by = forms.CharField(
        label=_("Lent by"), max_length=120, required=False, help_text=_("Only of who is lent.")
    )
    unit = UnitField(label=_("Unit"))
    title = forms.CharField(label=_("Position"), max_length=120, required=False)
    initials = forms.CharField(label=_("Initials"), max_length=8, required=False)
    phone = forms.CharField(label=_("Business telephone"), max_length=30, required=False)

    def __init__(self, *args: Any, marks: UnitBadges, among: set[UUID], **kwargs: Any) -> None:
        """`among` are the units into which the reader lets people."""
        super().__init__(*args, **kwargs)
        offer_units(self, marks, among)


class RoleForm(forms.Form):
    """A function in a unit, from a day to a day."""

    function = forms.ChoiceField(
        label=_("Function"), choices=Role.Function.choices, initial=Role.Function.OFFICER
    )
    unit = UnitField(label=_("In"), help_text=_("There and in everything below it."))
    since = DayField(label=_("From"), initial=office_day)
    until = DayField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, marks: UnitBadges, among: set[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, marks, among)


class EndForm(forms.Form):
    until = DayField(label=_("Last day"), required=False)


def offer_units(form: forms.Form, marks: UnitBadges, among: set[UUID]) -> None:
    """Offer these units only, by their names of today."""
    field = form.fields["unit"]
    assert isinstance(field, UnitField)
    field.marks, field.day = marks, office_day()
    field.queryset = Unit.objects.filter(pk__in=among)


class SignInForm(forms.Form):
    """Under which name somebody signs in."""

    username = forms.CharField(
        label=_("Name to sign in"),
        max_length=40,
        help_text=_("Letters without accents and digits, such as “dewi” or “dewi.contoh”."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )


class LastDayForm(forms.Form):
    until = DayField(label=_("Last day away"))


class SkillForm(forms.Form):
    """Something that somebody can do; languages have a form of their own."""

    kind = forms.ChoiceField(
        label=_("What they can do"),
        choices=[choice for choice in Skill.Kind.choices if choice[0] != Skill.Kind.LANGUAGE],
    )
    until = DayField(
        label=_("Holds until"),
        required=False,
        help_text=_("Of a licence always: it is on the card."),
    )
    name = forms.CharField(label=_("If another skill: which"), max_length=60, required=False)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Choose")), *Skill.Language.choices]
    )


FORMS: dict[str, type[forms.Form]] = {
    "absence": AbsenceForm,
    "skill": SkillForm,
    "language": LanguageForm,
    "role": RoleForm,
    "password": SignInForm,
}
