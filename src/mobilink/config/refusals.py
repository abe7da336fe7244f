"""Error pages: a refusal that no view handled becomes one that says what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mobilink.basics.errors import Refused
from mobilink.design.acting import status_of


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content and _is_read_by_a_person(request):
            # A browser that comes back to the address of a form asks it for a page.
            page = render(request, "405.html", {"home": f"/{request.path.split('/')[1]}/"})
            response.content = page.content
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        page = {"refusal": error}
        return render(request, "design/refused.html", page, status=status_of(error))


def _is_read_by_a_person(request: HttpRequest) -> bool:
    return request.method == "GET" and not request.path.startswith("/api/")
