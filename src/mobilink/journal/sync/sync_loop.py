"""The sync loop: a hub asks its office every few minutes, for as long as its server runs.

The office may be away for days: each failure doubles the pause, up to a limit, so that a van that
comes back into reach is heard within minutes and a hundred vans do not ask in step.
"""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import translation

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.basics.terminal import language
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.models import Peer
from mobilink.journal.sync import blobs, http, sync_client

LONGEST = 20 * 60.0  # seconds between two tries while the office is away
SOON = 5.0  # seconds after the start of the server
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Status:
    """When a hub last asked its office and was last answered (ms since 1970), and what failed since."""

    last_try: int | None
    last_success: int | None
    problem: str


def next_pause(failures: int, interval: float, chance: float) -> float:
    """Seconds until the next try, after so many failures in a row; `chance` is from 0 to 1."""
    doubled = interval * 2.0 ** min(failures, 30)
    return min(doubled, max(interval, LONGEST)) * (0.75 + chance / 2)


def once(budget: int | None = None) -> sync_client.Outcome:
    """One exchange with the office, of about so many bytes; noted whatever comes of it.

    Raises Refused.
    """
    office = Peer.objects.filter(is_office=True)
    office.update(last_try=milliseconds(clock.now()))
    try:
        with http.way_to(sync_client.office_address(), "/api/v1/exchange") as send:
            outcome = sync_client.talk(send, budget)
        is_vain = bool(outcome.refused) and not outcome.lines
        refusal = outcome.refused[0] if is_vain else ""
        office.update(in_vain=F("in_vain") + 1 if is_vain else 0, refusal=refusal)
        _carry_blobs(outcome)
    except Exception as problem:
        office.update(problem=str(problem) or type(problem).__name__)
        raise
    office.update(problem="")
    return outcome


def _carry_blobs(outcome: sync_client.Outcome) -> None:
    """Bring pictures after the entries; what stands in their way stops nothing else."""
    try:
        with http.way_to(sync_client.office_address(), "/api/v1/blobs") as send:
            blobs.carry(send)
    except Refused as problem:
        outcome.refused.append(str(problem))


def keep_going(
    interval: float,
    wait: Callable[[float], bool],
    chance: Callable[[], float] = random.random,
) -> None:
    """Exchange again and again until `wait` (of seconds) says that it is time to stop.

    Nothing is done at an office, or before this machine is enrolled.
    """
    failures = 0
    pause = min(SOON, interval)
    while not wait(pause):
        failures = 0 if _has_succeeded() else failures + 1
        pause = next_pause(failures, interval, chance())


def _has_succeeded() -> bool:
    """Try one exchange where there is an office to ask; whatever is wrong, the next try comes."""
    try:
        with translation.override(language()):  # as commands speak
            if Peer.objects.filter(is_office=True).exists():
                once()
    except (Refused, DatabaseError, OSError) as problem:
        log.info("No exchange with the office: %s", problem)
        return False
    except Exception:
        log.exception("An exchange with the office went wrong in a way that was not foreseen")
        return False
    finally:
        connection.close()
    return True


def status() -> Status | None:
    """How the exchange with the office goes; nothing at an office."""
    office = Peer.objects.filter(is_office=True).first()
    if office is None:
        return None
    return Status(office.last_try, office.last_contact, office.problem)
