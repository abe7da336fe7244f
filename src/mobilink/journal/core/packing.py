"""Column encoding of a segment: one field in the entries of one shape, packed short, read strictly.

It is written in the shortest of four ways: plain values; a list of the distinct values and one byte
for each; differences from the value before; differences from the entry's claimed time.
"""

from collections.abc import Callable
from itertools import accumulate, pairwise
from operator import add
from typing import Any

import msgspec

from mobilink.journal.core import wire
from mobilink.journal.core.errors import Malformed
from mobilink.journal.core.wire import ABSENT, LONGEST_NAME

PLAIN, CHOICE, STEPS, AFTER_CLAIM = range(4)
Column = list[Any]
Read = tuple[list[Any], list[Any]]
"""What a column is written with, and its values."""
Check = Callable[[str, Any], None]
_encoder = msgspec.msgpack.Encoder()


def written(values: list[Any], claimed: list[int] | None) -> Column:
    """The shortest column of these values; `claimed` are the times of their entries, if it may differ from these."""
    if all(type(value) is int for value in values):
        steps = [values[0], *(b - a for a, b in pairwise(values))]
        best = [STEPS, steps]
        if claimed is not None:
            lags = [value - at for value, at in zip(values, claimed, strict=True)]
            if sum(map(abs, lags)) < sum(map(abs, steps)):
                best = [AFTER_CLAIM, lags]
        return best
    spelled = [_encoder.encode(value) for value in values]
    distinct = {spelling: number for number, spelling in enumerate(dict.fromkeys(spelled))}
    if len(distinct) <= min(256, max(1, len(values) // 2)):
        choices = [values[spelled.index(spelling)] for spelling in distinct]
        which = bytes(map(distinct.__getitem__, spelled)) if len(choices) > 1 else b""
        return [CHOICE, choices, which]
    return [PLAIN, values]


def read(column: Column, count: int, claimed: list[int], name: str, check: Check) -> Read:
    """What stands in a column for so many entries, each value checked; raises Malformed or NotStorable."""
    given, values = _spread(column, count, claimed)
    if len(values) != count:
        raise Malformed("The segment's columns are of unequal length.")
    for value in given:
        check(name, value)
    return given, values


def _checked(kind: type) -> Check:
    def check(name: str, value: Any) -> None:
        if type(value) is not kind:
            raise Malformed(f"{name} is not written as {kind.__name__}.")
        wire.check_value(name, value)

    return check


check_text, check_time = _checked(str), _checked(int)


def check_field(name: str, value: Any) -> None:
    if value is not ABSENT:
        wire.check_value(name, value)


def check_base(name: str, value: Any) -> None:
    if value is not ABSENT and not (type(value) is bytes and len(value) <= 32):
        raise Malformed(f"{name} is no identity of an entry.")


def check_row(name: str, value: Any) -> None:
    if type(value) is not bytes or len(value) != 16:
        raise Malformed(f"{name} is no identity of a row.")


def check_name(name: str, value: Any) -> None:
    check_text(name, value)
    if len(value) > LONGEST_NAME:
        raise Malformed(f"{name} has more than {LONGEST_NAME} characters.")


def _spread(column: Column, count: int, claimed: list[int]) -> Read:
    way, given = column[0], column[1]
    if len(given) > count:
        raise Malformed("A column of the segment is longer than the segment.")
    if way in (STEPS, AFTER_CLAIM) and all(type(value) is int for value in given):
        values = list(accumulate(given) if way == STEPS else map(add, claimed, given))
        return values, values
    given = [ABSENT if type(value) is msgspec.msgpack.Ext else value for value in given]
    if way == PLAIN:
        return given, given
    if way == CHOICE:
        return given, list(map(given.__getitem__, column[2])) if len(given) > 1 else given * count
    raise Malformed("The segment has a column of an unknown kind.")
