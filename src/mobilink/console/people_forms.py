"""What may be entered of a person: the forms."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mobilink.console.forms import DayField
from mobilink.people.models import Absence, Skill


class AbsenceForm(forms.Form):
    """From when to when somebody is away; the letter only of another task letter."""

    kind = forms.ChoiceField(label=_("Away"), choices=Absence.Kind.choices)
    since = DayField(label=_("First day away"))
    until = DayField(label=_("Last day away"))
    letter = forms.CharField(label=_("Number of the letter"), max_length=80, required=False)
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
    name = forms.CharField(label=_("If something else: what"), max_length=60, required=False)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Choose")), *Skill.Language.choices]
    )


FORMS: dict[str, type[forms.Form]] = {
    "absence": AbsenceForm,
    "skill": SkillForm,
    "language": LanguageForm,
}
