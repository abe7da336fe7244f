"""The month: every unit's outings on one calendar, and what waits for the reader above it."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mobilink.basics.clock import FIRST_DAY, LAST_DAY
from mobilink.console.calendar.month import Ask, Block, Month, cells
from mobilink.console.desk import desk
from mobilink.console.todo.items import months_back, needs_of
from mobilink.console.unit_badges import UnitBadge, UnitBadges
from mobilink.design.acting import UNPROCESSABLE
from mobilink.outreach.crew import away_between
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import (
    clashes_between,
    neighbours_of,
    outings_between,
    vans_booked,
)
from mobilink.outreach.slots import Rhythms, caution_words
from mobilink.partners.queries import along
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, office_day


class MonthForm(forms.Form):
    """A month as a browser's month field sends it: 2019-07."""

    month = forms.DateField(
        label=_("Month"),
        input_formats=["%Y-%m"],
        error_messages={"invalid": _("Write the month like 2019-07.")},
        widget=forms.DateInput(format="%Y-%m", attrs={"type": "month"}),
    )

    def clean_month(self) -> date:
        chosen: date = self.cleaned_data["month"]
        if not FIRST_DAY <= chosen <= LAST_DAY:
            raise forms.ValidationError(_("Choose a month from 2010 to 2099."))
        return chosen


@require_safe
@desk
def calendar(request: HttpRequest, person: Person) -> HttpResponse:
    """The month asked for, else the present one."""
    now = office_day()
    asked = MonthForm(request.GET) if "month" in request.GET else None
    is_wrong = asked is not None and not asked.is_valid()
    chosen = asked.cleaned_data["month"] if asked and not is_wrong else now.replace(day=1)
    month, rights = Month(chosen), Rights(person)
    form = asked if is_wrong else MonthForm(initial={"month": chosen})
    days = month.days()
    rhythms = Rhythms((month.first, month.last), (days[0], days[-1]), months_back(now))
    marks = UnitBadges(rights.known)
    page = _month_page(month, now, rhythms, marks) | {
        "form": form,
        "needs": needs_of(rights, now, rhythms=rhythms, marks=marks),
        "may_plan": bool(rights.units(Role.Function.PLANNER)),
        "this_month": Month(now.replace(day=1)),
    }
    status = UNPROCESSABLE if is_wrong else 200
    return render(request, "console/calendar/calendar.html", page, status=status)


def _month_page(month: Month, now: date, rhythms: Rhythms, marks: UnitBadges) -> dict[str, object]:
    days = month.days()
    outings = list(outings_between(days[0], days[-1]))
    blocks = _blocks(outings, marks)
    in_month = [block for block in blocks if month.first <= block.outing.day <= month.last]
    asks = _asks(month, now, rhythms)
    off = [(holiday.day, holiday.name) for holiday in rhythms.holidays]
    return {
        "month": month,
        "cells": cells(month, now, blocks=blocks, asks=asks, holidays=off),
        "legend": _legend(blocks),
        "is_empty": not in_month,
        "has_asks": bool(asks),
        "neighbours": [] if in_month else _neighbours(month),
        "weekdays": days[:7],
    }


def _blocks(outings: Sequence[Outing], marks: UnitBadges) -> list[Block]:
    clashes, away = clashes_between(outings), away_between(outings)
    vans, partners = vans_booked(outings), along(outings)
    return [
        Block(
            outing,
            marks.on(outing.executing_unit, outing.day),
            vans.get(outing.pk, []),
            has_clash=outing.pk in clashes,
            misses_somebody=outing.pk in away,
            partners=partners.get(outing.pk, []),
        )
        for outing in outings
    ]


def _asks(month: Month, now: date, rhythms: Rhythms) -> list[Ask]:
    return [
        Ask(each.slot, each.day, [caution_words(one) for one in each.cautions], each.best_day)
        for outlooked in rhythms.outlook(month.first, month.last, today=now)
        for each in outlooked.proposals
    ]


def _legend(blocks: list[Block]) -> list[UnitBadge]:
    return list({block.unit.code: block.unit for block in blocks}.values())


def _neighbours(month: Month) -> list[Month]:
    around = neighbours_of(month.first, month.last)
    return [Month(outing.day.replace(day=1)) for outing in around if outing]
