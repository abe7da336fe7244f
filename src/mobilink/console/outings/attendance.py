"""The team of an outing at the desk: who was booked, who was there, and recording it afterwards."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mobilink.booth.actions import RECORDABLE
from mobilink.booth.attendance import Member
from mobilink.booth.models import Attendance
from mobilink.booth.presence import Presence
from mobilink.design.forms import HourField, RowForm, row_field
from mobilink.journal.acts import Act
from mobilink.outreach.bookings import RECORD_SERVED
from mobilink.outreach.models import Outing
from mobilink.people.models import Person
from mobilink.people.queries import office_day
from mobilink.people.reader import clock_time

CODE = "attend"


class AttendanceForm(RowForm):
    """What somebody knows of one person at one outing, and from where they know it."""

    class Meta:
        model = Attendance
        fields = ("person", "was_there", "since", "until", "note")

    person = row_field(
        Attendance,
        "person",
        queryset=Person.objects.filter(is_active=True),
        empty_label=_("Choose"),
    )
    was_there = row_field(
        Attendance,
        "was_there",
        forms.ChoiceField,
        required=True,
        choices=[("yes", _("Yes")), ("no", _("No"))],
        initial="yes",
        widget=forms.RadioSelect,
    )
    since = row_field(Attendance, "since", HourField)
    until = row_field(Attendance, "until", HourField)
    note = row_field(
        Attendance,
        "note",
        label=_("How is this known, or why only now?"),
        required=True,
        help_text=_("For example: told by the leader on the telephone. No illness by name."),
    )

    def presence_on(self, outing: Outing) -> Presence:
        """What was typed, by the clock of the outing's day."""
        if self.cleaned_data["was_there"] == "no":
            return Presence(was_there=False)
        typed = (self.cleaned_data["since"], self.cleaned_data["until"])
        since, until = (_at(outing, one) for one in typed)
        return Presence(since=since, until=until)


def _at(outing: Outing, typed: time | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(outing.day, typed)) if typed else None


def attendance_form(data: Any = None) -> AttendanceForm:
    return AttendanceForm(data, auto_id=f"{CODE}_%s")


def part_of_page(
    outing: Outing,
    team: list[Member],
    possible: set[Act],
    tried: tuple[str, forms.Form] | None,
) -> dict[str, Any]:
    """What the outing's page shows of its team; the form to who runs its booth."""
    is_due = outing.day <= office_day() and outing.state in RECORDABLE
    may_attend = RECORD_SERVED in possible and is_due
    form = tried[1] if tried and tried[0] == CODE else attendance_form()
    return {
        "members": {one.person.pk: one for one in team if one.booking},
        "came_besides": [one for one in team if not one.booking],
        "attendance_form": form if may_attend else None,
    }


def presence_words(presence: Presence | None, unknown: str | Promise = "") -> str:
    """From when until when somebody was there, as far as it is recorded; else why it is unknown."""
    if presence is None:
        return str(unknown)
    if not presence.was_there:
        return gettext("was not there")
    since, until = (one and clock_time(one) for one in (presence.since, presence.until))
    if since and until:
        return f"{since}–{until}"
    if since:
        return gettext("there from %(time)s") % {"time": since}
    if until:
        return gettext("there until %(time)s") % {"time": until}
    return gettext("was there, hours not recorded")
