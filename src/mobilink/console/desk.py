"""What every page of the desk begins with: who is signed in, which day it is, which row is meant."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mobilink.design.tables.table import ROWS_PER_PAGE as ROWS_PER_PAGE
from mobilink.design.views import sign_in_first
from mobilink.journal.actions import refuse_if_overtaken
from mobilink.journal.storage.rows import SharedRow
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import outings
from mobilink.people.access import may_work
from mobilink.people.models import Person

P = ParamSpec("P")
R = TypeVar("R")


def seen(request: HttpRequest, row: SharedRow | None) -> str:
    """The revision that the reader of this page has seen: a refused form keeps the one it had."""
    if request.method == "POST" and "seen" in request.POST:
        return request.POST["seen"]
    return str(row.revision) if row else ""


def desk(
    view: Callable[Concatenate[HttpRequest, Person, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give the view the person who is signed in; send anybody else to sign in first."""

    @wraps(view)
    def for_staff(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        account = request.user
        if not may_work(account):
            return sign_in_first(request)
        return view(request, account.person, *args, **kwargs)

    return for_staff


def outing_or_404(pk: UUID) -> Outing:
    """The outing with this id."""
    outing = outings().filter(pk=pk).first()
    if outing is None:
        raise Http404(_("There is no outing at this address."))
    return outing


def unless_overtaken(
    request: HttpRequest, row: SharedRow, act: Callable[[dict[str, Any]], R]
) -> Callable[[dict[str, Any]], R]:
    """The act, refused where its row changed after its reader opened the page."""

    def checked(fields: dict[str, Any]) -> R:
        refuse_if_overtaken(row, request.POST.get("seen", ""))
        return act(fields)

    return checked
