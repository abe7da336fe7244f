"""What waits for the person who is signed in, most urgent first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from mobilink.console.todo.cases import case_notices, letter_notices, urgent_notices, waiting_for
from mobilink.console.todo.crew import access_notices, crew_notices
from mobilink.console.todo.fleet import van_notices
from mobilink.console.todo.goods import goods_notices
from mobilink.console.todo.machines import notices_for
from mobilink.console.todo.partners import said_by_partners
from mobilink.console.unit_badges import UnitBadges
from mobilink.guidance.cards import awaiting_sign_off, many_overdue
from mobilink.guidance.printed import wrong_on
from mobilink.imports.uploads import awaiting as uploads_awaiting
from mobilink.outreach.instead import instead_words
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.queries import (
    clashes_between,
    freed_bookings,
    hours_text,
    papers_awaited,
    waiting,
)
from mobilink.outreach.slots import Rhythms
from mobilink.people.models import Role
from mobilink.people.queries import Rights
from mobilink.people.reader import language

MONTHS_BACK = 3
HORIZON = timedelta(days=92)


@dataclass(frozen=True)
class Need:
    """One thing to do: what kind, in words, and where it is done."""

    kind: str
    words: str
    link: str


def needs_of(
    rights: Rights,
    today: date,
    *,
    rhythms: Rhythms | None = None,
    marks: UnitBadges | None = None,
) -> list[Need]:
    """Everything that waits; the number of queries does not grow with it.

    The `rhythms` of the months that lie back and the `marks` are read where the page read none.
    """
    waits = waiting_for(rights)
    outings = list(waiting(today, today + HORIZON))
    ahead = [one for one in outings if today <= one.day <= today + HORIZON]
    return [
        *(Need("urgent", notice.words, notice.page) for notice in urgent_notices(waits)),
        *_open_booths(rights, outings, today),
        *(Need("letter", notice.words, notice.page) for notice in letter_notices(rights, waits)),
        *_decisions(rights, outings),
        *_lists(rights),
        *(Need("decision", notice.words, notice.page) for notice in case_notices(waits)),
        *_papers(rights, today),
        *_clashes(ahead),
        *_freed(rights),
        *(Need("crew", notice.words, notice.page) for notice in crew_notices(rights, ahead, today)),
        *(Need("crew", notice.words, notice.page) for notice in access_notices(rights, today)),
        *(Need("van", notice.words, notice.page) for notice in van_notices(rights, today)),
        *_missed(rights, today, rhythms or Rhythms(months_back(today))),
        *_told(rights, today),
        *(Need("goods", notice.words, notice.page) for notice in goods_notices(rights, today)),
        *(Need("partner", said.words, said.page) for said in said_by_partners(rights, today)),
        *(Need("machine", notice.words, notice.page) for notice in notices_for(rights, marks)),
    ]


def _open_booths(rights: Rights, outings: list[Outing], today: date) -> Iterator[Need]:
    for outing in outings:
        if outing.state != Outing.State.UNDER_WAY or outing.day >= today:
            continue
        if rights.may(Role.Function.OFFICER, outing.executing_unit_id) or _plans(rights, outing):
            words = _("The booth of “%(outing)s” on %(day)s is still open. Close it.")
            yield Need("booth", words % _named(outing), _page(outing))


def _decisions(rights: Rights, outings: list[Outing]) -> Iterator[Need]:
    for outing in outings:
        is_proposed = outing.state == Outing.State.PROPOSED
        if is_proposed and rights.may(Role.Function.APPROVER, outing.owner_unit_id):
            words = _("“%(outing)s” on %(day)s awaits your decision.")
            yield Need("decision", words % _named(outing), _page(outing))


def _lists(rights: Rights) -> Iterator[Need]:
    if rights.may_at_office(Role.Function.APPROVER):
        for upload in uploads_awaiting(rights.person):
            words = _("The list of %(kind)s “%(file)s”, brought by %(by)s, awaits your decision.")
            values = {"file": upload.file_name, "by": upload.brought_by_name}
            page = reverse(f"console:{upload.kind}_upload", args=[upload.pk])
            yield Need("decision", words % (values | {"kind": upload.get_kind_display()}), page)


def _papers(rights: Rights, today: date) -> Iterator[Need]:
    for decision in papers_awaited():
        outing = decision.outing
        if not _plans(rights, outing) or decision.paper_due is None:
            continue
        if decision.paper_due < today:
            words = _("The paper for “%(outing)s”, approved orally by %(by)s, was due on %(due)s.")
        else:
            words = _("The paper for “%(outing)s”, approved orally by %(by)s, is due on %(due)s.")
        values = {"by": decision.decided_by, "due": language().day(decision.paper_due)}
        yield Need("paper", words % (_named(outing) | values), _page(outing))


def _clashes(ahead: list[Outing]) -> Iterator[Need]:
    pairs: set[frozenset[object]] = set()
    named = {outing.pk: outing for outing in ahead}
    for pk, clashes in clashes_between(named.values()).items():
        for clash in clashes:
            pair = frozenset({pk, clash.other.pk, clash.thing.pk})
            if pair not in pairs:
                pairs.add(pair)
                words = f"“{named[pk].title}”: {clash.words}"
                yield Need("clash", words, _page(named[pk]))


def _freed(rights: Rights) -> Iterator[Need]:
    """Both sides hear of what was promised twice: who lost it and what is free, who keeps it."""
    for freed in freed_bookings():
        outing, first = freed.outing, freed.freed_for
        if _concerns(rights, outing):
            words = _(
                "“%(outing)s” on %(day)s%(hours)s has no %(thing)s: it was booked for "
                "“%(first)s”%(first_hours)s first, while both could not know of each other."
            )
            text = f"{words % _double(freed)} {instead_words(outing, freed.booked)}"
            yield Need("clash", text, _page(outing))
        if _concerns(rights, first):
            words = _(
                "“%(first)s” on %(day)s%(first_hours)s keeps %(thing)s. "
                "“%(outing)s”%(hours)s had booked it too and looks for another."
            )
            yield Need("clash", words % _double(freed), _page(first))


def _double(freed: Assignment) -> dict[str, object]:
    hours = {"hours": freed.outing, "first_hours": freed.freed_for}
    texts = {name: f" ({text})" if (text := hours_text(one)) else "" for name, one in hours.items()}
    return _named(freed.outing) | texts | {"thing": freed.booked, "first": freed.freed_for.title}


def months_back(today: date) -> tuple[date, date]:
    """The window over which a month that a routine missed is told of."""
    first = today.replace(day=1)
    for _step in range(MONTHS_BACK):
        first = (first - timedelta(days=1)).replace(day=1)
    return first, today


def _missed(rights: Rights, today: date, rhythms: Rhythms) -> Iterator[Need]:
    for each in rhythms.outlook(*months_back(today), today=today):
        if each.missed and rights.may(Role.Function.PLANNER, each.slot.owner_unit_id):
            months = ", ".join(language().month(month) for month in each.missed)
            words = _("“%(slot)s” was missed in %(months)s.")
            values = {"slot": each.slot.name, "months": months}
            window = f"?from={each.missed[0].isoformat()}&to={today.isoformat()}"
            yield Need("missed", words % values, reverse("console:slots") + window)


def _told(rights: Rights, today: date) -> Iterator[Need]:
    """What is told to visitors, on cards and on paper, and needs somebody."""
    if rights.may_at_office(Role.Function.APPROVER):
        for draft in awaiting_sign_off():
            words = _("The card “%(card)s” awaits its sign-off.") % {"card": draft.title}
            page = reverse("console:card", args=[draft.code, draft.language])
            yield Need("decision", words, page)
    if rights.may_at_office(Role.Function.PLANNER) and (many := many_overdue(today)):
        words = _("Cards, numbers and fees past their review date: %(n)s.") % {"n": many}
        yield Need("card", words, reverse("console:cards"))
    if rights.may_at_office(Role.Function.CUSTODIAN):
        yield from _printed(today)


def _printed(today: date) -> Iterator[Need]:
    for matter, wrong in wrong_on(today):
        if wrong:
            names = ", ".join(one.name for one in wrong)
            words = _("“%(printed)s” (%(place)s) is right no more: %(names)s.")
            values = {"printed": matter.name, "place": matter.place, "names": names}
            page = f"{reverse('console:printed')}#m-{matter.pk}"
            yield Need("card", words % values, page)


def _plans(rights: Rights, outing: Outing) -> bool:
    return rights.may(Role.Function.PLANNER, outing.owner_unit_id)


def _concerns(rights: Rights, outing: Outing) -> bool:
    """Whoever plans for the unit that answers for it, or for the one that carries it out."""
    return _plans(rights, outing) or rights.may(Role.Function.PLANNER, outing.executing_unit_id)


def _named(outing: Outing) -> dict[str, str]:
    return {"outing": outing.title, "day": language().day(outing.day)}


def _page(outing: Outing) -> str:
    return reverse("console:outing", args=[outing.pk])
