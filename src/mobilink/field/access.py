"""Authorisation at the booth: who may stand behind which, asked before every page of this face."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from mobilink.design.views import sign_in_first
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import outings
from mobilink.people.access import may_work
from mobilink.people.actions import require
from mobilink.people.models import Person, Role

View = Callable[..., HttpResponse]


def wants_json(request: HttpRequest) -> bool:
    """Whether the phone's program asks, rather than a person's browser."""
    return request.headers.get("Accept") == "application/json"


def signed_in(view: View) -> View:
    """Give the view the person who is signed in; others sign in first."""

    @wraps(view)
    def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        if may_work(request.user):
            return view(request, request.user.person, *given, **named)
        if wants_json(request):
            words = _("You are signed out. Sign in again; what you counted is kept on this phone.")
            return JsonResponse({"refused": words}, status=401)
        return sign_in_first(request)

    return answer


def at_booth(view: View) -> View:
    """Give the view the officer and the outing; officers of other units are refused in words."""

    @wraps(view)
    def answer(request: HttpRequest, person: Person, outing_id: UUID) -> HttpResponse:
        outing = _outing(outing_id)
        require(person, Role.Function.OFFICER, outing.executing_unit)
        return view(request, person, outing)

    return signed_in(answer)


def _outing(outing_id: UUID) -> Outing:
    outing = outings().filter(pk=outing_id).first()
    if outing is None:
        raise Http404(_("There is no such outing."))
    return outing
