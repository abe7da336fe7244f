"""What the papers show, as plain rows: figures with what they are out of, outings, groups.

A count that is not known stays None here; the templates put the word for why.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import translation

from mobilink.basics.languages import INDONESIAN
from mobilink.booth.attendance import Member
from mobilink.booth.queries import Reconciliation
from mobilink.guidance.models import Topic
from mobilink.insight.reports import Figures, Line, WindowReport
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.queries import BEGAN, CALLED_OFF, programme_names
from mobilink.people.queries import UnitNames
from mobilink.publishing.phrases import (
    figure,
    full_day,
    hour,
    hours,
    missing,
    moment,
    place,
    with_zone,
)

Row = dict[str, Any]


def window_figures(report: WindowReport) -> list[Row]:
    """The six figures of a window, each with the number of outings it is out of."""
    totals, lines = report.totals, report.lines
    of_all = f"dari {figure(totals.outings)} kegiatan"
    return [
        _figure("Kegiatan", totals.outings, "diumumkan dalam periode ini"),
        _figure("Terlaksana", totals.held, of_all),
        _figure("Batal atau ditunda", totals.called_off, of_all),
        _figure(
            "Orang yang singgah",
            totals.tallies,
            _recorded_by(line.figures.tallies for line in lines),
        ),
        _figure("Kunjungan", totals.visits, _recorded_by(line.figures.visits for line in lines)),
        _figure(
            "Leaflet",
            totals.leaflets,
            _recorded_by(line.figures.leaflets for line in lines),
        ),
    ]


def completeness(report: WindowReport) -> str:
    """One sentence on how many of the outings that took place recorded their visitors."""
    held = [line for line in report.lines if line.outing.state in BEGAN]
    recorded = sum(line.figures.is_recorded for line in held)
    if not held:
        return ""
    if recorded == len(held):
        return "Pengunjung dicatat pada semua kegiatan yang terlaksana."
    if not recorded:
        return "Pengunjung tidak dicatat pada satu pun kegiatan yang terlaksana."
    return (
        f"Pengunjung dicatat pada {figure(recorded)} dari {figure(len(held))} "
        "kegiatan yang terlaksana; jumlah sebenarnya bisa lebih besar."
    )


def closing_rows(line: Line) -> list[Row]:
    """What officers recorded besides counts when they closed the booth, and when that was."""
    with translation.override("id"):
        return [
            {"at": hour(closing.at), "remarks": [*map(list, remarks)]}
            for closing, remarks in line.remarks
        ]


def partial_note(line: Line) -> str:
    """What a reader of an outing's figures must know where the booth was closed as partial."""
    if not line.is_partial:
        return ""
    return (
        "Ditutup sebagian: ada yang tidak sempat dihitung, jadi jumlah sebenarnya bisa lebih besar."
    )


def partial_words(report: WindowReport) -> str:
    """One sentence on the outings whose booth was closed with something uncounted."""
    partial = sum(line.is_partial for line in report.lines)
    if not partial:
        return ""
    return f"{figure(partial)} kegiatan ditutup sebagian; jumlah sebenarnya bisa lebih besar."


