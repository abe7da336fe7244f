"""What falls due with time and not with a request: a server does it every quarter of an hour."""

import logging
from collections.abc import Callable
from typing import Final

from django.db import connection

from mobilink.basics.errors import Refused
from mobilink.cases.arrivals import carry_out_due
from mobilink.journal.sync.blobs import drop_unnamed

SOON: Final = 20.0  # seconds after the start of the server
PAUSE: Final = 15 * 60.0
TASKS: Final = (carry_out_due, drop_unnamed)
log = logging.getLogger(__name__)


def keep_going(wait: Callable[[float], bool]) -> None:
    """Do everything again and again until `wait` (of seconds) says that it is time to stop."""
    pause = SOON
    while not wait(pause):
        for task in TASKS:
            _do(task)
        connection.close()
        pause = PAUSE


def _do(task: Callable[[], None]) -> None:
    """One task; whatever is wrong with it, the others are done and its next turn comes."""
    try:
        task()
    except Refused as refusal:
        log.warning("%s: %s", task.__name__, refusal)
    except Exception:
        log.exception("%s failed.", task.__name__)
