"""What it brought: the figures of a window of days and of one outing, as pages and on paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mobilink.booth.models import AgeBand, Sex
from mobilink.booth.queries import reconciliation_of
from mobilink.booth.survey import told_on
from mobilink.console.desk import ROWS_PER_PAGE, desk
from mobilink.console.outings import story
from mobilink.console.unit_badges import UnitBadge, UnitBadges
from mobilink.console.window import asked, last_days, shortcuts
from mobilink.design.acting import UNPROCESSABLE
from mobilink.guidance.models import Topic
from mobilink.insight.reports import Figures, Line, WindowReport, outing_report, window_report
from mobilink.outreach.models import Decision, Outing
from mobilink.outreach.queries import programme_names
from mobilink.outreach.unknown import Unknown
from mobilink.people.models import Person
from mobilink.publishing import papers

USUAL_DAYS = 30
WHY_NO_FIGURES = {
    Unknown.NOT_YET: gettext_lazy("Nothing was counted yet: this outing is not over."),
    Unknown.NOT_RECORDED: gettext_lazy(
        "No booth was opened and nothing was counted. Not recorded is not zero."
    ),
    Unknown.NOT_HERE: gettext_lazy(
        "What was recorded at this outing is at the office and not on this machine."
    ),
    Unknown.NEVER: gettext_lazy("This outing did not take place, so nothing was counted."),
}


@dataclass(frozen=True)
class Share:
    """A figure of a window: how much, and how many of the outings held recorded it."""

    name: str
    value: int | None
    recorded: int
    held: int


@dataclass(frozen=True)
class Bars:
    """One breakdown of an outing's figures, the largest part first, and how much of them it covers."""

    name: str
    rows: list[tuple[str, int]]
    covers: str

    @property
    def longest(self) -> int:
        return max(count for _name, count in self.rows)


@require_safe
@desk
def reports(request: HttpRequest, person: Person) -> HttpResponse:
    """The figures of a window and the outings behind them."""
    window, form = asked(request.GET, last_days(USUAL_DAYS))
    report = window_report(window.first, window.last)
    lines = Paginator(report.lines, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    page = {
        "window": window,
        "form": form,
        "report": report,
        "shares": shares(report),
        "lines": lines,
        "units": _units(lines),
        "shortcuts": shortcuts(),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "console/reports/reports.html", page, status=status)


@require_safe
@desk
def window_pdf(request: HttpRequest, person: Person) -> HttpResponse:
    """The window's report on paper."""
    window, form = asked(request.GET, last_days(USUAL_DAYS))
    if form.errors:
        raise Http404
    paper = papers.window_paper(window_report(window.first, window.last))
    return pdf(paper, f"laporan-{window.first}-{window.last}.pdf")


@require_safe
@desk
def report(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """One outing's report: figures, who and what served, how it came about, the source."""
    line = _line(pk)
    page = {
        "line": line,
        "outing": line.outing,
        "breakdowns": breakdowns(line.figures),
        "why_no_figures": WHY_NO_FIGURES[line.figures.unknown],
        "leaflets": reconciliation_of(line.outing),
        "programmes": programme_names(get_language() or "id"),
        "decisions": Decision.objects.filter(outing=line.outing),
        "events": story.events(story.acts_on(line.outing)),
    }
    return render(request, "console/reports/report.html", page)


@require_safe
@desk
def report_pdf(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """One outing's report on paper."""
    line = _line(pk)
    return pdf(papers.outing_paper(line), f"laporan-{line.outing.day}.pdf")


def pdf(paper: bytes, name: str) -> HttpResponse:
    """A paper that the browser shows, and keeps under this name."""
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def shares(report: WindowReport) -> list[Share]:
    """The three figures of a window, each with its denominator."""
    totals = report.totals
    figures = [line.figures for line in report.lines]
    return [
        Share(
            _("People who stopped"), totals.tallies, _known(f.tallies for f in figures), totals.held
        ),
        Share(_("Visits"), totals.visits, _known(f.visits for f in figures), totals.held),
        Share(_("Leaflets"), totals.leaflets, _known(f.leaflets for f in figures), totals.held),
    ]


def breakdowns(figures: Figures) -> list[Bars]:
    """The breakdowns that have anything to show, their codes in the reader's words."""
    language = get_language() or "id"
    topics = {topic.code: topic for topic in Topic.objects.all()}
    topic_names = {
        code: topic.name_en if language == "en" else topic.name for code, topic in topics.items()
    }
    parts: list[tuple[str, dict[str, int], Mapping[Any, Any], str]] = [
        (
            _("What people asked about"), figures.by_topic, topic_names,
            _of_visits(figures.with_topic, figures),
        ),
        (
            _("By programme"), figures.by_programme, programme_names(language),
            _of_visits(sum(figures.by_programme.values()), figures),
        ),
        (_("By sex"), figures.by_sex, dict(Sex.choices), _of_people(figures.by_sex, figures)),
        (_("By age"), figures.by_age, dict(AgeBand.choices), _of_people(figures.by_age, figures)),
    ]  # fmt: skip
    return [
        Bars(name, [(str(names.get(code, code)), n) for code, n in counts.items()], covers)
        for name, counts, names, covers in parts
        if counts
    ]


def survey_bars(outing: Outing) -> list[Bars]:
    """How visitors answered each question, and how many of those who were asked did."""
    is_english = get_language() == "en"
    return [
        Bars(
            told.question.text_en if is_english else told.question.text,
            [(str(word), n) for word, n in told.counts],
            _("%(n)s of %(whole)s answered") % {"n": told.answered, "whole": told.asked},
        )
        for told in told_on(outing)
    ]


def _of_visits(part: int, figures: Figures) -> str:
    return _("recorded for %(n)s of %(whole)s visits") % {"n": part, "whole": figures.visits or 0}


def _of_people(counts: dict[str, int], figures: Figures) -> str:
    whole = (figures.tallies or 0) + (figures.visits or 0)
    return _("recorded for %(n)s of %(whole)s tallies and visits") % {
        "n": sum(counts.values()),
        "whole": whole,
    }


def _units(lines: Iterable[Line]) -> dict[UUID, UnitBadge]:
    """Outing → the mark and short name that its executing unit had on its day."""
    marks = UnitBadges()
    return {line.outing.pk: marks.on(line.outing.executing_unit, line.outing.day) for line in lines}


def _known(counts: Iterable[int | None]) -> int:
    return sum(count is not None for count in counts)


def _line(pk: UUID) -> Line:
    line = outing_report(pk)
    if line is None:
        raise Http404
    return line
