"""The figures of outings, one by one and over a window of days.

A count is None where nobody opened a booth or recorded such a fact, or where another machine holds
what was recorded: neither is zero, and `unknown` says which.
Leaflets are zero only where somebody counted those taken along; a booth may have had none.
Void facts count nowhere. The number of queries does not grow with the number of outings.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum

from mobilink.booth.attendance import Member, teams_of
from mobilink.booth.models import Closing, Handout, Session, Tally, Visit
from mobilink.booth.queries import standing
from mobilink.booth.remarks import Remark, remarks_of
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.queries import announced, in_their_order, outings
from mobilink.outreach.unknown import Unknown, reasons
from mobilink.people.queries import UnitNames

# Of a sum without any count: what is elsewhere is told first, since somebody may fetch it.
FIRST_TOLD = (Unknown.NOT_HERE, Unknown.NOT_RECORDED)


@dataclass(frozen=True)
class Figures:
    """What one outing brought; a count is None where it is `unknown`, for that reason."""

    tallies: int | None = None
    visits: int | None = None
    leaflets: int | None = None
    unknown: Unknown = Unknown.NOT_RECORDED
    with_topic: int = 0  # visits that say what was asked about
    by_topic: dict[str, int] = field(default_factory=dict)
    by_programme: dict[str, int] = field(default_factory=dict)
    by_sex: dict[str, int] = field(default_factory=dict)
    by_age: dict[str, int] = field(default_factory=dict)

    @property
    def is_recorded(self) -> bool:
        return self.tallies is not None or self.visits is not None


@dataclass(frozen=True)
class Line:
    """One outing of a report, with the unit names of its day and what was booked for it.

    `crew` is who was booked; `team` also who came besides, each with when they were there.
    """

    outing: Outing
    owner_unit: str
    executing_unit: str
    figures: Figures
    resources: list[Assignment] = field(default_factory=list)
    crew: list[Assignment] = field(default_factory=list)
    team: list[Member] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)

    @property
    def booked(self) -> list[Assignment]:
        """People first, then what they take along."""
        return in_their_order([*self.crew, *self.resources])

    @property
    def is_partial(self) -> bool:
        """Whether some officer closed the booth with something uncounted: figures are at least."""
        return any(closing.is_partial for closing in self.closings)

    @property
    def booth_notes(self) -> list[str]:
        """What the officers wrote when they closed the booth."""
        return [closing.note for closing in self.closings if closing.note]

    @property
    def remarks(self) -> list[tuple[Closing, list[Remark]]]:
        """The closings that say more than counts, each with what it says in the reader's language."""
        return [(each, remarks) for each in self.closings if (remarks := remarks_of(each))]


@dataclass(frozen=True)
class Totals:
    """Sums over a window, each with the number of outings that recorded it."""

    outings: int
    held: int
    called_off: int
    recorded: int
    tallies: int | None
    visits: int | None
    leaflets: int | None
    not_here: int  # outings whose facts another machine holds
    unknown: Unknown


@dataclass(frozen=True)
class WindowReport:
    first: date
    last: date
    lines: list[Line]

    @property
    def totals(self) -> Totals:
        states = Counter(line.outing.state for line in self.lines)
        why = Counter(line.figures.unknown for line in self.lines)
        held = states[Outing.State.HELD] + states[Outing.State.REPORTED]
        return Totals(
            outings=len(self.lines),
            held=held + states[Outing.State.UNDER_WAY],
            called_off=states[Outing.State.CANCELLED] + states[Outing.State.POSTPONED],
            recorded=sum(line.figures.is_recorded for line in self.lines),
            tallies=total(line.figures.tallies for line in self.lines),
            visits=total(line.figures.visits for line in self.lines),
            leaflets=total(line.figures.leaflets for line in self.lines),
            not_here=why[Unknown.NOT_HERE],
            unknown=next((each for each in FIRST_TOLD if why[each]), Unknown.NOT_YET),
        )


def total(counts: Any) -> int | None:
    """The sum of what was recorded; None when nothing was."""
    recorded = [count for count in counts if count is not None]
    return sum(recorded) if recorded else None


def window_report(first: date, last: date) -> WindowReport:
    """Every announced outing from one day to another, both included, in order of time."""
    return WindowReport(first, last, lines_for(list(announced().filter(day__range=(first, last)))))


def outing_report(outing_id: UUID) -> Line | None:
    """One outing with everything recorded about it, or None if there is none with this id."""
    return next(iter(lines_for(list(outings().filter(pk=outing_id)))), None)


