"""Whole lists: rows are gathered, and the register takes over all of them or none."""

from collections.abc import Callable, Hashable
from datetime import date

from mobilink.guidance.lists import Fields, Register
from mobilink.imports.cells import BadCell, Row
from mobilink.imports.tables import Column, Outcome, Table


class Listed:
    """The rows of a list by what tells each from the others, until all of it is known to be good."""

    def __init__(self, as_at: date) -> None:
        self.as_at = as_at
        self.rows: dict[Hashable, Fields] = {}

    def keep(self, key: Hashable, fields: Fields, column: str, twice: str) -> bool:
        """Keep a row; raises BadCell at the column, saying so, where an earlier one has its key."""
        if key in self.rows:
            raise BadCell(column, twice)
        self.rows[key] = fields
        return True


def list_table(
    columns: tuple[Column, ...], enter: Callable[[Row, Listed], bool], register: Register
) -> Table:
    """The table of a register that comes by lists."""

    def finish(listed: Listed) -> Outcome:
        taken = register.take_over(listed.rows.values(), as_at=listed.as_at)
        return Outcome(taken.new + taken.changed, taken.unchanged, [], gone=taken.gone)

    return Table(columns, Listed, enter, finish, is_dated=True, models=(register.model,))
