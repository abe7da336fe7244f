"""Cacheable pages: the same for everybody who did not sign in."""

import re
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page

from mobilink.design.context import KIOSK, KIOSK_COOKIE
from mobilink.journal.members.installations import is_office
from mobilink.journal.storage.kinds import OFFICE, PUBLIC, TEAM, every_kind

View = Callable[..., HttpResponse]
STREAMS: Final = (PUBLIC, TEAM, OFFICE)
"""The office's: they carry all but what each unit counts."""
IS_TOLD: Final = "mobilink.is_told"
"""Where a request's environment says that all that was read for it comes by the office's streams."""
IS_VAN: Final = "mobilink.is_van"
"""Where it says that this machine is no office; asked beside what a page reads, since it never changes."""
WORD: Final = re.compile(r"\w+")


def shared_page(view: View) -> View:
    """Say that a page depends on nothing but its address, the language, the theme, the data and the day.

    The server then makes it once for each state of the data that it read. What holds a reader's own
    form or message, or the time of day, is no shared page. A browser may keep it, and asks each
    time whether it still holds.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **words: object) -> HttpResponse:
        request.META[IS_VAN] = not is_office()
        reading = Reading()
        with connection.execute_wrapper(reading):
            response = view(request, *args, **words)
        request.META[IS_TOLD] = reading.is_told
        response["Cache-Control"] = _rules(request)
        patch_vary_headers(response, ["Cookie"])
        return response

    shared: View = conditional_page(answer)
    vars(shared)["is_shared"] = True  # on the view itself, so that decorators above carry it on
    return shared


class Reading:
    """Notes whether all that is read comes by the office's streams, and nothing is a count or local."""

    def __init__(self) -> None:
        self.is_told = True

    def __call__(self, execute: Callable[..., Any], sql: str, *others: Any) -> Any:
        self.is_told = self.is_told and untold_tables().isdisjoint(WORD.findall(sql))
        return execute(sql, *others)


@cache
def untold_tables() -> frozenset[str]:
    """The tables of which the office's streams do not tell."""
    streamed = {
        kind.model for kind in every_kind() if kind.streams and {*STREAMS} >= {*kind.streams}
    }
    every = apps.get_models(include_auto_created=True)
    return frozenset(model._meta.db_table for model in every if model not in streamed)


def _rules(request: HttpRequest) -> str:
    """How long a page may be kept; at a kiosk nothing is, so that the next person finds nothing."""
    if request.COOKIES.get(KIOSK_COOKIE) == KIOSK:
        return "no-store"
    is_own = settings.SESSION_COOKIE_NAME in request.COOKIES
    return "private, no-cache" if is_own else "public, no-cache"
