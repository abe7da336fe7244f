"""On a machine where nothing has begun, every page leads to the one on which it begins."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from mobilink.founding.beginning import has_begun

OPEN: Final = ("/begin/", "/static/", "/appearance/", "/healthz", "/api/")


class BeginningMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(OPEN) and not has_begun():
            return redirect("begin:door")
        return self.get_response(request)
