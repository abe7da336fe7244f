"""Side effects of others' facts: one that is refused is left to people, and the facts stay.

The facts are signed, and their author sends them until they are kept; what could not follow from
them now would keep everything behind them waiting for ever.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, transaction

from mobilink.basics.errors import Refused

log = logging.getLogger(__name__)


def follow(act: Callable[..., object], about: Any, **arguments: Any) -> None:
    """Do what follows from facts; where it is refused nothing of it is written, and it is logged.

    So is what was not foreseen: what one machine said may keep nobody else's entries waiting.
    """
    try:
        with transaction.atomic():
            act(about, **arguments)
    except Refused as refusal:
        log.warning("What follows from others' facts was refused: %s", refusal)
    except DatabaseError:
        raise
    except Exception:
        log.exception("What follows from others' facts went wrong in a way that was not foreseen")
