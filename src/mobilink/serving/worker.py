"""The server's process: Granian by itself, which never opens the database; only its worker does."""

import os
import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from mobilink.serving import request_buffer

CONNECTIONS = 10_000  # at once; who comes later waits until some of them end
OWN_FILES = 256  # that the worker opens for itself
HEAD = 32 * 1024  # bytes of a request's head


def listen(host: str, port: int) -> None:
    """Listen until stopped."""
    Granian(
        "mobilink.config.wsgi:front",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=1,
        backpressure=_connections(),
        http=HTTPModes.http1,
        websockets=False,
        http1_settings=HTTP1Settings(
            header_read_timeout=int(request_buffer.PATIENCE * 1000), max_buffer_size=HEAD
        ),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()


def _connections() -> int:
    """How many connections may be open, once the system lets this process have as many files."""
    if os.name == "nt":
        return CONNECTIONS
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OWN_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return CONNECTIONS if soft == resource.RLIM_INFINITY else min(CONNECTIONS, soft - OWN_FILES)


if __name__ == "__main__":
    listen(sys.argv[1], int(sys.argv[2]))
