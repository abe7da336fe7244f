"""Recurring slots: what they ask for next, what was missed, and beginning a new one."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from mobilink.console.desk import desk
from mobilink.console.forms import UnitField
from mobilink.console.outings.offered_acts import OFFERED_ACTS
from mobilink.console.unit_badges import UnitBadges
from mobilink.console.window import Window, asked
from mobilink.design.acting import UNPROCESSABLE, attempt, redirect_saying
from mobilink.design.forms import RowForm, row_field
from mobilink.outreach import actions, slots
from mobilink.outreach.models import Slot
from mobilink.outreach.queries import programmes_offered
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import Rights, office_day
from mobilink.places.queries import venues_in_use

AHEAD = timedelta(days=92)


class SlotForm(RowForm):
    """A rhythm: the weekday, in which weeks of the month, from when."""

    class Meta:
        model = Slot
        fields = (
            "name", "kind", "venue", "owner_unit", "executing_unit", "weekday", "weeks", "start",
            "end", "programmes", "since", "until",
        )  # fmt: skip

    venue = row_field(Slot, "venue", queryset=venues_in_use(), empty_label=_("Choose"))
    owner_unit = row_field(Slot, "owner_unit", UnitField)
    executing_unit = row_field(Slot, "executing_unit", UnitField)
    weekday = row_field(
        Slot, "weekday", forms.TypedChoiceField, choices=list(WEEKDAYS.items()), coerce=int
    )
    weeks = row_field(
        Slot,
        "weeks",
        forms.TypedMultipleChoiceField,
        choices=list(slots.WEEKS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    programmes = row_field(
        Slot, "programmes", forms.MultipleChoiceField, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, marks: UnitBadges, rights: Rights, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in ("owner_unit", "executing_unit"):
            fields[name].marks, fields[name].day = marks, office_day()
        among = rights.units(Role.Function.PLANNER)
        fields["owner_unit"].queryset = Unit.in_use().filter(pk__in=among)
        fields["programmes"].choices = programmes_offered()


@require_http_methods(["GET", "HEAD"])
@desk
def slots_page(request: HttpRequest, person: Person) -> HttpResponse:
    """The slots of this office with what they ask for in a window of days."""
    return _page(request, person)


@require_POST
@desk
def add(request: HttpRequest, person: Person) -> HttpResponse:
    """Begin a slot."""
    words = _("The routine is kept. Its next dates stand below.")
    return attempt(
        SlotForm(request.POST, marks=UnitBadges(), rights=Rights(person)),
        lambda fields: slots.add_slot(by=person, **fields),
        lambda form, **more: _page(request, person, form=form, **more),
        lambda _slot: redirect_saying(request, words, "console:slots"),
    )


@require_POST
@desk
def propose(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Propose the outing that a slot asks for, on the day that was chosen."""
    slot = get_object_or_404(Slot.objects.select_related("owner_unit"), pk=pk)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError as error:
        raise Http404 from error
    return attempt(
        None,
        lambda _fields: actions.propose_from_slot(slot, day, by=person),
        lambda _form, **more: _page(request, person, **more),
        lambda made: redirect_saying(
            request, OFFERED_ACTS["propose"].done, "console:outing", made.pk
        ),
    )


def _page(
    request: HttpRequest,
    person: Person,
    *,
    form: SlotForm | None = None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    window, window_form = asked(request.GET, Window(office_day(), office_day() + AHEAD))
    rights, marks = Rights(person), UnitBadges()
    initial = {"since": office_day(), "owner_unit": person.unit, "executing_unit": person.unit}
    page = {
        "window": window,
        "window_form": window_form,
        "outlooks": _outlooks(window, marks),
        "may_plan": rights.units(Role.Function.PLANNER),
        "form": form or SlotForm(initial=initial, marks=marks, rights=rights),
        "is_open": form is not None,
        **more,
    }
    if window_form.errors:
        status = UNPROCESSABLE
    return render(request, "console/outings/slots.html", page, status=status)


def _outlooks(window: Window, marks: UnitBadges) -> list[dict[str, Any]]:
    return [
        {
            "slot": each.slot,
            "unit": marks.on(each.slot.executing_unit, window.first),
            "rhythm": slots.rhythm_words(each.slot),
            "missed": slots.months_words(each.missed),
            "proposals": [
                {"asked": one, "cautions": [slots.caution_words(each) for each in one.cautions]}
                for one in each.proposals
            ],
        }
        for each in slots.outlook(window.first, window.last, today=office_day())
    ]