def lines_for(chosen: Sequence[Outing], names: UnitNames | None = None) -> list[Line]:
    """Report lines of outings in the given order; `names` are read where none are given."""
    if names is None:
        names = UnitNames({each for o in chosen for each in (o.owner_unit, o.executing_unit)})
    figures = figures_of(chosen)
    booked, teams = _assignments_of(chosen), teams_of(chosen)
    closings = list(Closing.objects.filter(outing__in=[o.pk for o in chosen]).order_by("at"))
    return [
        Line(
            outing,
            names.on(outing.owner_unit, outing.day).name,
            names.on(outing.executing_unit, outing.day).name,
            figures[outing.pk],
            resources=[a for a in booked.get(outing.pk, []) if not a.person_id],
            crew=[a for a in booked.get(outing.pk, []) if a.person_id],
            team=teams[outing.pk],
            closings=[each for each in closings if each.outing_id == outing.pk],
        )
        for outing in chosen
    ]


def figures_of(chosen: Sequence[Outing]) -> dict[UUID, Figures]:
    """The figures of each outing; the same number of queries however many outings there are."""
    ids = [outing.pk for outing in chosen]
    sessions = Session.objects.filter(outing__in=ids).values_list("outing", "leaflets_taken")
    opened = {pk for pk, _taken in sessions}
    supplied = {pk for pk, taken in sessions if taken is not None}
    tallies, visits = _tallies(ids), _visits(ids)
    leaflets, why = _leaflets(ids), reasons(chosen)
    figures = {}
    for pk in ids:
        asked, stopped = visits.get(pk, []), tallies.get(pk, [])
        marked = [*stopped, *((sex, age, 1) for _topics, _programme, sex, age in asked)]
        figures[pk] = Figures(
            tallies=sum(n for *_marks, n in stopped) if stopped or pk in opened else None,
            visits=len(asked) if asked or pk in opened else None,
            leaflets=_count(leaflets, pk, supplied),
            unknown=why[pk],
            with_topic=sum(bool(topics) for topics, *_rest in asked),
            by_topic=_sorted(Counter(topic for topics, *_rest in asked for topic in topics)),
            by_programme=_sorted(Counter(each[1] for each in asked if each[1])),
            by_sex=_marks((sex, n) for sex, _age, n in marked),
            by_age=_marks((age, n) for _sex, age, n in marked),
        )
    return figures


def _count(counts: dict[UUID, int], pk: UUID, opened: set[UUID]) -> int | None:
    return counts.get(pk, 0 if pk in opened else None)


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _tallies(ids: list[UUID]) -> dict[UUID, list[tuple[str, str, int]]]:
    """Per outing, how many tallies bear each sex and age band."""
    by_outing: dict[UUID, list[tuple[str, str, int]]] = {}
    facts = standing(Tally.objects.filter(outing__in=ids)).values_list("outing", "sex", "age_band")
    for outing, sex, age, n in facts.annotate(n=Count("pk")):
        by_outing.setdefault(outing, []).append((sex, age, n))
    return by_outing


def _leaflets(ids: list[UUID]) -> dict[UUID, int]:
    facts = standing(Handout.objects.filter(outing__in=ids, item=Handout.LEAFLET))
    return dict(facts.values_list("outing").annotate(n=Sum("quantity")))


def _visits(ids: list[UUID]) -> dict[UUID, list[tuple[list[str], str, str, str]]]:
    """Per outing, of each visit its topics, programme, sex and age band."""
    by_outing: dict[UUID, list[tuple[list[str], str, str, str]]] = {}
    facts = standing(Visit.objects.filter(outing__in=ids))
    for outing, *marks in facts.values_list("outing", "topics", "programme", "sex", "age_band"):
        by_outing.setdefault(outing, []).append(tuple(marks))
    return by_outing


def _marks(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """How many visits and tallies carry each mark; those without any are left out."""
    totals: Counter[str] = Counter()
    for mark, n in counts:
        if mark:
            totals[mark] += n
    return dict(sorted(totals.items()))


def _assignments_of(chosen: Sequence[Outing]) -> dict[UUID, list[Assignment]]:
    rows = Assignment.objects.filter(outing__in=[o.pk for o in chosen], is_released=False)
    by_outing: dict[UUID, list[Assignment]] = {}
    for row in rows.select_related("person", "van", "equipment"):
        by_outing.setdefault(row.outing_id, []).append(row)
    return by_outing
