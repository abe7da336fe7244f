"""The stock SQLite backend with the driver exchanged and the key given first.

The interpreter's own SQLite may be 3.40, whose WAL has a race that loses commits: two connections,
one resets the log while the other writes to it (https://sqlite.org/wal.html).

Ids are kept as their 16 bytes. The stock backend writes 32 characters, and an id of a visit stands
four times in the file: in two columns, each with its index.
"""

import datetime
import decimal
import uuid
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.db.backends.sqlite3 import base as stock
from django.db.backends.sqlite3._functions import register as register_functions
from django.db.backends.sqlite3.features import DatabaseFeatures as StockFeatures
from django.db.backends.sqlite3.operations import DatabaseOperations as StockOperations
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as driver

from mobilink.basics.terminal import gettext as _

# The first version without the race, and the first of each older line that was mended.
SAFE = (3, 51, 3)
MENDED = ((3, 50, 7), (3, 44, 6))

driver.register_converter("bool", b"1".__eq__)
driver.register_converter("date", stock.decoder(parse_date))
driver.register_converter("time", stock.decoder(parse_time))
driver.register_converter("datetime", stock.decoder(parse_datetime))
driver.register_converter("timestamp", stock.decoder(parse_datetime))
driver.register_adapter(decimal.Decimal, str)
driver.register_adapter(datetime.date, stock.adapt_date)
driver.register_adapter(datetime.datetime, stock.adapt_datetime)
driver.register_adapter(uuid.UUID, attrgetter("bytes"))


class Cursor(driver.Cursor):  # type: ignore[misc]
    """A cursor that takes Django's %s and %(name)s placeholders."""

    convert_query = stock.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        rows = list(param_list)
        names = list(rows[0]) if rows and isinstance(rows[0], Mapping) else None
        return super().executemany(self.convert_query(query, param_names=names), rows)


class KeptAsText(DatabaseError, ValueError):
    """An id is kept as older versions did, so the tables were not brought up to date."""

    def __init__(self) -> None:
        super().__init__("an id is kept as text")


class DatabaseFeatures(StockFeatures):
    # Django then hands ids to the driver as they are, which writes their bytes.
    has_native_uuid_field = True


class DatabaseOperations(StockOperations):
    def convert_uuidfield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, str):
            # SQLite keeps any text in any column; what is no id at all is somebody's damage.
            uuid.UUID(value)
            raise KeptAsText
        return uuid.UUID(bytes=value)


class DatabaseWrapper(stock.DatabaseWrapper):
    Database = driver
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    # The length means nothing to SQLite; it tells ids from other bytes.
    data_types = stock.DatabaseWrapper.data_types | {"UUIDField": "blob(16)"}
    init_commands: list[str]

    def get_connection_params(self) -> dict[str, Any]:
        refuse_old_driver(driver.sqlite_version_info)
        params = super().get_connection_params()
        self.key = params.pop("key")
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = driver.connect(**conn_params)
        # A wrong key is told once, in our words, and not in the library's own log beside them.
        connection.execute("PRAGMA cipher_log_level = NONE")
        # A raw key: a passphrase would cost 256,000 rounds of key stretching per connection.
        connection.execute(f"PRAGMA key = \"x'{self.key}'\"")
        register_functions(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA legacy_alter_table = OFF")
        for command in self.init_commands:
            connection.execute(command.strip())
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)


def refuse_old_driver(version: tuple[int, ...]) -> None:
    """Refuse to keep a journal with an SQLite that may lose what it said to have kept."""
    mended = any(version[:2] == first[:2] and version >= first for first in MENDED)
    if version < SAFE and not mended:
        raise ImproperlyConfigured(
            _(
                "The installed sqlcipher3 brings SQLite %(version)s, which may lose what was "
                "recorded when two programs write; install one with 3.51.3 or newer."
            )
            % {"version": ".".join(map(str, version))}
        )