def outing_rows(lines: Sequence[Line]) -> list[Row]:
    """The outings of a window, each under the short unit name of its day."""
    names = UnitNames()
    return [
        _day(line.outing)
        | {
            "hours": hours(line.outing),
            "unknown": missing(line.figures.unknown),
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
            "next_day": _next(line.outing.next_day),
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
        "when": full_day(outing.day),
        "hours": with_zone(outing),
        "took_place": outing.state in BEGAN,
        "unknown": missing(line.figures.unknown),
        "place": place(outing),
        "venue": outing.venue.name,
        "executing": line.executing_unit,
        "owner": line.owner_unit,
        "programmes": ", ".join(programmes.get(code, code) for code in outing.programmes),
        "purpose": outing.purpose,
        "state": outing.state,
        "reason": outing.reason,
        "next_day": _next(outing.next_day),
        "result": outing.result,
        "source": outing.source,
    }


def outing_figures(line: Line) -> list[Row]:
    """The three figures of one outing."""
    figures = line.figures
    return [
        _figure("Orang yang singgah", figures.tallies, "dihitung tanpa nama"),
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
        "topic_note": _covered_by(figures.with_topic, figures.visits or 0, "kunjungan").rstrip(".")
        + "; satu kunjungan dapat menanyakan beberapa topik.",
        "programme_note": _covered(figures.by_programme, figures.visits or 0, "kunjungan"),
        "sex_note": _covered(figures.by_sex, people, "singgah dan kunjungan"),
        "age_note": _covered(figures.by_age, people, "singgah dan kunjungan"),
    }


def booking_rows(line: Line) -> list[Row]:
    """What was booked besides people, each with whether it was recorded as really there."""
    return [_booking(booking) for booking in line.resources]


def team_rows(line: Line) -> list[Row]:
    """«Daftar hadir»: who was booked or came, from when until when, and who recorded it."""
    return [_member(member) for member in line.team]


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
            "at": moment(decision.decided_at),
            "by": decision.decided_by,
            "is_oral": decision.is_oral,
            "paper_due": _next(decision.paper_due),
            "reason": decision.reason,
        }
        for decision in outing.decisions.all()
    ]


def _figure(name: str, value: int | None, below: str) -> Row:
    return {"name": name, "value": _count(value), "below": below}


def _recorded_by(counts: Iterable[int | None]) -> str:
    """What a sum is out of: the outings that recorded it at all."""
    recorded = sum(count is not None for count in counts)
    if not recorded:
        return "tidak ada kegiatan yang mencatat"
    return f"dari {figure(recorded)} kegiatan yang mencatat"


def _count(value: int | None) -> str | None:
    return None if value is None else figure(value)


def _next(day: date | None) -> str | None:
    return full_day(day) if day else None


def _day(outing: Outing) -> Row:
    return {
        "weekday": INDONESIAN.weekday(outing.day),
        "day": INDONESIAN.day(outing.day),
    }


def _group(counts: Mapping[str, int], names: Mapping[str, str]) -> list[Row]:
    """One row for each group, with its share of the largest."""
    largest = max(counts.values(), default=0)
    return [
        {
            "code": code,
            "name": names.get(code, code),
            "count": figure(count),
            "share": count / largest,
        }
        for code, count in counts.items()
        if count
    ]


def _covered(counts: Mapping[str, int], whole: int, what: str) -> str:
    return _covered_by(sum(counts.values()), whole, what)


def _covered_by(marked: int, whole: int, what: str) -> str:
    return f"Dicatat pada {figure(marked)} dari {figure(whole)} {what}."


def _booking(booking: Assignment) -> Row:
    kinds = {"van": "mobil layanan", "equipment": "perlengkapan"}
    kind = next((words for place, words in kinds.items() if getattr(booking, f"{place}_id")), None)
    row: Row = {"name": str(booking.booked), "duty": booking.duty, "note": booking.note}
    row["served"] = {True: "yes", False: "no", None: ""}[booking.served]
    return row | ({"kind": kind} if kind else {})


def _member(member: Member) -> Row:
    presence, booking = member.presence, member.booking
    tellers = sorted({fact.told_by.name for fact in member.facts if fact.told_by})
    return {
        "name": member.person.name,
        "duty": booking.duty if booking else "besides",
        "was_there": {True: "yes", False: "no", None: ""}[presence and presence.was_there],
        "since": hour(presence.since) if presence else None,
        "until": hour(presence.until) if presence else None,
        "told_by": ", ".join(tellers),
        "notes": "; ".join(fact.note for fact in member.facts if fact.note),
    }


def _difference_in_words(difference: int | None) -> str:
    if difference is None:
        return (
            "Selisih hanya dapat dihitung bila leaflet yang dibawa dan sisanya sama-sama dihitung."
        )
    if difference == 0:
        return "Hitungan dan catatan sama."
    more, many = ("lebih banyak" if difference > 0 else "lebih sedikit"), abs(difference)
    return f"Leaflet yang keluar {figure(many)} lembar {more} daripada yang dicatat."
