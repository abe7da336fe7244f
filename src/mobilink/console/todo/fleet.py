"""Vans that may not go out, and papers that end, told on the calendar to who can do something."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mobilink.console.todo.machines import Notice
from mobilink.fleet.fitness import Upkeep
from mobilink.fleet.models import Van
from mobilink.fleet.queries import vans_in_use
from mobilink.outreach.instead import instead_words
from mobilink.outreach.loads import balances, not_back
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.queries import STILL_TO_COME
from mobilink.people.models import Role
from mobilink.people.queries import Rights
from mobilink.people.reader import language


def van_notices(rights: Rights, today: date) -> Iterator[Notice]:
    """For its custodian what a van needs; for its planner each outing that cannot have its van."""
    kept = [van for van in vans_in_use() if rights.may(Role.Function.CUSTODIAN, van.unit_id)]
    booked = _booked(rights, today)
    upkeep = Upkeep([*kept, *(row.van for row in booked if row.van)])
    yield from _of_kept(kept, upkeep, today)
    yield from _missing(rights, today)
    yield from _of_booked(booked, upkeep)


def of_vans(outing: Outing, booked: list[Van]) -> list[str]:
    """What an outing that is still to come has to know of the vans booked for it."""
    if not booked or outing.state not in STILL_TO_COME:
        return []
    upkeep = Upkeep(booked)
    return [words for van in booked for words in upkeep.on(van, outing.day).warnings]


def _of_kept(kept: list[Van], upkeep: Upkeep, today: date) -> Iterator[Notice]:
    for van in kept:
        page, fitness = f"{reverse('console:fleet')}#van-{van.pk}", upkeep.on(van, today)
        for words in [
            *filter(None, [fitness.block_words]),
            *(f"{van}: {words}" for words in fitness.cautions),
        ]:
            yield Notice(words, page)


def _missing(rights: Rights, today: date) -> Iterator[Notice]:
    """What went out to an outing that is over and has not come back."""
    over = {outing.pk: outing for outing in not_back(today)}
    for pk, loads in balances(over.values()).items():
        outing = over[pk]
        gone = [f"{each.missing} {each.name}" for each in loads if each.missing]
        if gone and rights.may(Role.Function.CUSTODIAN, outing.executing_unit_id):
            words = _("Not back from “%(outing)s” on %(day)s: %(things)s.")
            values = {"outing": outing.title, "day": language().day(outing.day)}
            text = words % (values | {"things": ", ".join(gone)})
            yield Notice(text, reverse("console:load", args=[pk]))


def _booked(rights: Rights, today: date) -> list[Assignment]:
    """The vans that go out from a day on, for who plans there."""
    rows = Assignment.objects.filter(
        van__isnull=False, is_released=False, outing__day__gte=today,
        outing__state__in=STILL_TO_COME,
    )  # fmt: skip
    related = rows.select_related("van", "outing__executing_unit").order_by("outing__day", "pk")
    return [row for row in related if rights.may(Role.Function.PLANNER, row.outing.owner_unit_id)]


def _of_booked(booked: list[Assignment], upkeep: Upkeep) -> Iterator[Notice]:
    for row in booked:
        if row.van is None:
            continue
        fitness = upkeep.on(row.van, row.outing.day)
        for words in fitness.warnings:
            instead = instead_words(row.outing, row.van) if words == fitness.block_words else ""
            values = {"outing": row.outing.title, "day": language().day(row.outing.day)}
            heading = _("“%(outing)s” on %(day)s:") % values
            yield Notice(
                " ".join(filter(None, [heading, words, instead])),
                reverse("console:outing", args=[row.outing_id]),
            )
