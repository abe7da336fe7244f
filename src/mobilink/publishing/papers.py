"""The papers of the office as PDF. They are always Indonesian, whatever a screen speaks.

`made_at` is the moment that the footer names; with the same records and the same moment a paper has
the same bytes. `typst/` holds what the papers look like and their fixed words.
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from mobilink import __version__
from mobilink.basics import clock
from mobilink.basics.languages import INDONESIAN
from mobilink.booth.queries import reconciliation_of
from mobilink.insight.reports import Line, WindowReport
from mobilink.people.models import Unit
from mobilink.people.queries import UnitNames
from mobilink.publishing import tables
from mobilink.publishing.models import Wording
from mobilink.publishing.phrases import figure, missing, moment, zone
from mobilink.publishing.release import ReleaseDraft
from mobilink.publishing.typesetting import typeset


def window_paper(report: WindowReport, *, made_at: datetime | None = None) -> bytes:
    """«Laporan kegiatan Mobilink» over a window of days, under the office's name of the last day."""
    made_at = made_at or clock.now()
    content = common(report.last, made_at) | {
        "zone": zone(report.last),
        "period": INDONESIAN.days(report.first, report.last),
        "figures": tables.window_figures(report),
        "completeness": " ".join(
            [tables.completeness(report), tables.partial_words(report)]
        ).strip(),
        "outings": tables.outing_rows(report.lines),
        "called_off": tables.called_off_rows(report.lines),
        "unknown": missing(report.totals.unknown),
        "not_here": figure(report.totals.not_here) if report.totals.not_here else None,
    }
    return typeset("window", content, made_at)


def outing_paper(line: Line, *, made_at: datetime | None = None) -> bytes:
    """«Laporan kegiatan» of one outing, with everything recorded about it."""
    outing, made_at = line.outing, made_at or clock.now()
    content = common(outing.day, made_at) | tables.outing_facts(line)
    content |= {
        "figures": tables.outing_figures(line),
        **tables.group_tables(line),
        "team": tables.team_rows(line),
        "bookings": tables.booking_rows(line),
        "leaflets": tables.leaflet_row(reconciliation_of(outing), line.figures),
        "closings": tables.closing_rows(line),
        "partial_note": tables.partial_note(line),
        "decisions": tables.decision_rows(outing),
    }
    return typeset("outing", content, made_at)


def release_paper(draft: ReleaseDraft, *, made_at: datetime | None = None) -> bytes:
    """The press release with its fact box; marked as a draft until somebody approved it."""
    made_at = made_at or clock.now()
    address = settings.SITE_ADDRESS
    content = common(draft.last or timezone.localtime(made_at).date(), made_at) | {
        "title": draft.title,
        "paragraphs": draft.paragraphs,
        "caption": draft.caption,
        "facts": [vars(fact) | {"address": f"{address}{fact.link}"} for fact in draft.facts],
        "mark": "DISETUJUI" if draft.is_approved else "DRAF",
        "mark_note": "Boleh diterbitkan" if draft.is_approved else "Belum disetujui",
    }
    return typeset("release", content, made_at)


def common(day: date, made_at: datetime) -> dict[str, Any]:
    """What stands on every paper: letterhead, place and date to sign, origin of the numbers."""
    office = Unit.objects.filter(kind=Unit.Kind.OFFICE).first()
    name = UnitNames([office]).on(office, day) if office else None
    city = Wording.objects.filter(code="release.city").values_list("text", flat=True).first()
    return {
        "letterhead": {
            "office": name.name if name else "Mobilink",
            "agency": name.agency if name else "",
        },
        "dated": f"{city or '…………………'}, ……………………………",
        "made": moment(made_at),
        "version": __version__,
        "mark": "SEMENTARA",
        "mark_note": "Nomor surat belum ada",
    }
