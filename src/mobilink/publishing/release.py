"""The press release: drafted from records in the office's own wordings, with the facts beside it.

Everything said about an outing comes from its record; what nobody recorded is said to be so.
Source of the form: the agency's releases (dateline, «Minggu (14/7)», «*** (Humas/unit/initials)»).
"""

from dataclasses import dataclass, replace
from datetime import date
from string import Template

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics.errors import Refused
from mobilink.basics.languages import INDONESIAN
from mobilink.insight.reports import Figures, Line, WindowReport
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import ITSELF, Act
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import TOOK_PLACE
from mobilink.outreach.unknown import Unknown
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import UnitNames, office_day, unit_and_above
from mobilink.publishing.models import Release, Wording
from mobilink.publishing.phrases import (
    PARTS_OF_DAY,
    figure,
    full_day,
    place,
    uncapitalised,
    weekday_and_day,
    zone,
)

# An office may have a standing quote of its head; a draft invents none.
CLOSING = ("mobilink", "quote", "signature")
SENTENCES = (
    "title", "title.no_van", "title.none", "lead", "lead.one", "lead.none", "outing", "outing.one",
    "purpose", "resources", "partial", "counts", "counts.tallies", "counts.visits",
    "counts.leaflets", "missing", "missing.all", "missing.visitors", "missing.tallies",
    "missing.visits", "signature", "caption",
)  # fmt: skip
"""What a release says in the words of a kit; the rest is each office's own."""


DRAFT = Act(
    "draft release", gettext_lazy("Press release drafted"), by=Role.Function.PUBLICIST, at=ITSELF,
    is_offices=True,
)  # fmt: skip
EDIT = Act(
    "edit release", gettext_lazy("Press release edited"), by=Role.Function.PUBLICIST, at=ITSELF,
    is_offices=True,
)  # fmt: skip
APPROVE = Act(
    "approve release", gettext_lazy("Press release approved"), by=Role.Function.APPROVER,
    at=ITSELF, is_offices=True,
)  # fmt: skip


class NotHere(Refused):
    """Another machine holds what this one was asked to tell."""

    code = "not_here"


@dataclass(frozen=True)
class Fact:
    """One row of the fact box: an outing and what was recorded of it."""

    outing: str
    day: str
    place: str
    unit: str
    tallies: str
    visits: str
    leaflets: str
    link: str


@dataclass(frozen=True)
class ReleaseDraft:
    """A release ready to be read by a person."""

    title: str
    paragraphs: list[str]
    caption: str
    facts: list[Fact]
    last: date | None = None
    is_approved: bool = False

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)

    def as_text(self) -> str:
        """Title, body, caption and fact box as plain text."""
        return "\n\n".join(
            [self.title, self.body, f"Keterangan foto: {self.caption}", self._fact_box()]
        )

    def _fact_box(self) -> str:
        lines = ["Kotak fakta (dari catatan):"]
        if not self.facts:
            lines.append("- Tidak ada kegiatan yang tercatat telah dilaksanakan.")
        for fact in self.facts:
            lines += [
                f"- {fact.day}, {fact.outing}, {fact.place}; pelaksana {fact.unit}",
                f"  Orang yang singgah: {fact.tallies}; kunjungan: {fact.visits}; "
                f"leaflet: {fact.leaflets}; tautan: {fact.link}",
            ]
        return "\n".join(lines)


def draft(report: WindowReport, initials: str = "") -> ReleaseDraft:
    """A release about what took place in the report's window, of which no day to come is told."""
    report = replace(report, last=max(report.first, min(report.last, office_day())))
    words = _Words()
    held = [line for line in report.lines if line.outing.state in TOOK_PLACE]
    _expect_all_here(held)
    common = _common(report, held, words, initials)
    with_year = report.first.year != report.last.year
    paragraphs = [words.say(_by_count("release.lead", len(held)), common)]
    paragraphs += _about_all(words, held, with_year=with_year)
    paragraphs += [words.say(f"release.{name}", common) for name in CLOSING]
    return ReleaseDraft(
        title=words.say(_title(held), {**common, "count": common["count"].capitalize()}),
        paragraphs=[text for text in paragraphs if text],
        caption=words.say("release.caption", common),
        facts=[_fact(line, with_year=with_year) for line in held],
        last=report.last,
    )


