"""The pages on which an office begins, or a van joins one. They are there until one of them did."""

import os
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any, Final

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mobilink.basics import clock
from mobilink.basics.limits import Limit
from mobilink.console.beginning.forms import (
    COUNTRY,
    KIT,
    OFFICE,
    DoorForm,
    OfficeForm,
    ProvinceForm,
    VanForm,
)
from mobilink.design.acting import TOO_MANY, UNPROCESSABLE, attempt
from mobilink.founding.actions import found_from
from mobilink.founding.beginning import CODE, has_begun
from mobilink.founding.office import smallest
from mobilink.founding.reading import Reading
from mobilink.journal.sync import enrolment, http
from mobilink.people.actions import open_account
from mobilink.people.models import Account, Person

SESSION: Final = "may_begin"
LIMIT: Final = Limit(each=10, all_together=40, span=timedelta(hours=1))
View = Callable[[HttpRequest], HttpResponse]


def _until_begun(*, is_door: bool = False) -> Callable[[View], View]:
    """Show the page only where nothing has begun, and behind the door only to who had the code."""

    def decorate(view: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @never_cache
        @wraps(view)
        def shown(request: HttpRequest) -> HttpResponse:
            if has_begun():
                return redirect("sign_in")
            if not is_door and not request.session.get(SESSION):
                return redirect("begin:door")
            return view(request)

        return shown

    return decorate


@_until_begun(is_door=True)
def door(request: HttpRequest) -> HttpResponse:
    """The code that stands in the terminal, and what this machine is to be."""
    form = DoorForm(request.POST or None)
    if not form.is_valid():
        return _page(request, "door", form, status=UNPROCESSABLE if form.is_bound else 200)
    if not LIMIT.lets_in(request.META.get("REMOTE_ADDR", ""), clock.now()):
        form.add_error("code", _("Too many codes were tried from here. Try again in an hour."))
        return _page(request, "door", form, status=TOO_MANY)
    code = os.environ.get(CODE, "")
    if not code or not secrets.compare_digest(_typed(form.cleaned_data["code"]), _typed(code)):
        form.add_error(
            "code",
            _("That is not the code. It stands in the terminal, and is new after each start."),
        )
        return _page(request, "door", form, status=UNPROCESSABLE)
    request.session.cycle_key()
    request.session[SESSION] = True
    is_office = form.cleaned_data["what"] == OFFICE
    return redirect("begin:office" if is_office else "begin:van")


@_until_begun()
def office(request: HttpRequest) -> HttpResponse:
    """First the province, then the office in it."""
    where = ProvinceForm(request.GET or None)
    if not where.is_valid():
        return _page(request, "province", where, status=UNPROCESSABLE if where.is_bound else 200)
    province = where.cleaned_data["province"]
    if request.method != "POST":
        return _page(request, "office", OfficeForm(province=province))
    return attempt(
        OfficeForm(request.POST, province=province),
        lambda fields: _found(province, **fields),
        lambda form, **more: _page(request, "office", form, **more),
        lambda account: _enter(request, account),
    )


@_until_begun()
def van(request: HttpRequest) -> HttpResponse:
    """Join an office as its van."""
    if request.method != "POST":
        return _page(request, "van", VanForm())
    return attempt(
        VanForm(request.POST),
        lambda fields: _join(**fields),
        lambda form, **more: _page(request, "van", form, **more),
        lambda name: render(request, "console/beginning/joined.html", {"name": name}),
    )


def _typed(code: str) -> bytes:
    """A code however it was typed."""
    return "".join(letter for letter in code.upper() if letter.isalnum()).encode()


def _found(province: str, *, password: str, **answers: Any) -> Account:
    accounts: list[Account] = []

    def admit(person: Person, username: str) -> str:
        accounts.append(open_account(username, password, person))
        return ""

    written = smallest(kit=KIT, country=COUNTRY, province=province, **answers)
    found_from(Reading(Path()), _("Your answers"), written, admit=admit)
    return accounts[0]


def _enter(request: HttpRequest, account: Account) -> HttpResponse:
    login(request, account)
    return redirect("console:calendar")


def _join(*, address: str, invitation: str) -> str:
    with http.way_to(address, "/api/v1/enrol") as send:
        return enrolment.enrol(invitation, address, send).name


def _page(
    request: HttpRequest, name: str, form: Any, *, refusal: Any = None, status: int = 200
) -> HttpResponse:
    page = {"form": form, "refusal": refusal}
    return render(request, f"console/beginning/{name}.html", page, status=status)
