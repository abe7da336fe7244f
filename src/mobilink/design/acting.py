"""Acting from a page: a form, its action, then the next page, or the same one with what is in the way.

    return attempt(
        form,
        lambda fields: actions.pay(maker, by=person, **fields),
        lambda form, **more: statement_page(request, maker, pay=form, **more),
        lambda _payment: redirect_saying(request, words, "console:statement", maker.pk),
    )

What was done is one of Django's messages, kept in a signed cookie of the reader's own: an act needs
no row of a session for it, and whoever acts nowhere gets no cookie.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from mobilink.basics.errors import Refused

R = TypeVar("R")
FORBIDDEN, CONFLICT, UNPROCESSABLE, TOO_MANY = 403, 409, 422, 429


def attempt(
    form: BaseForm | None,
    act: Callable[[dict[str, Any]], R],
    page: Callable[..., HttpResponse],
    then: Callable[[R], HttpResponse],
) -> HttpResponse:
    """Do what a form asks and go on, or show its page with what was typed and what is in the way.

    Without a form the act is given no fields, and the page `None`.
    """
    if form is not None and not form.is_valid():
        return page(form, status=UNPROCESSABLE)
    result = outcome(lambda: act(form.cleaned_data if form is not None else {}))
    if isinstance(result, Refused):
        return page(form, refusal=result, status=status_of(result))
    return then(result)


def outcome(act: Callable[[], R]) -> R | Refused:
    """What came of an act, or why it was refused."""
    try:
        return act()
    except Refused as refusal:
        return refusal


def status_of(refusal: Refused) -> int:
    """How HTTP says it: 403 when the person has no such role, 429 when to come later, else 409."""
    return {"not_allowed": FORBIDDEN, "too_many_tries": TOO_MANY}.get(refusal.code, CONFLICT)


def redirect_saying(
    request: HttpRequest, words: str | Promise, to: str, *args: object
) -> HttpResponse:
    """Go on to a page, which says once what was done."""
    messages.success(request, str(words))
    return redirect(to, *args)
