"""An auditor's walk over one outing: every record of it, with who, when and from which machine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mobilink.booth.attendance import team_of
from mobilink.booth.models import (
    Attendance,
    Closing,
    Handout,
    Handover,
    Session,
    Tally,
    Visit,
    Void,
)
from mobilink.booth.queries import standing
from mobilink.console.desk import desk
from mobilink.console.fleet.receipts import dotted, proved
from mobilink.console.goods.places import Places
from mobilink.console.outings import story
from mobilink.console.outings.attendance import presence_words
from mobilink.design.templatetags.mobilink import count
from mobilink.goods.figures import Beside, counted_at
from mobilink.goods.models import CashCount, GoodsCount, Movement
from mobilink.insight.driving import VanFigures, figures_of
from mobilink.journal.members.installations import machines_of, name_of
from mobilink.outreach.loads import balance
from mobilink.outreach.models import Decision, Load, Outing
from mobilink.outreach.queries import outings
from mobilink.outreach.unknown import why_unknown
from mobilink.people.models import Person
from mobilink.people.reader import clock_time, language

COUNTED = (
    (Tally, gettext_lazy("people who stopped")),
    (Visit, gettext_lazy("visits")),
    (Handout, gettext_lazy("papers given")),
)


@dataclass
class Line:
    """One record in words; `photo` names its picture. Without a machine it is not yet in order."""

    at: datetime
    what: str
    who: str
    machine: str = ""
    why: str = ""
    photo: str = ""


@dataclass
class Part:
    """What is recorded of one matter, and what its records come to."""

    code: str
    name: str
    lines: list[Line] = field(default_factory=list)
    sums: list[str] = field(default_factory=list)


@require_safe
@desk
def audit(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """One outing from its papers to its visits."""
    outing = get_object_or_404(outings(), pk=pk)
    made = (_papers, _team, _driving, _kit, _goods, _cash, _booth)
    parts = [make(outing) for make in made]
    for part in parts:
        part.lines.sort(key=lambda line: line.at)
    page = {"outing": outing, "parts": parts, "missing": why_unknown(outing).label}
    return render(request, "console/outings/audit.html", page)


def _facts(rows: QuerySet[Any], outing: Outing, *related: str) -> list[Any]:
    """The facts of an outing; each knows it, so that its stream costs no question."""
    facts = list(rows.filter(outing=outing).select_related(*related))
    for fact in facts:
        fact.outing = outing
    return facts


def _lines(
    facts: Sequence[Any], what: Callable[[Any], str], *tellers: str, why: str = ""
) -> list[Line]:
    """Facts in words; `tellers` are the fields of those who told them, `why` the one of the reason."""
    machines = machines_of(facts)
    return [
        Line(
            one.at,
            what(one),
            ", ".join(str(told) for name in tellers if (told := getattr(one, name))),
            machines.get(one.pk, ""),
            getattr(one, why) if why else "",
        )
        for one in facts
    ]


def _papers(outing: Outing) -> Part:
    acts = story.acts_on(outing)
    names = {author: name_of(author) for author in {act.author for act in acts}}
    lines = [
        Line(
            event.at,
            f"{event.what} {event.changed}".strip(),
            event.who,
            names[act.author],
            event.why,
        )
        for act, event in zip(acts, story.events(acts), strict=True)
    ]
    decided = [_decision(one) for one in outing.decisions.all()]
    return Part("papers", _("Plan, decisions and papers"), lines, decided)


def _decision(decision: Decision) -> str:
    words = [f"{decision.get_verdict_display()}: {decision.decided_by}"]
    if decision.is_oral:
        words.append(_("by word of mouth"))
    if decision.paper_due:
        words.append(f"{_('paper due')} {decision.paper_due:%d-%m-%Y}")
    return ", ".join(words)


def _team(outing: Outing) -> Part:
    """Who was there, as each machine recorded it, and what that comes to; what was taken back says so."""
    gone = set(Void.objects.filter(outing=outing).values_list("fact", flat=True))

    def what(attendance: Attendance) -> str:
        taken_back = _("record taken back") if attendance.pk in gone else ""
        return dotted(attendance.person, presence_words(attendance.presence), taken_back)

    facts = _facts(Attendance.objects.all(), outing, "person", "told_by")
    missing = why_unknown(outing).label
    came = [f"{one.person}: {presence_words(one.presence, missing)}" for one in team_of(outing)]
    return Part("team", _("Team"), _lines(facts, what, "told_by", why="note"), came)


def _driving(outing: Outing) -> Part:
    part = Part("driving", _("Km and fuel"))
    for figures in figures_of(outing):
        part.sums += _drives(figures)
        part.lines += [
            Line(
                one.fact.at,
                dotted(figures.van, proved(one.fact)),
                str(one.fact.told_by or ""),
                one.machine,
                photo=one.fact.photo,
            )
            for one in figures.proofs
        ]
    return part


def _drives(figures: VanFigures) -> list[str]:
    sums = []
    for drive in figures.drives:
        driven = _("not recorded")
        if drive.before and drive.after:
            driven = f"{count(drive.driven)} km ({count(drive.before.km)}–{count(drive.after.km)})"
        on_map = _("not measured") if drive.map_km is None else f"{count(drive.map_km)} km"
        words = {"van": figures.van, "driven": driven, "map": on_map}
        sums.append(_("%(van)s: driven %(driven)s, on the map %(map)s") % words)
    return sums


def _kit(outing: Outing) -> Part:
    def what(load: Load) -> str:
        how = load.get_condition_display().lower()
        words = [
            f"{load.quantity} × {load.equipment or load.name}",
            str(load.get_way_display()),
            how,
        ]
        return ", ".join(filter(None, words))

    missing = [
        _("Not back: %(many)s × %(thing)s") % {"many": one.missing, "thing": one.name}
        for one in balance(outing)
        if one.missing
    ]
    loads = _facts(Load.objects.all(), outing, "equipment", "told_by")
    return Part("kit", _("Equipment"), _lines(loads, what, "told_by"), missing)


def _goods(outing: Outing) -> Part:
    places = Places()

    def what(movement: Movement) -> str:
        return dotted(
            f"{movement.quantity} × {movement.consignment.product}",
            f"{places[movement.origin]} → {places[movement.target]}",
            language().amount(movement.rupiah) if movement.rupiah else "",
            movement.receipt,
        )

    moved = _facts(Movement.objects.all(), outing, "consignment__product", "moved_by")
    part = Part("goods", _("Returnees’ products"), _lines(moved, what, "moved_by", why="reason"))
    part.lines += _counts(outing, places)
    part.sums += [
        dotted(one.count.consignment.product, places[one.count.place], _off(one))
        for one in counted_at(outing)
        if one.now
    ]
    if moved:
        total = sum(one.rupiah for one in moved)
        part.sums.append(_("Takings: %(sum)s") % {"sum": language().amount(total)})
    return part


def _counts(outing: Outing, places: Places) -> list[Line]:
    def what(goods_count: GoodsCount) -> str:
        words = {"counted": count(goods_count.counted), "expected": count(goods_count.expected)}
        words["product"] = str(goods_count.consignment.product)
        text = _("Counted %(counted)s × %(product)s, expected %(expected)s") % words
        return dotted(text, places[goods_count.place])

    related = ("consignment__product", "counted_by", "seconded_by")
    counts = _facts(GoodsCount.objects.all(), outing, *related)
    return _lines(counts, what, "counted_by", "seconded_by", why="reason")


def _off(counted: Beside) -> str:
    fewer, more = _("%(many)s fewer than is known now"), _("%(many)s more than is known now")
    return (fewer if (counted.now or 0) < 0 else more) % {"many": count(counted.many)}


def _cash(outing: Outing) -> Part:
    def what(cash_count: CashCount) -> str:
        words = {
            "counted": language().amount(cash_count.counted),
            "expected": language().amount(cash_count.expected),
        }
        return _("Counted %(counted)s, expected %(expected)s") % words

    counts = _facts(CashCount.objects.all(), outing, "counted_by", "seconded_by")
    return Part("cash", _("Cash"), _lines(counts, what, "counted_by", "seconded_by", why="reason"))


def _booth(outing: Outing) -> Part:
    """Who ran the booth, and what each machine counted there: no line names a visitor."""
    opened = _facts(Session.objects.all(), outing, "opened_by")
    closed = _facts(Closing.objects.all(), outing, "closed_by")
    handed = _facts(Handover.objects.all(), outing, "given_by", "taken_by")
    part = Part("booth", _("Booth and visits"))
    part.lines += _lines(opened, lambda _one: _("Booth opened"), "opened_by")
    part.lines += _lines(closed, lambda _one: _("Booth closed"), "closed_by", why="note")
    to = _("Handed over to %(who)s")
    part.lines += _lines(handed, lambda one: to % {"who": one.taken_by}, "given_by", why="note")
    for model, name in COUNTED:
        part.sums += _counted(_facts(standing(model.objects.all()), outing), name)
    if gone := Void.objects.filter(outing=outing).count():
        part.sums.append(_("Taken back: %(many)s") % {"many": count(gone)})
    return part


def _counted(facts: Sequence[Any], name: object) -> list[str]:
    machines = machines_of(facts)
    by_machine: dict[str, list[Any]] = {}
    for fact in facts:
        by_machine.setdefault(machines.get(fact.pk) or _("not yet in order"), []).append(fact)
    return [_sum(machine, counted, name) for machine, counted in sorted(by_machine.items())]


def _sum(machine: str, facts: Sequence[Any], name: object) -> str:
    first, last = (clock_time(end(one.at for one in facts)) for end in (min, max))
    many = count(sum(getattr(one, "quantity", 1) for one in facts))
    words = {"many": many, "name": name, "machine": machine, "first": first, "last": last}
    return _("%(many)s %(name)s from %(machine)s, %(first)s–%(last)s") % words
