"""What a booth needs with it: the outings of a unit, whose people run them, the words to tick.

It goes to the unit's phones in one piece, and is the same bytes while nothing in it changed. It
names nobody but the service's own people.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from mobilink.booth import checklists
from mobilink.booth.attendance import Member, teams_of
from mobilink.booth.deciding import all_rights, who_may
from mobilink.booth.models import Closing, Session
from mobilink.booth.survey import questions
from mobilink.goods.carried import goods_at
from mobilink.guidance import training
from mobilink.guidance.models import Topic
from mobilink.outreach.models import Assignment, Outing, Programme
from mobilink.outreach.queries import outings_between
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import current_on, office_day, office_name, unit_name

BEFORE, AHEAD = timedelta(days=3), timedelta(days=21)
"""A booth may be closed late; what lies further ahead changes until then."""
Ends = dict[str, date | None]
"""Function → its last day; nothing where it has no end."""
HIDDEN: Final = (Outing.State.DRAFT, Outing.State.PROPOSED)


def plan_of(unit_code: str, **more: Any) -> bytes:
    """The plan of a unit as one line of JSON, with what other rooms add to it."""
    day = office_day()
    unit = Unit.objects.filter(code=unit_code).first()
    outings, booked = _outings(unit, day) if unit else ([], {})
    officers = _officers(unit, day) if unit else []
    told: dict[str, Any] = {
        "day": day,
        "office": office_name(day),
        "unit": {"code": unit_code, "name": unit_name(unit, day) if unit else unit_code},
        "officers": officers,
        "drivers": _drivers(),
        "programmes": _named(Programme.objects.all()),
        "topics": _named(Topic.objects.all()),
        "questions": [
            {"code": one.code, "id": one.text, "en": one.text_en, "scale": one.scale}
            for one in questions(day)
        ],
        "checklist": checklists.items(),
        "training": training.carried(day, [one["id"] for one in officers]),
        "outings": outings,
        "goods": goods_at(unit, booked) if unit else {},
        **more,
    }
    return msgspec.json.encode(told, order="sorted")


def _named(rows: Any) -> list[dict[str, str]]:
    return [{"code": row.code, "id": row.name, "en": row.name_en} for row in rows]


def _officers(unit: Unit, day: date) -> list[dict[str, Any]]:
    """Who may run a booth of the unit, by their roles there or above, and who may lead them.

    Each function that ends carries its last day: a phone hears of nothing for days.
    """
    above = [unit.pk]
    at: Unit | None = unit
    while at and at.parent_id and at.parent_id not in above:
        above.append(at.parent_id)
        at = Unit.objects.filter(pk=at.parent_id).first()
    held = defaultdict[Any, Ends](dict)
    for role in Role.objects.filter(current_on(day), unit__in=above):
        _prolong(held[role.person_id], role)
    people = Person.objects.filter(pk__in=held, is_active=True)
    return [
        {
            "id": person.pk,
            "name": person.name,
            "functions": sorted(held[person.pk]),
            "ends": _ending(held[person.pk]),
        }
        for person in people
        if Role.Function.OFFICER in held[person.pk]
    ]


def _drivers() -> list[dict[str, Any]]:
    """Who may drive, of the whole office."""
    held = defaultdict[Any, Ends](dict)
    for role in Role.objects.filter(current_on(office_day()), function=Role.Function.DRIVER):
        _prolong(held[role.person_id], role)
    people = Person.objects.filter(pk__in=held, is_active=True)
    return [
        {"id": person.pk, "name": person.name, "ends": _ending(held[person.pk])}
        for person in people
    ]


def _prolong(ends: Ends, role: Role) -> None:
    """Of two roles of one function the one that lasts longer counts; no end is the longest."""
    known = ends.get(role.function, date.min)
    ends[role.function] = max(known, role.until) if known and role.until else None


def _ending(ends: Ends) -> Ends:
    """The functions that end, with their last day."""
    return {function: day for function, day in ends.items() if day}


def _outings(unit: Unit, day: date) -> tuple[list[dict[str, Any]], dict[UUID, UUID | None]]:
    """The unit's outings around a day, with what is booked for them and whether a booth is open.

    And the van that is booked for each.
    """
    found = outings_between(day - BEFORE, day + AHEAD).filter(executing_unit=unit)
    outings = list(found.exclude(state__in=HIDDEN))
    booked = defaultdict[Any, list[Assignment]](list)
    kept = Assignment.objects.filter(outing__in=outings, is_released=False)
    for one in kept.select_related("person", "van", "equipment").order_by("duty", "pk"):
        booked[one.outing_id].append(one)
    running, rights, teams = _open_sessions(outings), all_rights(), teams_of(outings)
    told = [
        _outing(outing, booked[outing.pk], running)
        | {"may": who_may(outing, rights), "came": _came(teams[outing.pk])}
        for outing in outings
    ]
    vans = {key: [one.van_id for one in kept if one.van_id] for key, kept in booked.items()}
    return told, {outing.pk: next(iter(vans[outing.pk]), None) for outing in outings}


def _came(team: list[Member]) -> list[UUID]:
    """Who was there by what this machine knows, so that no phone need ask again."""
    return [one.person.pk for one in team if one.presence and one.presence.was_there]


def _open_sessions(outings: list[Outing]) -> set[Any]:
    """The outings that have a session which nobody closed, as far as this machine knows."""
    closed = Closing.objects.filter(outing__in=outings).values("session")
    still = Session.objects.filter(outing__in=outings).exclude(pk__in=closed)
    return set(still.values_list("outing", flat=True))


def _outing(outing: Outing, booked: list[Assignment], running: set[Any]) -> dict[str, Any]:
    venue = outing.venue
    return {
        "id": outing.pk,
        "title": outing.title,
        "kind": outing.kind,
        "day": outing.day,
        "start": outing.start,
        "end": outing.end,
        "state": outing.state,
        "reason": outing.reason,
        "next_day": outing.next_day,
        "place": outing.place_text or venue.name,
        "place_text": outing.place_text,
        "access": venue.vehicle_access,
        "programmes": outing.programmes,
        "versions": outing.versions,
        "is_open": outing.pk in running,
        "booked": [
            {
                "id": one.pk,
                "name": str(one),
                "duty": one.duty,
                "person": one.person_id,
                "served": one.served,
                "versions": one.versions,
            }
            for one in booked
        ],
    }
