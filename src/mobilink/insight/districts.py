"""What the service brought to the districts of one regency, in figures that may leave the office.

Every sum holds only counts of outings that may be told by themselves (`benefit`), so neither a
district nor a topic nor what a partner was along at lets a small one be worked out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mobilink.guidance.models import Topic
from mobilink.insight.benefit import Sum, cell, sum_of
from mobilink.insight.reports import Figures, figures_of
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import TOOK_PLACE, outings
from mobilink.places.models import Region
from mobilink.places.queries import districts_of


@dataclass(frozen=True)
class Asked:
    """A topic, and how many visits asked about it as far as that may be told."""

    topic: Topic
    asked: Sum


@dataclass(frozen=True)
class District:
    """A district, or the rest of the regency where no venue says in which district it lies.

    `hours` are those of the `timed` outings of which both ends are known.
    """

    name: str
    held: int
    hours: float | None
    timed: int
    stopped: Sum
    asked: Sum
    topics: list[Asked]


def districts(regency: str, first: date, last: date) -> list[District]:
    """The districts of a regency over a window of days, those with no outing too; eleven queries."""
    matches = outings().filter(
        venue__regency_code=regency, day__range=(first, last), state__in=TOOK_PLACE
    )
    held = list(matches)
    figures, topics = figures_of(held), list(Topic.objects.all())
    by_code: dict[str, list[Outing]] = {}
    for outing in held:
        by_code.setdefault(outing.venue.district_code, []).append(outing)
    named: list[Region] = districts_of(regency)
    known = {region.code for region in named}
    rest = [outing for code, group in by_code.items() if code not in known for outing in group]
    rows = [(region.name, by_code.get(region.code, [])) for region in named]
    rows += [("", rest)] if rest else []
    return [_district(name, [(o, figures[o.pk]) for o in group], topics) for name, group in rows]


def _district(
    name: str, pairs: Sequence[tuple[Outing, Figures]], topics: Sequence[Topic]
) -> District:
    spans = [_span(outing) for outing, _figures in pairs]
    timed = [span for span in spans if span is not None]
    topics_asked = [
        Asked(topic, sum_of(cell(each.by_topic.get(topic.code)) for _outing, each in pairs))
        for topic in topics
    ]
    return District(
        name,
        len(pairs),
        sum(timed) if timed else None,
        len(timed),
        sum_of(cell(each.tallies) for _outing, each in pairs),
        sum_of(cell(each.visits) for _outing, each in pairs),
        sorted(
            (entry for entry in topics_asked if entry.asked.number),
            key=lambda entry: (-(entry.asked.number or 0), entry.topic.code),
        ),
    )


def _span(outing: Outing) -> float | None:
    """How many hours an outing was announced for; nothing where an end is not known."""
    if not outing.start or not outing.end:
        return None
    start, end = (datetime.combine(outing.day, at) for at in (outing.start, outing.end))
    return (end - start).total_seconds() / 3600
