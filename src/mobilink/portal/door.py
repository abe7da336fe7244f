"""Sign-in of partners by a code; each page asks anew whether it still holds."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from mobilink.basics import clock
from mobilink.basics.limits import Limit
from mobilink.design.acting import CONFLICT, FORBIDDEN, TOO_MANY, UNPROCESSABLE
from mobilink.journal.members.installations import is_office
from mobilink.partners.access import by_code, still_in
from mobilink.partners.models import Access

P = ParamSpec("P")
SESSION = "partner_access"
LIMIT = Limit(each=10, all_together=200, span=timedelta(hours=1))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code of your organisation"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=gettext_lazy("Twenty letters and digits in five groups, from the office."),
    )


def partner_only(
    view: Callable[Concatenate[HttpRequest, Access, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give the view the way in by which its reader came; show anybody else the door."""

    @wraps(view)
    @never_cache
    def for_partner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        access = access_of(request)
        if access is None:
            return door(request, CodeForm(), status=FORBIDDEN)
        return view(request, access, *args, **kwargs)

    return for_partner


def access_of(request: HttpRequest) -> Access | None:
    """The way in of this session, if it is open today."""
    kept = request.session.get(SESSION)
    return still_in(UUID(kept)) if kept else None


def enter(request: HttpRequest) -> HttpResponse:
    """Let somebody in who has a code; nobody tries many."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return door(request, form, status=UNPROCESSABLE)
    if not LIMIT.lets_in(request.META.get("REMOTE_ADDR", ""), clock.now()):
        why = _("Too many codes were tried from here. Try again in an hour.")
        return door(request, form, refusal=why, status=TOO_MANY)
    if not is_office():
        why = _("This is a machine on the road. Codes open only at the address of the office.")
        return door(request, form, refusal=why, status=CONFLICT)
    access = by_code(form.cleaned_data["code"])
    if access is None:
        why = _("This code opens nothing. It may have ended or been taken back; ask the office.")
        return door(request, form, refusal=why, status=UNPROCESSABLE)
    request.session.cycle_key()
    request.session[SESSION] = str(access.pk)
    return redirect("portal:home")


def door(
    request: HttpRequest, form: CodeForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """The page that asks for a code."""
    page = {"form": form, "refusal": refusal}
    return render(request, "portal/door.html", page, status=status)
