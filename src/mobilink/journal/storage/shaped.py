"""JSON fields that a page can read whatever a row says.

A machine of an earlier version could say anything in a JSON field, and what was applied stays. Within
`leniently`, which is around every page, a value that has not the shape its kind declares reads as
nothing and its field is noted; everywhere else, in the journal first of all, it reads as it is.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models.fields.json import KeyTransform

from mobilink.journal.storage.shapes import Shape

_unread: ContextVar["set[Shaped] | None"] = ContextVar("mobilink_unread", default=None)


class Shaped(models.JSONField):
    """A JSON field of a replicated row; its kind gives it the `shape` when it is declared."""

    shape: Shape | None = None

    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.JSONField", args, options

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        unread = _unread.get()
        is_whole = isinstance(value, str) and not isinstance(expression, KeyTransform)
        if unread is None or not is_whole or _is_readable(self, value):
            return super().from_db_value(value, expression, connection)
        unread.add(self)
        return self.get_default()

    def has_its_shape(self, value: Any) -> bool:
        """Whether a value is as the kind declares."""
        return value is None or self.shape is None or not self.shape.misfit(value)


@lru_cache(maxsize=8192)
def _is_readable(field: Shaped, value: str) -> bool:
    """Of thousands of rows most say the same."""
    return field.has_its_shape(json.loads(value))


@contextmanager
def leniently() -> Iterator["set[Shaped]"]:
    """In the block what cannot be read is nothing; yields the fields of which something was."""
    unread = set[Shaped]()
    token = _unread.set(unread)
    try:
        yield unread
    finally:
        _unread.reset(token)


@contextmanager
def as_it_is() -> Iterator[None]:
    """In the block every value reads as it stands in the table."""
    token = _unread.set(None)
    try:
        yield
    finally:
        _unread.reset(token)
