"""What a JSON field may hold: types and lengths, never which words.

    programmes=ListOf(Code(), most=20)

A field whose list the office owns holds codes of any list (`Code`): a machine that knows an older list
never refuses a newer one's. Each shape says what of a value does not fit, or nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

_CODE = re.compile(r"[a-z0-9_]{1,20}")


class Shape(Protocol):
    """A form that values have."""

    def misfit(self, value: object) -> str:
        """What of the value does not fit, with the way to it; empty where all does."""
        ...


@dataclass(frozen=True)
class Text:
    """A text of at most so many characters."""

    longest: int

    def misfit(self, value: object) -> str:
        if not isinstance(value, str):
            return "is no text"
        return "" if len(value) <= self.longest else f"is longer than {self.longest} characters"


@dataclass(frozen=True)
class Code:
    """A code of a list that the office owns: at most 20 of a–z, 0–9 and _."""

    def misfit(self, value: object) -> str:
        is_code = isinstance(value, str) and _CODE.fullmatch(value)
        return "" if is_code else "is no code"


@dataclass(frozen=True)
class Number:
    """A whole number within two ends."""

    least: int
    most: int

    def misfit(self, value: object) -> str:
        if not isinstance(value, int) or isinstance(value, bool):
            return "is no whole number"
        is_within = self.least <= value <= self.most
        return "" if is_within else f"is not from {self.least} to {self.most}"


@dataclass(frozen=True)
class Truth:
    """Yes or no."""

    def misfit(self, value: object) -> str:
        return "" if isinstance(value, bool) else "is neither yes nor no"


@dataclass(frozen=True)
class OneOf:
    """Any of several shapes."""

    shapes: tuple[Shape, ...]

    def misfit(self, value: object) -> str:
        problems = [shape.misfit(value) for shape in self.shapes]
        return "" if "" in problems else " and ".join(problems)


@dataclass(frozen=True)
class ListOf:
    """A list of at most so many values of one shape."""

    each: Shape
    most: int

    def misfit(self, value: object) -> str:
        if not isinstance(value, list):
            return "is no list"
        if len(value) > self.most:
            return f"has more than {self.most} parts"
        return _first((str(place), self.each.misfit(part)) for place, part in enumerate(value))


@dataclass(frozen=True)
class MapOf:
    """At most so many names of one shape, each with a value of another."""

    name: Shape
    each: Shape
    most: int

    def misfit(self, value: object) -> str:
        if not isinstance(value, dict):
            return "is no map"
        if len(value) > self.most:
            return f"has more than {self.most} parts"
        names = _first((str(name), self.name.misfit(name)) for name in value)
        return names or _first((str(name), self.each.misfit(part)) for name, part in value.items())


@dataclass(frozen=True)
class Record:
    """These names and no others, each with its own shape; all of them are there."""

    parts: dict[str, Shape] = field(default_factory=dict)

    def misfit(self, value: object) -> str:
        if not isinstance(value, dict) or value.keys() != self.parts.keys():
            return f"has not the parts {', '.join(self.parts)}"
        return _first((name, shape.misfit(value[name])) for name, shape in self.parts.items())


def _first(parts: Iterable[tuple[str, str]]) -> str:
    """The first part that does not fit, with what of it does not."""
    return next((f"{name}: {problem}" for name, problem in parts if problem), "")
