"""What waits for the person who is signed in, most urgent first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mobilink.console.notices import notices_for
from mobilink.outreach.doubles import options_instead
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import (
    STILL_TO_COME,
    awaiting_decision,
    clashes_between,
    freed_bookings,
    left_under_way,
    outings,
    papers_awaited,
)
from mobilink.outreach.slots import outlook
from mobilink.people.models import Role
from mobilink.people.queries import Rights

MONTHS_BACK = 3
CLASH_HORIZON = timedelta(days=92)


@dataclass(frozen=True)
class Need:
    """One thing to do: what kind, in words, and where it is done."""

    kind: str
    words: str
    link: str


def needs_of(rights: Rights, today: date) -> list[Need]:
    """Everything that waits; the number of queries does not grow with it."""
    return [
        *_open_booths(rights, today),
        *_decisions(rights),
        *_papers(rights, today),
        *_clashes(today),
        *_freed(rights),
        *_missed(rights, today),
        *(Need("machine", notice.words, notice.page) for notice in notices_for(rights)),
    ]


def _open_booths(rights: Rights, today: date) -> Iterator[Need]:
    for outing in left_under_way(today):
        if rights.may(Role.Function.OFFICER, outing.executing_unit_id) or _plans(rights, outing):
            words = _("The booth of “%(outing)s” on %(day)s is still open. Close it.")
            yield Need("booth", words % _named(outing), _page(outing))


def _decisions(rights: Rights) -> Iterator[Need]:
    for outing in awaiting_decision():
        if rights.may(Role.Function.APPROVER, outing.owner_unit_id):
            words = _("“%(outing)s” on %(day)s awaits your decision.")
            yield Need("decision", words % _named(outing), _page(outing))


def _papers(rights: Rights, today: date) -> Iterator[Need]:
    for decision in papers_awaited():
        outing = decision.outing
        if not _plans(rights, outing) or decision.paper_due is None:
            continue
        if decision.paper_due < today:
            words = _("The paper for “%(outing)s”, approved orally by %(by)s, was due on %(due)s.")
        else:
            words = _("The paper for “%(outing)s”, approved orally by %(by)s, is due on %(due)s.")
        values = {"by": decision.decided_by, "due": date_format(decision.paper_due, "j F Y")}
        yield Need("paper", words % (_named(outing) | values), _page(outing))


def _clashes(today: date) -> Iterator[Need]:
    window = (today, today + CLASH_HORIZON)
    ahead = outings().filter(day__range=window, state__in=STILL_TO_COME)
    told: set[frozenset[object]] = set()
    named = {outing.pk: outing for outing in ahead}
    for pk, clashes in clashes_between(named.values()).items():
        for clash in clashes:
            pair = frozenset({pk, clash.other.pk, clash.thing.pk})
            if pair not in told:
                told.add(pair)
                words = f"“{named[pk].title}”: {clash.words}"
                yield Need("clash", words, _page(named[pk]))


def _freed(rights: Rights) -> Iterator[Need]:
    for freed in freed_bookings():
        if _plans(rights, freed.outing):
            values = _named(freed.outing) | {"thing": freed.booked, "first": freed.freed_for.title}
            words = _(
                "“%(outing)s” on %(day)s has no %(thing)s: it was booked for “%(first)s” first, "
                "while both could not know of each other."
            )
            instead = options_instead(freed)
            free = _("Free on that day: %(names)s.") % {"names": ", ".join(instead)}
            none = _("Nothing of that kind is free on that day; move the outing or do without.")
            told = f"{words % values} {free if instead else none}"
            yield Need("clash", told, _page(freed.outing))


def _missed(rights: Rights, today: date) -> Iterator[Need]:
    first = today.replace(day=1)
    for _step in range(MONTHS_BACK):
        first = (first - timedelta(days=1)).replace(day=1)
    for each in outlook(first, today, today=today):
        if each.missed and rights.may(Role.Function.PLANNER, each.slot.owner_unit_id):
            months = ", ".join(date_format(month, "F Y") for month in each.missed)
            words = _("“%(slot)s” was missed in %(months)s.")
            values = {"slot": each.slot.name, "months": months}
            window = f"?from={each.missed[0].isoformat()}&to={today.isoformat()}"
            yield Need("missed", words % values, reverse("console:slots") + window)


def _plans(rights: Rights, outing: Outing) -> bool:
    return rights.may(Role.Function.PLANNER, outing.owner_unit_id)


def _named(outing: Outing) -> dict[str, str]:
    return {"outing": outing.title, "day": date_format(outing.day, "j F Y")}


def _page(outing: Outing) -> str:
    return reverse("console:outing", args=[outing.pk])
