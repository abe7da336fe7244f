"""What the papers show, as plain rows: figures with what they are out of, outings, groups.

A count that nobody recorded stays None here; the templates put the words for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from mobilink.basics import bahasa
from mobilink.booth.queries import Reconciliation
from mobilink.guidance.models import Topic
from mobilink.insight.reports import Figures, Line, WindowReport
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.queries import CALLED_OFF, TOOK_PLACE, programme_names
from mobilink.people.queries import UnitNames

Row = dict[str, Any]


def window_figures(report: WindowReport) -> list[Row]:
    """The six figures of a window, each with the number of outings it is out of."""
    totals, lines = report.totals, report.lines
    of_all = f"dari {bahasa.figure(totals.outings)} kegiatan"
    return [
        _figure("Kegiatan", totals.outings, "diumumkan dalam periode ini"),
        _figure("Terlaksana", totals.held, of_all),
        _figure("Dibatalkan atau ditunda", totals.called_off, of_all),
        _figure("Warga singgah", totals.tallies, _recorded_by(line.figures.tallies for line in lines)),
        _figure("Kunjungan", totals.visits, _recorded_by(line.figures.visits for line in lines)),
        _figure(
            "Leaflet dibagikan",
            totals.leaflets,
            _recorded_by(line.figures.leaflets for line in lines),
        ),
    ]


def completeness(report: WindowReport) -> str:
    """One sentence on how many of the outings that took place recorded their visitors."""
    held = [line for line in report.lines if line.outing.state in TOOK_PLACE]
    recorded = sum(line.figures.is_recorded for line in held)
    if not held:
        return ""
    if recorded == len(held):
        return "Pengunjung dicatat pada semua kegiatan yang terlaksana."
    if not recorded:
        return "Pengunjung tidak dicatat pada kegiatan yang terlaksana."
    return (
        f"Pengunjung dicatat pada {bahasa.figure(recorded)} dari {bahasa.figure(len(held))} "
        "kegiatan yang terlaksana; jumlah sebenarnya lebih besar atau sama."
    )


def outing_rows(lines: Sequence[Line]) -> list[Row]:
    """The outings of a window, each under the short unit name of its day."""
    names = UnitNames()
    return [
        _day(line.outing)
        | {
            "hours": hours(line.outing),
            "title": line.outing.title,
            "place": place(line.outing),
            "executing": names.on(line.outing.executing_unit, line.outing.day).short_name,
            "state": line.outing.state,
            "tallies": _count(line.figures.tallies),
            "visits": _count(line.figures.visits),
            "leaflets": _count(line.figures.leaflets),
        }
        for line in lines
    ]


def called_off_rows(lines: Sequence[Line]) -> list[Row]:
    """What was called off, why, and when people may come instead."""
    return [
        _day(line.outing)
        | {
            "title": line.outing.title,
            "state": line.outing.state,
            "reason": line.outing.reason,
            "next_day": _full_day(line.outing.next_day),
        }
        for line in lines
        if line.outing.state in CALLED_OFF
    ]


def outing_facts(line: Line) -> Row:
    """What one outing was: when, where, by whom and what for."""
    outing = line.outing
    programmes = programme_names("id")
    return {
        "title": outing.title,
        "when": _full_day(outing.day),
        "hours": hours(outing),
        "place": place(outing),
        "venue": outing.venue.name,
        "executing": line.executing_unit,
        "owner": line.owner_unit,
        "programmes": ", ".join(programmes.get(code, code) for code in outing.programmes),
        "purpose": outing.purpose,
        "state": outing.state,
        "reason": outing.reason,
        "next_day": _full_day(outing.next_day),
        "result": outing.result,
        "source": outing.source,
    }


def outing_figures(line: Line) -> list[Row]:
    """The three figures of one outing."""
    figures = line.figures
    return [
        _figure("Warga singgah", figures.tallies, "dihitung tanpa nama"),
        _figure("Kunjungan", figures.visits, "bertanya dan dilayani"),
        _figure("Leaflet dibagikan", figures.leaflets, "menurut catatan booth"),
    ]


def group_tables(line: Line) -> Row:
    """Counts by topic, programme, sex and age, each with how much of the whole it covers."""
    figures = line.figures
    topics = {topic.code: topic.name for topic in Topic.objects.all()}
    programmes = programme_names("id")
    people = (figures.tallies or 0) + (figures.visits or 0)
    return {
        "topics": _group(figures.by_topic, topics),
        "by_programme": _group(figures.by_programme, programmes),
        "sexes": _group(figures.by_sex, {}),
        "ages": _group(figures.by_age, {}),
        "programme_note": _covered(figures.by_programme, figures.visits or 0, "kunjungan"),
        "sex_note": _covered(figures.by_sex, people, "singgah dan kunjungan"),
        "age_note": _covered(figures.by_age, people, "singgah dan kunjungan"),
    }


def booking_rows(line: Line) -> list[Row]:
    """Crew first, then what was booked, each with whether it was recorded as really there."""
    return [_booking(one) for one in [*line.crew, *line.resources]]


def leaflet_row(reckoned: Reconciliation, figures: Figures) -> Row:
    """Leaflets by count beside leaflets by record, and the difference in words."""
    return {
        "taken": _count(reckoned.taken),
        "left": _count(reckoned.left),
        "given": _count(reckoned.given_by_count),
        "recorded": _count(figures.leaflets),
        "difference": _count(reckoned.difference),
        "words": _difference_in_words(reckoned.difference),
    }


def decision_rows(outing: Outing) -> list[Row]:
    """What was decided about an outing, by whom, and whether by word of mouth."""
    return [
        {
            "verdict": decision.verdict,
            "at": _moment(timezone.localtime(decision.decided_at)),
            "by": decision.decided_by,
            "is_oral": decision.is_oral,
            "paper_due": _full_day(decision.paper_due),
            "reason": decision.reason,
        }
        for decision in outing.decisions.all()
    ]


def hours(outing: Outing) -> str:
    """06.00–09.00 WIB, or the part of day, or nothing."""
    return bahasa.hours(outing.start, outing.end, outing.part_of_day, bahasa_zone(outing))


