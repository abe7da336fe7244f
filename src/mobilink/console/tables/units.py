"""Units in a table: by the name that each bore on the day which a row is about."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import models

from mobilink.design.tables.columns import Column, Filter, column, filter_by
from mobilink.people.queries import UnitNames, office_day, units


def unit_column(model: type[models.Model], name: str, **otherwise: Any) -> Column:
    """A column that says a unit's short name, once `name_units` has read it."""
    stated: dict[str, Any] = {
        "value": lambda row: row.unit_names[name],
        "code": lambda row: getattr(row, name).code,
        "sort": (f"{name}__code",),
    }
    return column(model, name, **stated | otherwise)


def filter_by_unit(model: type[models.Model], name: str) -> Filter:
    """A filter by a unit; its code stands in the address."""

    def choices() -> list[tuple[str, str]]:
        names, day = UnitNames(), office_day()
        return [(unit.code, names.on(unit, day).short_name) for unit in units()]

    by_row = filter_by(model, name, choices)
    return Filter(
        name, by_row.label, choices, lambda rows, code: rows.filter(**{f"{name}__code": code})
    )


def name_units(
    rows: Sequence[Any], *fields: str, on: Callable[[Any], date] | None = None
) -> Sequence[Any]:
    """The rows, each with the short names of its units: today's, or those of the day that `on` gives."""
    names, today = UnitNames(), office_day()
    for row in rows:
        day = on(row) if on else today
        row.unit_names = {name: names.on(getattr(row, name), day).short_name for name in fields}
    return rows
