"""The plan that a booth has with it: outings of a unit, whose people run them, words to tick.

It goes to the unit's phones in one piece, and is the same bytes while nothing in it changed. It
names nobody but the service's own people.
"""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from mobilink.booth import checklists
from mobilink.booth.attendance import Member, teams_of
from mobilink.booth.deciding import all_rights, who_may
from mobilink.booth.models import Closing, Session
from mobilink.booth.survey import questions
from mobilink.booth.trip import ways
from mobilink.booth.workers import drivers_of_office, hindrances, outings_around, workers_of
from mobilink.goods.phone import goods_at
from mobilink.guidance import training
from mobilink.guidance.models import Topic
from mobilink.outreach.models import Assignment, Outing, Programme
from mobilink.people.models import Role, Unit
from mobilink.people.queries import office_day, office_name, unit_name


def plan_of(unit_code: str, **more: Any) -> bytes:
    """The plan of a unit as one line of JSON, with what other rooms add to it."""
    day = office_day()
    unit = Unit.objects.filter(code=unit_code).first()
    outings, booked = _outings(unit, day) if unit else ([], {})
    workers = workers_of(unit, day) if unit else []
    drivers = drivers_of_office(day)
    plan: dict[str, Any] = {
        "day": day,
        "office": office_name(day),
        "unit": {"code": unit_code, "name": unit_name(unit, day) if unit else unit_code},
        "officers": workers,
        "drivers": drivers,
        "hindrances": hindrances(_who_may_drive(workers, drivers), day),
        "programmes": _named(Programme.in_use()),
        "topics": _named(Topic.in_use()),
        "questions": [
            {
                "code": question.code,
                "id": question.text,
                "en": question.text_en,
                "scale": question.scale,
            }
            for question in questions(day)
        ],
        "checklist": checklists.items(),
        "training": training.carried(day, [worker["id"] for worker in workers]),
        "outings": outings,
        "goods": goods_at(unit, booked) if unit else {},
        **more,
    }
    return msgspec.json.encode(plan, order="sorted")


def _who_may_drive(workers: list[dict[str, Any]], drivers: list[dict[str, Any]]) -> list[UUID]:
    """Whom a phone offers as another driver: the office's drivers, and the unit's officers."""
    officers = [person for person in workers if Role.Function.OFFICER in person["functions"]]
    return [person["id"] for person in (*drivers, *officers)]


def _named(rows: Any) -> list[dict[str, str]]:
    return [{"code": row.code, "id": row.name, "en": row.name_en} for row in rows]


def _outings(unit: Unit, day: date) -> tuple[list[dict[str, Any]], dict[UUID, UUID | None]]:
    """The unit's outings around a day, with what is booked for them and whether a booth is open.

    And the van that is booked for each.
    """
    outings = list(outings_around(unit, day))
    booked = defaultdict[Any, list[Assignment]](list)
    kept = Assignment.objects.filter(outing__in=outings, is_released=False)
    for booking in kept.select_related("person", "van", "equipment").order_by("duty", "pk"):
        booked[booking.outing_id].append(booking)
    running, rights, teams = _open_sessions(outings), all_rights(), teams_of(outings)
    way = ways(outings, booked)
    entries = [
        _outing(outing, booked[outing.pk], running)
        | {
            "may": who_may(outing, rights),
            **_presence(teams[outing.pk]),
            "way": way[outing.pk],
        }
        for outing in outings
    ]
    vans = {
        key: [booking.van_id for booking in kept if booking.van_id] for key, kept in booked.items()
    }
    return entries, {outing.pk: next(iter(vans[outing.pk]), None) for outing in outings}


def _presence(team: list[Member]) -> dict[str, Any]:
    """Who was there by what this machine knows, so that no phone need ask again; who left, when."""
    came = {
        str(member.person.pk): member.presence
        for member in team
        if member.presence and member.presence.was_there
    }
    left = {pk: presence.until for pk, presence in came.items() if presence.until}
    return {"came": [*came]} | ({"left": left} if left else {})


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
                "id": booking.pk,
                "name": str(booking),
                "duty": booking.duty,
                "person": booking.person_id,
                "served": booking.served,
                "versions": booking.versions,
            }
            for booking in booked
        ],
    }
