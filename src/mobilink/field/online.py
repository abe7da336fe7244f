"""The booth's program on a page of the server, and where that page records.

A phone that joined keeps its page, and a chain of its own (`app.py`). Every other browser gets this page
when its reader signed in: on plain http, where it is too old for a key, at a desk.
"""

import hashlib
import json
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.booth import online
from mobilink.booth.workers import units_worked_at
from mobilink.design.acting import UNPROCESSABLE, status_of
from mobilink.design.codes import site_to_scan
from mobilink.field.access import signed_in
from mobilink.field.app import screens
from mobilink.journal.members import installations
from mobilink.journal.storage.fields import milliseconds
from mobilink.people.models import Person, Unit
from mobilink.publishing.consents import plan_for_booth

Since = dict[str, int]


@require_safe
@never_cache
@ensure_csrf_cookie
@signed_in
def program(request: HttpRequest, person: Person, **_screen: object) -> HttpResponse:
    """The page with every screen; its program asks for what it shows (`record`)."""
    return render(request, "field/app.html", screens() | {"is_online": True})


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def record(request: HttpRequest, person: Person) -> JsonResponse:
    """Take a post of acts, all or none; or tell the plan and what is recorded."""
    try:
        if request.method == "POST":
            post = msgspec.json.decode(request.body, type=online.Post)
            if post.by != person.pk:
                words = _("Somebody else signed in here. Sign in again, and your own is sent.")
                return JsonResponse({"refused": words}, status=401)
            online.record(post, by=person)
            return JsonResponse({"rows": online.rows_of(post)})
        return JsonResponse(_news(request, person))
    except (msgspec.DecodeError, msgspec.ValidationError):
        words = _("This could not be read, and nothing was recorded. Load the page again.")
        return JsonResponse({"refused": words}, status=UNPROCESSABLE)
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=status_of(refusal))


def _news(request: HttpRequest, person: Person) -> dict[str, Any]:
    """Who is signed in, the plan where it is another than the one known, what was recorded since."""
    units = units_worked_at(person)
    since = msgspec.json.decode(request.GET.get("since") or "{}", type=Since)
    rows, until = online.rows_since(units, since, to=person)
    here = installations.here()
    news: dict[str, Any] = {
        "person": {"id": person.pk, "name": person.name},
        "station": {"kind": here.kind, "name": here.name} if here else None,
        "clock": milliseconds(clock.now()),
        "rows": rows,
        "until": json.dumps(until),
    }
    plan = _plan_of(units)
    mark = hashlib.sha256(json.dumps(plan).encode()).hexdigest()
    is_known = mark == request.GET.get("plan")
    return news if is_known else news | {"plan": plan, "mark": mark}


def _plan_of(units: list[Unit]) -> dict[str, Any]:
    """The plan that the phones of these units get; of several units, with the outings of all."""
    plans = [json.loads(plan_for_booth(unit.code, site_to_scan())) for unit in units]
    whole: dict[str, Any] = plans[0] if plans else {}
    for plan in plans[1:]:
        whole["outings"] += plan["outings"]
        known = {worker["id"] for worker in whole["officers"]}
        whole["officers"] += [each for each in plan["officers"] if each["id"] not in known]
    whole.setdefault("outings", []).sort(key=lambda outing: (outing["day"], outing["start"] or ""))
    return whole
