"""Granian in a process of its own, which never opens the database: only its worker does."""

import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def listen(host: str, port: int, threads: int) -> None:
    """Listen until stopped."""
    Granian(
        "mobilink.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()


if __name__ == "__main__":
    listen(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
