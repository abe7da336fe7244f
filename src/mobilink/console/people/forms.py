"""What may be entered of a person: the forms."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mobilink.console.forms import UnitField
from mobilink.console.unit_badges import UnitBadges
from mobilink.design.forms import RowForm, row_field
from mobilink.lists.fields import offered
from mobilink.lists.models import LANGUAGE, SKILL
from mobilink.people.models import Absence, Account, Person, Role, Skill, Unit
from mobilink.people.queries import office_day


class AbsenceForm(RowForm):
    """From when to when somebody is away; the letter only of another task letter."""

    class Meta:
        model = Absence
        fields = ("kind", "since", "until", "letter", "issued_by")

    def offer(self, kinds: Iterable[Absence.Kind]) -> None:
        """Offer these kinds only: who tells of their own leave needs no letter."""
        choices = [(kind.value, kind.label) for kind in kinds]
        chosen: Any = self.fields["kind"]
        chosen.choices = choices
        if Absence.Kind.ORDER not in kinds:
            for name in ("letter", "issued_by"):
                self.fields.pop(name, None)


class EntryForm(RowForm):
    """Somebody who begins to work here."""

    class Meta:
        model = Person
        fields = ("name", "engaged_as", "lent_by", "unit", "title", "initials", "phone")

    unit = row_field(Person, "unit", UnitField)

    def __init__(self, *args: Any, marks: UnitBadges, among: set[UUID], **kwargs: Any) -> None:
        """`among` are the units into which the reader lets people."""
        super().__init__(*args, **kwargs)
        offer_units(self, marks, among)


class RoleForm(RowForm):
    """A function in a unit, from a day to a day."""

    class Meta:
        model = Role
        fields = ("function", "unit", "since", "until")

    function = row_field(Role, "function", initial=Role.Function.OFFICER)
    unit = row_field(Role, "unit", UnitField)
    since = row_field(Role, "since", initial=office_day)

    def __init__(self, *args: Any, marks: UnitBadges, among: set[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, marks, among)


class EndForm(RowForm):
    class Meta:
        model = Role
        fields = ("until",)


def offer_units(form: forms.Form, marks: UnitBadges, among: set[UUID]) -> None:
    """Offer these units only, by their names of today."""
    field = form.fields["unit"]
    assert isinstance(field, UnitField)
    field.marks, field.day = marks, office_day()
    field.queryset = Unit.in_use().filter(pk__in=among)


class SignInForm(RowForm):
    """Under which name somebody signs in."""

    username = row_field(
        Account,
        "username",
        help_text=_("Letters without accents and digits, such as “dewi” or “dewi.contoh”."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )


class LastDayForm(RowForm):
    class Meta:
        model = Absence
        fields = ("until",)


class SkillForm(RowForm):
    """Something that somebody can do; languages have a form of their own."""

    class Meta:
        model = Skill
        fields = ("kind", "until", "name")

    kind = row_field(
        Skill,
        "kind",
        choices=lambda: offered(SKILL, [(Skill.Kind.OTHER, Skill.Kind.OTHER.label)]),
    )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"), choices=lambda: [("", _("Choose")), *offered(LANGUAGE)]
    )


FORMS: dict[str, type[forms.Form]] = {
    "absence": AbsenceForm,
    "skill": SkillForm,
    "language": LanguageForm,
    "role": RoleForm,
    "password": SignInForm,
}
