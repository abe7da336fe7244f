"""A window of days asked for in an address: ?from=2019-06-29&to=2019-07-29."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.console.calendar.month import Month
from mobilink.design.forms import DayField
from mobilink.outreach.queries import latest_held
from mobilink.people.queries import office_day

LONGEST = timedelta(days=3653)  # ten years: no report of an office is longer


@dataclass(frozen=True)
class Window:
    """From one day to another, both included."""

    first: date
    last: date

    @property
    def query(self) -> str:
        return f"from={self.first.isoformat()}&to={self.last.isoformat()}"


class WindowForm(forms.Form):
    """The two days; `from` is a word of Python's, so the fields are named here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = DayField(label=gettext_lazy("From"))
        self.fields["to"] = DayField(label=gettext_lazy("To"))

    def clean(self) -> dict[str, Any]:
        days = self.cleaned_data
        if "from" in days and "to" in days:
            if days["to"] < days["from"]:
                self.add_error("to", _("The window ends before it begins. Correct one of the two."))
            elif days["to"] - days["from"] > LONGEST:
                self.add_error("to", _("Choose at most ten years."))
        return days


def asked(query: Mapping[str, Any], usual: Window) -> tuple[Window, WindowForm]:
    """The window that the address asks for and its form; the usual one where it asks for none."""
    if "from" not in query and "to" not in query:
        return usual, WindowForm(initial={"from": usual.first, "to": usual.last})
    form = WindowForm(query)
    if not form.is_valid():
        return usual, form
    return Window(form.cleaned_data["from"], form.cleaned_data["to"]), form


def last_days(days: int) -> Window:
    """So many days up to today."""
    return Window(office_day() - timedelta(days=days), office_day())


def shortcuts() -> list[tuple[str, Window]]:
    """Windows that people ask for often, with their names."""
    this = Month(office_day().replace(day=1))
    known = [
        (_("This month"), Window(this.first, this.last)),
        (_("Last month"), Window(this.before.first, this.before.last)),
    ]
    held = latest_held()
    if held:
        ending = Window(held.day - timedelta(days=30), held.day)
        known.append((_("Up to the last outing held"), ending))
    return known
