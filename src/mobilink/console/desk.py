"""What every page of the desk begins with: who is signed in, which day it is, which row is meant."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mobilink.basics.errors import Refused
from mobilink.design.views import sign_in_first
from mobilink.journal.rows import SharedRow
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import outings
from mobilink.people.models import Account, Person

P = ParamSpec("P")
ROWS_PER_PAGE = 100
UNPROCESSABLE = 422


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
        if not isinstance(account, Account) or not account.may_enter:
            return sign_in_first(request)
        return view(request, account.person, *args, **kwargs)

    return for_staff


def status_of(refusal: Refused) -> int:
    """How HTTP says it: 403 when the person has no such role, else 409."""
    return 403 if refusal.code == "not_allowed" else 409


def outing_or_404(pk: UUID) -> Outing:
    """The outing with this id."""
    outing = outings().filter(pk=pk).first()
    if outing is None:
        raise Http404(_("There is no outing at this address."))
    return outing
