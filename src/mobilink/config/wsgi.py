"""What the server's worker runs."""

import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from mobilink.basics import gc_tuning
from mobilink.serving.request_buffer import RequestBuffer

if TYPE_CHECKING:
    from mobilink.serving.shared_pages import SharedPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mobilink.config.settings")


def _end_with_the_parent() -> None:
    """Stop when the server that started this worker is gone, so that no orphan keeps the port."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGKILL)


threading.Thread(target=_end_with_the_parent, daemon=True).start()
application = get_wsgi_application()


def _front() -> "SharedPages":
    from mobilink.serving.shared_pages import (
        SharedPages,  # knows rooms, which only now may be imported
    )

    return SharedPages(RequestBuffer(application))


front = _front()
gc_tuning.collect_seldom()
# A page at hand keeps the event loop busy, and each question of an officer's request to the database
# then waits so long for its turn.
sys.setswitchinterval(0.0002)


def _ask_the_office() -> None:
    """Exchange with the office beside the requests; the thread ends with the server."""
    from mobilink.journal.sync import sync_loop

    sync_loop.keep_going(settings.SYNC_MINUTES * 60, wait=threading.Event().wait)


def _keep_house() -> None:
    """Do beside the requests what falls due with time; the thread ends with the server."""
    from mobilink.config import housekeeping

    housekeeping.keep_going(wait=threading.Event().wait)


threading.Thread(target=_keep_house, daemon=True).start()
if settings.SYNC_MINUTES:
    threading.Thread(target=_ask_the_office, daemon=True).start()
