"""Whether anything has begun in this data folder, and the code by which somebody may begin."""

from typing import Final

from mobilink.basics import codes
from mobilink.journal.members.installations import OFFICE, here
from mobilink.people.models import Unit

CODE: Final = "MOBILINK_BEGIN_CODE"
"""Where a server finds the code that its terminal printed."""
GROUPS: Final = 2  # of four letters of five bits each; the page lets few guesses in
_begun: list[bool] = []


def has_begun() -> bool:
    """Whether this machine belongs to an office, its own or another; asked for until it does."""
    if not _begun:
        machine = here()
        is_bare = machine is None or (machine.kind == OFFICE and not Unit.objects.exists())
        if is_bare:
            return False
        _begun.append(True)
    return True


def new_code() -> str:
    """A code for one run of the server."""
    return codes.grouped(GROUPS)
