"""What commands write: results to stdout, everything else to stderr."""

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from mobilink.basics.terminal import gettext as _


def say(text: str) -> None:
    """A line of progress or advice for the person at the terminal."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def fail(sentence: str, code: int = 1) -> int:
    """Tell a failure in one line; returns the exit code."""
    say(f"mobilink: {' '.join(sentence.split())}")
    return code


def fail_with(faults: Sequence[str]) -> int:
    """Tell all that is wrong with something of which nothing was kept, a line each."""
    for fault in faults:
        say(fault)
    return fail(_("Nothing was kept. Wrong with it: %(many)s.") % {"many": len(faults)})


def put(text: str) -> None:
    """A line of the result."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def put_json(value: Any, *, indent: int | None = 2) -> None:
    """The result as JSON; with `indent=None`, as one line."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)
    # Half a character, echoed from bad input, has no bytes of its own.
    put(text.encode("utf-8", "backslashreplace").decode())


def put_table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table in plain columns, figures to the right."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        aligned = (
            cell.rjust(width) if cell.replace(".", "").isdigit() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        )
        put("  ".join(aligned).rstrip())


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
