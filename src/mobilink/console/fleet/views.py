"""Vans and equipment: where they belong, whether they can be used, what the meters said."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mobilink.console.desk import desk
from mobilink.console.fleet.forms import (
    ACTIONS,
    FORMS,
    KEPT,
    OF_THINGS,
    READ,
    RECORDED,
    VERBS,
)
from mobilink.console.unit_badges import UnitBadges
from mobilink.design.acting import attempt, redirect_saying
from mobilink.fleet import upkeep
from mobilink.fleet.fitness import Upkeep
from mobilink.fleet.models import Equipment, Inspection, Van
from mobilink.fleet.queries import equipment_in_use, van_cards
from mobilink.insight.assets import assets_csv
from mobilink.outreach.aboard import crews
from mobilink.outreach.loads import still_out
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, office_day

Thing = Van | Equipment
Tried = tuple[Thing, str, forms.Form]


@dataclass(frozen=True)
class Offer:
    """Something that may be recorded: its form as it stands, and the verbs for it."""

    what: str
    form: forms.Form

    @property
    def verb(self) -> str:
        return str(VERBS[self.what][0])

    @property
    def button(self) -> str:
        return str(VERBS[self.what][1])


@require_safe
@desk
def fleet(request: HttpRequest, person: Person) -> HttpResponse:
    """All vans and all equipment."""
    return _page(request, person)


@require_safe
@desk
def assets(request: HttpRequest, person: Person) -> HttpResponse:
    """The register of vans and equipment, for a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bmn-{office_day()}.csv"'
    response.write("\ufeff" + assets_csv())  # by the mark a spreadsheet knows the letters
    return response


@require_POST
@desk
def record(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Record a meter, an inspection, a paper, or whether a thing can be used."""
    thing = _thing(pk, what)
    return attempt(
        FORMS[what](request.POST, request.FILES, auto_id=f"{what}-{pk}-%s"),
        lambda fields: ACTIONS[what](thing, by=person, **fields, **_crew(thing, what, fields)),
        lambda form, **more: _page(request, person, tried=(thing, what, form), **more),
        lambda _done: redirect_saying(request, RECORDED[what], _back(request)),
    )


@require_POST
@desk
def mended(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """What an inspection found is mended."""
    inspection = get_object_or_404(Inspection.objects.select_related("van__unit"), pk=pk)
    words = _("Mended: the van may go out again, unless something else is broken.")
    return attempt(
        None,
        lambda _fields: upkeep.mend(inspection, by=person),
        lambda _form, **more: _page(request, person, **more),
        lambda _mended: redirect_saying(request, words, "console:fleet"),
    )


def _crew(thing: Thing, what: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Who went out with a van at the moment that is told, where they may tell it."""
    if what not in READ or not isinstance(thing, Van):
        return {}
    day = timezone.localdate(fields["at"])
    return {"crew": crews([thing], day).get(thing.pk, ())}


def _back(request: HttpRequest) -> str:
    """To the driver's day from which it was sent, else to the vans."""
    try:
        return reverse("console:drive", args=[UUID(request.POST.get("outing", ""))])
    except ValueError:
        return reverse("console:fleet")


def _thing(pk: UUID, what: str) -> Thing:
    """The van that is meant, or where its condition is told, the equipment."""
    thing: Thing | None = Van.objects.select_related("unit").filter(pk=pk).first()
    if thing is None and what in OF_THINGS:
        thing = Equipment.objects.select_related("unit").filter(pk=pk).first()
    if thing is None or what not in FORMS:
        raise Http404
    return thing


def _page(
    request: HttpRequest,
    person: Person,
    *,
    tried: Tried | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    marks, rights = UnitBadges(), Rights(person)
    page = {
        "cards": _cards(marks, rights, tried),
        "equipment": [
            (one, marks.on(one.unit, office_day()), _offers(one, rights, tried))
            for one in equipment_in_use()
        ],
        "out": still_out(),
        "problem_form": tried[2] if tried else None,
        **more,
    }
    return render(request, "console/fleet/fleet.html", page, status=status)


def _cards(marks: UnitBadges, rights: Rights, tried: Tried | None) -> list[dict[str, Any]]:
    """Each van with its home and how fit it is, and the forms for those who may record it."""
    cards, day = van_cards(), office_day()
    vans = [card.van for card in cards]
    upkeep, aboard = Upkeep(vans), crews(vans, day)
    return [
        {
            "card": card,
            "unit": marks.on(card.van.unit, day),
            "fitness": upkeep.on(card.van, day),
            "keeps": rights.may(Role.Function.CUSTODIAN, card.van.unit_id),
            "offers": _offers(card.van, rights, tried, aboard.get(card.van.pk, ())),
        }
        for card in cards
    ]


def _offers(
    thing: Thing, rights: Rights, tried: Tried | None, crew: Collection[UUID] = ()
) -> list[Offer]:
    """What the reader may record of a thing: a driver its meters, the custodian everything."""
    keeps = rights.may(Role.Function.CUSTODIAN, thing.unit_id)
    drives = rights.may(Role.Function.DRIVER, thing.unit_id) or rights.person.pk in crew
    reads = keeps or drives
    allowed = [*READ] if reads and isinstance(thing, Van) else []
    allowed += (KEPT if isinstance(thing, Van) else OF_THINGS) if keeps else []
    shown = []
    for what in allowed:
        is_tried = tried and tried[0].pk == thing.pk and tried[1] == what
        empty = FORMS[what](auto_id=f"{what}-{thing.pk}-%s", initial=vars(thing))
        shown.append(Offer(what, tried[2] if tried and is_tried else empty))
    return shown
