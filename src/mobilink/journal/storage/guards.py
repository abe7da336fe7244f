"""Triggers by which the database refuses a write of a replicated table that is not the journal's.

Triggers on every replicated table and on the journal's own tables abort unless this connection is
inside `writing()`. SQLite asks a function that only our connections carry, so any other program
that opens the file is refused as well; PostgreSQL reads a setting that lives for one transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import AppConfig
from django.apps.registry import apps as current_apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from mobilink.journal.storage import kinds

_writing: ContextVar[bool] = ContextVar("mobilink_writing", default=False)
OWN_TABLES = [
    f"journal_{name}"
    for name in ("branch", "segment", "openentry", "stray", "ledgerline", "touch", "settled")
]

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION mobilink_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('mobilink.writing', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION '% is written only by the journal', TG_TABLE_NAME;
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$
"""


@contextmanager
def writing(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Open the guarded tables to this connection; inside a transaction, at any depth."""
    if _writing.get():
        yield
        return
    token = _writing.set(True)
    try:
        _tell(connection, "on")
        yield
        _tell(connection, "off")
    finally:
        _writing.reset(token)


def equip(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Give a new SQLite connection the function that its triggers ask."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("mobilink_writing", 0, lambda: int(_writing.get()))


def install(app_config: AppConfig, using: str, **_: Any) -> None:
    """Lay the triggers on an app's tables again, since a migration may have made them anew."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for table in sorted(tables & set(_guarded_tables(app_config.label))):
            for statement in _triggers(connection, table):
                cursor.execute(statement)


def _guarded_tables(label: str) -> list[str]:
    own = OWN_TABLES if label == current_apps.get_app_config("journal").label else []
    models = [kind.model._meta for kind in kinds.every_kind()]
    return own + [meta.db_table for meta in models if meta.app_label == label]


def _triggers(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return [
            f'DROP TRIGGER IF EXISTS mobilink_guard ON "{table}"',
            f'CREATE TRIGGER mobilink_guard BEFORE INSERT OR UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION mobilink_refuse()",
            f'DROP TRIGGER IF EXISTS mobilink_guard_truncate ON "{table}"',
            f'CREATE TRIGGER mobilink_guard_truncate BEFORE TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION mobilink_refuse()",
        ]
    return [
        statement
        for verb in ("INSERT", "UPDATE", "DELETE")
        for statement in (
            f'DROP TRIGGER IF EXISTS "{table}_{verb}_guard"',
            f'CREATE TRIGGER "{table}_{verb}_guard" BEFORE {verb} ON "{table}" '
            "WHEN mobilink_writing() IS NOT 1 "
            f"BEGIN SELECT RAISE(ABORT, '{table} is written only by the journal'); END",
        )
    ]


def _tell(connection: BaseDatabaseWrapper, state: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('mobilink.writing', %s, true)", [state])
