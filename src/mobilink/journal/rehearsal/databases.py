"""Databases of a rehearsal: in memory, with the journal's tables and those of the few kinds."""

from functools import cache

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from mobilink.journal.rehearsal.kinds import TOY_KINDS
from mobilink.journal.storage import guards


def copy(source: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    """A database of its own that holds what another one holds now."""
    database = _empty()
    source.connection.backup(database.connection)
    return database


def _empty() -> BaseDatabaseWrapper:
    database = connections.create_connection("default")
    options = database.settings_dict["OPTIONS"] | {"init_command": "PRAGMA synchronous=OFF"}
    database.settings_dict = database.settings_dict | {"NAME": ":memory:", "OPTIONS": options}
    database.ensure_connection()
    return database


@cache
def blank() -> BaseDatabaseWrapper:
    """A database with all tables and guards, and no row. Inside `kinds.only`."""
    before, database = connections["default"], _empty()
    connections["default"] = database
    try:
        journal = apps.get_app_config("journal")
        with database.schema_editor() as editor:
            for model in [*journal.get_models(), *(kind.model for kind in TOY_KINDS)]:
                editor.create_model(model)
        guards.install(journal, "default")
        return database
    finally:
        connections["default"] = before
