"""A request for a page as a file, where nobody answers a form and the day is not known."""

from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict

from mobilink.basics import clock


class CopyRequest(HttpRequest):
    """Asks for a page as it stands in a copy of the site; `stands_at` is where the copy will be."""

    LANGUAGE_CODE: str

    def __init__(self, address: str, language: str, stands_at: str) -> None:
        super().__init__()
        parts = urlsplit(address)
        self.method = "GET"
        self.path = self.path_info = parts.path
        self.GET = QueryDict(parts.query)
        self.META = {"QUERY_STRING": parts.query}
        self.LANGUAGE_CODE = language
        self.user = AnonymousUser()
        self.stands_at = stands_at

    @property
    def made_at(self) -> datetime:
        return clock.now()
