"""Receipt numbers, which machines that never meet give without asking each other.

It says which machine sold (six letters of its journal's name) and at which place of its chain, so
none comes twice. `goods/static/goods/receipts.js` gives the same on a phone.
"""

import hashlib
from typing import Final
from uuid import UUID

from mobilink.basics.codes import LETTERS, OF_GOODS

_OF_A_MACHINE: Final = 6  # letters: a thousand million machines


def number(author: UUID, epoch: UUID, seq: int) -> str:
    """The receipt of what the entry at this place sells, like T-9KQ27F-137."""
    digest = hashlib.sha256(b"mobilink receipt" + author.bytes + epoch.bytes).digest()
    machine = "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:_OF_A_MACHINE])
    return f"{OF_GOODS}{machine}-{seq}"
