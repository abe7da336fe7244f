"""What several forms of the desk share: an outing or a unit to choose, a reason to give."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mobilink.console.unit_badges import UnitBadges
from mobilink.design.forms import RowChoice, text_area
from mobilink.outreach.models import Outing
from mobilink.people.models import Unit

LONG_REASON = 300


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
        stated: dict[str, Any] = {"queryset": Unit.in_use(), "empty_label": _("Choose")}
        super().__init__(**stated | options)

    def label_from_instance(self, obj: Any) -> str:
        return self.marks.on(obj, self.day).name


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=LONG_REASON, widget=text_area(2))
