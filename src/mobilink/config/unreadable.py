"""A page says what it could not read and left out, instead of failing as a whole."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from mobilink.journal.storage.shaped import Shaped, leniently

CONTENT = b'<main id="content"'


class UnreadableMiddleware:
    """Around every page; what it left out stands at its head."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with leniently() as unread:
            response = self.get_response(request)
        if unread and not response.streaming and CONTENT in response.content:
            response.content = _telling(response.content, request, unread)
        return response


def _telling(page: bytes, request: HttpRequest, unread: set[Shaped]) -> bytes:
    fields = [(field.model._meta.verbose_name, field.verbose_name) for field in unread]
    notice = render_to_string("design/unreadable.html", {"fields": sorted(fields)}, request)
    head, start, rest = page.partition(CONTENT)
    tag, end, content = rest.partition(b">")
    return head + start + tag + end + notice.encode() + content
