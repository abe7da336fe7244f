"""Middleware for machines: what they are answered carries no headers that speak to browsers.

A hub that has nothing new says so on a slow link every few minutes. Half of what came back told a
browser how to show a page, of which there is none. No cache keeps an answer to a POST that does not
say how long it lasts.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from mobilink.api.views import TYPE

NEEDED = {
    "content-type", "content-length", "content-encoding", "access-control-allow-origin",
}  # fmt: skip


class MachinesMiddleware:
    """Outside all others, so that it sees what they added."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.headers.get("Content-Type") == TYPE:
            for name in [name for name in response.headers if name.lower() not in NEEDED]:
                del response.headers[name]
        return response
