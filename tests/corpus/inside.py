"""What the tests of the corpus do inside an installation, by its commands, tables and addresses alone.

Runs in the installation's own process; knows no module of the program but `mobilink` itself.
"""

import contextlib
import hashlib
import io
import json
import runpy
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.test import Client

Kinds = dict[str, dict[str, Any]]
MESSAGE = "application/vnd.mobilink"


def run(*words: str) -> dict[str, Any]:
    """What comes of a command of this installation, in this process."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    sys.argv = ["mobilink", *words]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            runpy.run_module("mobilink", run_name="__main__")
        except SystemExit as ended:
            code = int(ended.code or 0)
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


def said(kinds: Kinds) -> dict[str, str]:
    """Kind → how many rows it has and the hash of what they say: ids, fields, values."""
    return {kind: _digest(_rows(of["table"], of["columns"])) for kind, of in kinds.items()}


def said_later(kinds: Kinds) -> list[str]:
    """The fields that a kind has got since and in which a row says something all the same."""
    later = [
        (f"{kind}.{field.name}", field, model(of["table"])._base_manager)
        for kind, of in kinds.items()
        for field in model(of["table"])._meta.concrete_fields
        if field.column not in {*of["columns"], "revision", "versions"}
    ]
    return [
        name
        for name, field, rows in later
        if {*map(repr, rows.values_list(field.attname, flat=True))} - {repr(field.get_default())}
    ]


def journal() -> dict[str, str]:
    """The ends of all ledgers and chains, which by their hashes hold all before them."""
    ledger = {
        f"ledger {line.stream}": f"{line.revision + line.count - 1} {bytes(line.hash).hex()}"
        for line in model("journal_ledgerline").objects.order_by("revision")
    }
    columns = ["author", "epoch", "stream", "since", "tip", "tip_hash", "ordered", "skipped"]
    return {**ledger, "chains": _digest(_rows("journal_branch", columns))}


def upgrade() -> None:
    """Bring the tables up to this version, as whoever starts it does."""
    done = run("init")
    assert not done["code"], done["err"]


def verified() -> dict[str, Any]:
    """What comes of holding the tables against the journal."""
    proved = run("rebuild", "--verify", "--json")
    assert not proved["code"], proved["err"]
    return json.loads(proved["out"])


def ask_at(address: str) -> None:
    """Let a hub's office be at an address."""
    assert model("journal_peer").objects.filter(is_office=True).update(address=address) == 1


def post(path: str, host: str, file: str) -> tuple[int, bytes]:
    """The answer to recorded bytes that come once more, to the name by which this was called then."""
    client = Client(raise_request_exception=True)
    answer = client.post(path, Path(file).read_bytes(), content_type=MESSAGE, HTTP_HOST=host)
    return answer.status_code, answer.content


def counted(tables: list[str]) -> list[int]:
    """How many rows some tables have."""
    return [model(table).objects.count() for table in tables]


def tell(value: Any) -> None:
    """What this process answers to who started it."""
    sys.stdout.write(json.dumps(value))


def model(table: str) -> Any:
    return next(each for each in apps.get_models() if each._meta.db_table == table)


def _rows(table: str, columns: list[str]) -> list[tuple[Any, ...]]:
    of = model(table)
    names = {field.column: field.attname for field in of._meta.concrete_fields}
    return [*of._base_manager.values_list(*(names[column] for column in columns))]


def _digest(rows: list[tuple[Any, ...]]) -> str:
    lines = sorted(json.dumps([*map(_plain, row)], sort_keys=True) for row in rows)
    return f"{len(lines)} {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:24]}"


def _plain(value: Any) -> Any:
    """A value as text, the same from either database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, UUID) or hasattr(value, "isoformat"):
        return str(value)
    return value