def _expect_all_here(held: list[Line]) -> None:
    """A machine that lacks the records of an outing would tell of it that nobody kept any."""
    elsewhere = [line for line in held if line.figures.unknown == Unknown.NOT_HERE]
    if elsewhere:
        raise NotHere(
            _(
                "What was recorded at %(outing)s is not on this machine. Draft the release at the "
                "office, which has the records of every unit."
            )
            % {"outing": elsewhere[0].outing.title}
        )


def as_draft(release: Release) -> ReleaseDraft:
    """A kept release as it reads now, with the facts it was drafted from: for its paper."""
    return ReleaseDraft(
        title=release.title,
        paragraphs=[text.strip() for text in release.body.split("\n\n") if text.strip()],
        caption=release.caption,
        facts=[Fact(**fact) for fact in release.facts],
        last=release.last,
        is_approved=release.state == Release.State.APPROVED,
    )


def save(report: WindowReport, *, by: Person) -> Release:
    """Keep a draft with the fact box it was made from; the same draft twice is one."""
    DRAFT.require(by, _office(by))
    made = draft(report, by.initials)
    values = {
        "title": made.title,
        "first": report.first,
        "last": report.last,
        "body": made.body,
        "caption": made.caption,
        "initials": by.initials,
    }
    with alone():
        kept = Release.objects.filter(**values, state=Release.State.DRAFT).first()
        if kept:
            return kept
        with commit(DRAFT, by=by) as entry:
            return entry.add(Release, **values, facts=[vars(fact) for fact in made.facts])


def edit(release: Release, *, by: Person, title: str, body: str, caption: str) -> None:
    """Change the words of a release; an approved one becomes a draft again."""
    EDIT.require(by, _office(by))
    state = Release.State.DRAFT
    with commit(EDIT, by=by, on=release) as entry:
        entry.change(release, title=title, body=body, caption=caption, state=state)


def approve(release: Release, *, by: Person) -> None:
    """Approve a release as it stands, in the name of the office."""
    APPROVE.require(by, _office(by))
    with commit(APPROVE, by=by, on=release) as entry:
        entry.change(release, state=Release.State.APPROVED)


def _office(person: Person) -> Unit:
    """The office in whose name a person's release speaks: the top of the units above theirs."""
    return unit_and_above(person.unit)[-1]


class _Words:
    """The office's wordings and the names of its units, read once."""

    def __init__(self) -> None:
        self.names = UnitNames()
        self.texts = dict(Wording.objects.values_list("code", "text"))

    def say(self, code: str, values: dict[str, str]) -> str:
        return Template(self.texts.get(code, "")).safe_substitute(values).strip()


def _by_count(code: str, held: int) -> str:
    """The wording for none, for one, or for many outings."""
    return code + {0: ".none", 1: ".one"}.get(held, "")


def _title(held: list[Line]) -> str:
    """A title says that Mobilink was there only where a van is recorded as served."""
    if held and not any(one.van and one.served for line in held for one in line.resources):
        return "release.title.no_van"
    return "release.title" if held else "release.title.none"


def _common(
    report: WindowReport, held: list[Line], words: "_Words", initials: str
) -> dict[str, str]:
    office = Unit.objects.filter(kind=Unit.Kind.OFFICE).first()
    name = words.names.on(office, report.last) if office else None
    owners = {line.outing.owner_unit for line in held}
    owner = words.names.on(owners.pop(), report.last) if len(owners) == 1 else name
    return {
        "city": words.say("release.city", {}),
        "agency": name.agency if name else "",
        "unit": name.name if name else "",
        "day": f"{report.last.day}/{report.last.month}",
        "window": INDONESIAN.days(report.first, report.last),
        "period": _period(report),
        "count": INDONESIAN.count_word(len(held)),
        "owner": owner.name if owner else "",
        "owner_short": owner.short_name if owner else "",
        "initials": initials or "…",
    }


