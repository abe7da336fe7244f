"""HTTP client for messages, by the standard library: one kept-alive connection a conversation."""

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from mobilink.basics.errors import Refused
from mobilink.journal.core.messages import LARGEST
from mobilink.journal.sync.sync_client import Send

PATIENCE = 60  # seconds without a byte: an office may be answering many at once
IDLE = 20  # seconds; a station ends a connection on which nothing came for 30
TYPE = "application/vnd.mobilink"


class NoWay(Refused):
    """The other machine cannot be reached, or something else answered for it."""

    code = "no_way"


@contextmanager
def way_to(address: str, place: str) -> Iterator[Send]:
    """Send messages to `place` of the installation at `address` while the block lasts."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NoWay(
            _("“%(address)s” is no address; write it like https://office.example/.")
            % {"address": address}
        )
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection, heard = kind(parts.hostname, parts.port, timeout=PATIENCE), time.monotonic()

    def send(data: bytes) -> bytes:
        nonlocal heard
        if time.monotonic() - heard > IDLE:
            connection.close()  # what comes next opens another; a slow machine follows for long
        try:
            # On a slow link each header counts, and what is sent says itself what it is.
            where = f"{parts.path.rstrip('/')}{place}"
            connection.putrequest("POST", where, skip_accept_encoding=True)
            connection.putheader("Content-Length", str(len(data)))
            connection.endheaders(data)
            response = connection.getresponse()
            said = response.read(LARGEST + 1)
            if response.length and len(said) <= LARGEST:
                raise http.client.IncompleteRead(said, response.length)
            heard = time.monotonic()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise NoWay(
                _(
                    "There is no way to %(office)s now (%(reason)s). Everything is kept; the next "
                    "exchange goes on from here."
                )
                % {"office": parts.netloc, "reason": str(error) or type(error).__name__}
            ) from error
        if response.status == 403 and "json" in response.headers.get("Content-Type", ""):
            raise Refused(_words(said))
        if response.status != 200 or response.headers.get_content_type() != TYPE:
            raise NoWay(
                _(
                    "Something else answers for %(office)s (status %(status)s); perhaps a sign-in "
                    "page of the network. Everything is kept."
                )
                % {"office": parts.netloc, "status": response.status}
            )
        return said

    try:
        yield send
    finally:
        connection.close()


def _words(said: bytes) -> str:
    try:
        return str(json.loads(said)["refused"])
    except (ValueError, KeyError, TypeError):
        return _("The office refused, and its reason cannot be read.")
