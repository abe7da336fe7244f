"""The press release: drafted from records in the office's own wordings, with the facts beside it.

Everything said about an outing comes from its record; what nobody recorded is said to be so.
Source of the form: the agency's releases (dateline, «Minggu (14/7)», «*** (Humas/unit/initials)»).
"""

from dataclasses import dataclass
from string import Template

from mobilink.basics import bahasa
from mobilink.insight.reports import Line, WindowReport
from mobilink.journal.actions import commit
from mobilink.outreach.models import Outing
from mobilink.people.actions import require
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import UnitNames
from mobilink.publishing.models import Release, Wording

TOOK_PLACE = (Outing.State.HELD, Outing.State.REPORTED)


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
        for fact in self.facts:
            lines += [
                f"- {fact.day}, {fact.outing}, {fact.place}; pelaksana {fact.unit}",
                f"  Warga singgah: {fact.tallies}; kunjungan layanan: {fact.visits}; "
                f"leaflet: {fact.leaflets}; tautan: {fact.link}",
            ]
        return "\n".join(lines)


def draft(report: WindowReport, initials: str = "") -> ReleaseDraft:
    """A release about what took place in the report's window."""
    words = _Words()
    held = [line for line in report.lines if line.outing.state in TOOK_PLACE]
    common = _common(report, held, initials)
    paragraphs = [words.say(_lead(len(held)), common)]
    paragraphs += [_about(words, line, number) for number, line in enumerate(held, start=1)]
    paragraphs += [words.say("release.mobilink", common), words.say("release.signature", common)]
    return ReleaseDraft(
        title=words.say("release.title", {**common, "count": common["count"].capitalize()}),
        paragraphs=[text for text in paragraphs if text],
        caption=words.say("release.caption", common),
        facts=[_fact(line) for line in held],
    )


def save(report: WindowReport, *, by: Person) -> Release:
    """Keep a draft with the fact box it was made from."""
    _require_publicist(by)
    made = draft(report, by.initials)
    with commit("draft release", by=by) as entry:
        return entry.add(
            Release,
            title=made.title,
            first=report.first,
            last=report.last,
            body=made.body,
            caption=made.caption,
            facts=[vars(fact) for fact in made.facts],
            initials=by.initials,
        )


def edit(release: Release, *, by: Person, title: str, body: str, caption: str) -> None:
    """Change the words of a release; an approved one becomes a draft again."""
    _require_publicist(by)
    state = Release.State.DRAFT
    with commit("edit release", by=by) as entry:
        entry.change(release, title=title, body=body, caption=caption, state=state)


def approve(release: Release, *, by: Person) -> None:
    """Approve a release as it stands, in the name of the office."""
    require(by, Role.Function.APPROVER, by.unit)
    with commit("approve release", by=by) as entry:
        entry.change(release, state=Release.State.APPROVED)


def _require_publicist(person: Person) -> None:
    require(person, Role.Function.PUBLICIST, person.unit)


class _Words:
    """The office's wordings, read once."""

    def __init__(self) -> None:
        self.texts = dict(Wording.objects.values_list("code", "text"))

    def say(self, code: str, values: dict[str, str]) -> str:
        return Template(self.texts.get(code, "")).safe_substitute(values).strip()


def _lead(held: int) -> str:
    return {0: "release.lead.none", 1: "release.lead.one"}.get(held, "release.lead")


def _common(report: WindowReport, held: list[Line], initials: str) -> dict[str, str]:
    names = UnitNames()
    office = Unit.objects.filter(kind=Unit.Kind.OFFICE).first()
    name = names.on(office, report.last) if office else None
    owner = names.on(held[0].outing.owner_unit, report.last) if held else name
    return {
        "city": Wording.objects.filter(code="release.city").values_list("text", flat=True).first()
        or "",
        "agency": name.agency if name else "",
        "unit": name.name if name else "",
        "day": f"{report.last.day}/{report.last.month}",
        "window": bahasa.window(report.first, report.last),
        "count": bahasa.count_word(len(held)),
        "owner": owner.name if owner else "",
        "owner_short": owner.short_name if owner else "",
        "initials": initials or "…",
    }


def _about(words: _Words, line: Line, number: int) -> str:
    outing, figures = line.outing, line.figures
    values = {
        "ordinal": bahasa.ordinal(number),
        "title": outing.title,
        "place": outing.place_text or outing.venue.name,
        "day": bahasa.weekday_and_day(outing.day),
        "hours": _hours(outing),
        "executing": line.executing_unit,
        "purpose": outing.purpose,
        "resources": _resources(line),
        "tallies": bahasa.figure(figures.tallies),
        "visits": bahasa.figure(figures.visits),
    }
    counted = "release.figures" if figures.is_recorded else "release.no_figures"
    codes = ["release.outing", counted]
    if values["resources"]:
        codes.insert(1, "release.resources")
    if outing.purpose:
        codes.insert(1, "release.purpose")
    return " ".join(words.say(code, values) for code in codes)


def _hours(outing: Outing) -> str:
    if outing.start:
        return f" sekitar pukul {bahasa.clock_time(outing.start)} WIB"
    part = bahasa.PARTS_OF_DAY.get(outing.part_of_day, "")
    return f" pada {part}" if part else ""


def _resources(line: Line) -> str:
    """What was recorded as really there: vans by name, equipment as it is called."""
    served = [one for one in line.resources if one.served]
    return bahasa.listing(
        [f"mobilink {one.van.name}" for one in served if one.van]
        + [
            one.equipment.name[:1].lower() + one.equipment.name[1:]
            for one in served
            if one.equipment
        ]
    )


def _fact(line: Line) -> Fact:
    outing, figures = line.outing, line.figures
    return Fact(
        outing=outing.title,
        day=bahasa.weekday_and_day(outing.day),
        place=outing.place_text or outing.venue.name,
        unit=line.executing_unit,
        tallies=bahasa.figure(figures.tallies),
        visits=bahasa.figure(figures.visits),
        leaflets=bahasa.figure(figures.leaflets),
        link=f"/outings/{outing.pk}/",
    )