def _period(report: WindowReport) -> str:
    if report.first == report.last:
        return f"pada {full_day(report.last)}"
    return f"dalam kurun waktu {INDONESIAN.days(report.first, report.last)}"


def _about_all(words: "_Words", held: list[Line], *, with_year: bool) -> list[str]:
    """A paragraph for each outing; where none of several was counted, the last says so once."""
    many = len(held) > 1
    uncounted = many and not any(line.figures.is_recorded for line in held)
    said = [
        _about(words, line, number if many else 0, with_year=with_year, is_counted=not uncounted)
        for number, line in enumerate(held, start=1)
    ]
    if uncounted:
        said[-1] += " " + words.say("release.missing.all", {})
    return said


def _about(words: "_Words", line: Line, number: int, *, with_year: bool, is_counted: bool) -> str:
    """The paragraph of one outing; `number` 0 where it is the only one."""
    outing = line.outing
    values = {
        "ordinal": INDONESIAN.ordinal(number) if number else "",
        "title": outing.title,
        "place": place(outing),
        "day": weekday_and_day(outing.day, with_year=with_year),
        "hours": _hours(outing),
        "executing": line.executing_unit,
        "executing_short": words.names.on(outing.executing_unit, outing.day).short_name,
        "purpose": uncapitalised(outing.purpose.strip().rstrip(".")),
        "resources": _resources(line),
        **_counts(words, line.figures),
    }
    codes = ["release.outing" if number else "release.outing.one"]
    codes += [f"release.{name}" for name in ("purpose", "resources", "counts") if values[name]]
    codes += ["release.missing"] if values["missing"] and is_counted else []
    codes += ["release.partial"] if line.is_partial else []
    return " ".join(words.say(code, values) for code in codes)


def _counts(words: _Words, figures: Figures) -> dict[str, str]:
    """What was counted, and the names of what nobody recorded."""
    counted = {name: getattr(figures, name) for name in ("tallies", "visits")}
    if not figures.is_recorded:
        return {"counts": "", "missing": words.say("release.missing.visitors", {})}
    said = {
        name: words.say(f"release.counts.{name}", {"number": figure(count)})
        for name, count in [*counted.items(), ("leaflets", figures.leaflets)]
        if count is not None and (count or name != "leaflets")
    }
    missing = [
        words.say(f"release.missing.{name}", {}) for name, count in counted.items() if count is None
    ]
    return {
        "counts": INDONESIAN.listing(list(said.values())),
        "missing": INDONESIAN.listing(missing),
    }


def _hours(outing: Outing) -> str:
    if outing.start:
        return f" sekitar pukul {INDONESIAN.time(outing.start)} {zone(outing.day)}"
    part = PARTS_OF_DAY.get(outing.part_of_day, "")
    return f" pada {part}" if part else ""


def _resources(line: Line) -> str:
    """What was recorded as really there: vans by name, equipment as it is called."""
    served = [one for one in line.resources if one.served]
    return INDONESIAN.listing(
        [f"mobilink {one.van.name}" for one in served if one.van]
        + [uncapitalised(one.equipment.name) for one in served if one.equipment]
    )


def _fact(line: Line, *, with_year: bool) -> Fact:
    outing, figures = line.outing, line.figures
    return Fact(
        outing=outing.title,
        day=weekday_and_day(outing.day, with_year=with_year),
        place=place(outing),
        unit=line.executing_unit,
        tallies=figure(figures.tallies),
        visits=figure(figures.visits),
        leaflets=figure(figures.leaflets),
        link=f"/outings/{outing.pk}/",
    )
