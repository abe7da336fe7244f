"""Shared pages in front of Django: what all readers share comes from the cache, the rest passes.

What is at hand goes out from the event loop: no thread, no Django.
"""

import time
from typing import Any, NamedTuple

from django.conf import settings
from django.http import parse_cookie
from django.urls import Resolver404, resolve

from mobilink.design.context import KIOSK, KIOSK_COOKIE, THEME_COOKIE, THEMES
from mobilink.public.sharing import IS_TOLD
from mobilink.serving import data_version
from mobilink.serving.page_cache import Answer, Key, Made, PageCache
from mobilink.serving.request_buffer import Caller, Fields, RequestBuffer, Scope, environ

LOOKS = {
    settings.LANGUAGE_COOKIE_NAME: {code for code, _name in settings.LANGUAGES},
    THEME_COOKIE: {*THEMES},
    KIOSK_COOKIE: {KIOSK},
}
"""The cookies that may change a shared page, and what they may say."""


class SharedPages:
    """An RSGI application that keeps readers of shared pages from Django."""

    def __init__(self, buffer: RequestBuffer) -> None:
        self.buffer = buffer
        self.cache = PageCache(self._made, data_version.watch(), is_shared)

    async def __rsgi__(self, scope: Scope, caller: Caller) -> None:
        headers = scope.headers  # Granian makes them anew each time
        key = asked_for(scope, headers)
        page = self.cache.at_hand(key) if key else None
        if page is None and key:
            page = await self.cache.page(key)
        if page is None:
            await self.buffer.__rsgi__(scope, caller)
        else:
            caller.response_bytes(*page.for_a_reader_with(headers.get("if-none-match")))
            if self.buffer.at_work:
                # Pages come in a row: an officer's request takes its turn between two of them.
                time.sleep(0)

    async def _made(self, key: Key) -> Made:
        request = request_for(key)
        answer = Answer(*await self.buffer.answer(request))
        return Made(answer, request.get(IS_TOLD, False))


def is_shared(path: str) -> bool:
    """Whether the view at this address says that all readers share its page."""
    try:
        return getattr(resolve(path).func, "is_shared", False)
    except Resolver404:
        return False


def asked_for(scope: Scope, headers: Fields) -> Key | None:
    """What decides about the page, if it may be a shared one; nothing for who signed in."""
    host = headers.get("host")
    if scope.method not in {"GET", "HEAD"} or not host:
        return None
    looks = ""
    if "cookie" in headers:
        said = parse_cookie("; ".join(v for name, v in headers.items() if name == "cookie"))
        if settings.SESSION_COOKIE_NAME in said:
            return None
        chosen = (f"{name}={said[name]}" for name in LOOKS if said.get(name) in LOOKS[name])
        looks = "; ".join(chosen)
    coding = "gzip" if "gzip" in (headers.get("accept-encoding") or "") else ""
    return Key(scope.scheme, host, scope.path, scope.query_string, looks, coding)


class Asked(NamedTuple):
    """A request as `request_buffer.environ` reads it."""

    scheme: str
    path: str
    query_string: str
    headers: Fields
    method: str = "GET"
    http_version: str = "1.1"
    server: str = ""
    client: str = ""


def request_for(key: Key) -> dict[str, Any]:
    """The request that makes the page of a key, and tells nothing of who asked first."""
    fields = {"host": key.host, "cookie": key.looks, "accept-encoding": key.coding}
    headers = {name: value for name, value in fields.items() if value}
    return environ(Asked(key.scheme, key.path, key.query, headers), b"")
