"""Reports as plain data: the shape that scripts rely on (keys are added, never changed)."""

from dataclasses import asdict
from typing import Any

from mobilink.booth.attendance import Member
from mobilink.booth.models import Closing
from mobilink.insight.reports import Line, WindowReport


def window_as_data(report: WindowReport) -> dict[str, Any]:
    """A window report; counts are null where `unknown` says why."""
    return {
        "from": report.first,
        "to": report.last,
        "outings": [line_as_data(line) for line in report.lines],
        "totals": asdict(report.totals),
    }


def line_as_data(line: Line) -> dict[str, Any]:
    """One outing of a report."""
    outing, figures = line.outing, line.figures
    return {
        "id": outing.pk,
        "title": outing.title,
        "day": outing.day,
        "start": f"{outing.start:%H:%M}" if outing.start else None,
        "place": outing.place_text or outing.venue.name,
        "venue": outing.venue.name,
        "regency_code": outing.venue.regency_code,
        "owner_unit": line.owner_unit,
        "executing_unit": line.executing_unit,
        "kind": outing.kind,
        "programmes": outing.programmes,
        "state": outing.state,
        "reason": outing.reason or None,
        "next_day": outing.next_day,
        "tallies": figures.tallies,
        "visits": figures.visits,
        "leaflets": figures.leaflets,
        "unknown": figures.unknown,
        "partial": line.is_partial,
        "booth_notes": line.booth_notes,
        "closings": [_closing(one) for one in line.closings],
        "by_topic": figures.by_topic,
        "by_programme": figures.by_programme,
        "by_sex": figures.by_sex,
        "by_age": figures.by_age,
        "resources": [{"name": str(one.booked), "served": one.served} for one in line.resources],
        "crew": [{"name": str(one.booked), "duty": one.duty} for one in line.crew],
        "attendance": [_attendance(one) for one in line.team],
        "result": outing.result or None,
        "source": outing.source or None,
    }


def _closing(closing: Closing) -> dict[str, Any]:
    """How the booth was closed once; what nobody recorded is null."""
    values = {name: getattr(closing, name) for name in ("leaflets_left", *Closing.REMARKS)}
    recorded = {name: None if value == "" else value for name, value in values.items()}
    return {"at": closing.at, "partial": closing.is_partial, **recorded}


def _attendance(member: Member) -> dict[str, Any]:
    """One of the team; `was_there` is null where nobody recorded it, a time where nobody told it."""
    presence = member.presence
    return {
        "name": member.person.name,
        "booked": member.booking is not None,
        "was_there": presence and presence.was_there,
        "since": presence and presence.since,
        "until": presence and presence.until,
    }
