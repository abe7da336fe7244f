"""Fields whose value is one of a list that the office owns."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.functional import lazy

from mobilink.lists.queries import items, names

Choices = list[tuple[str, Any]]


class OpenField(models.CharField):  # type: ignore[type-arg]
    """A code of the list `of`; of another version or office also one that the list here has not.

    `known` are the codes that the program itself counts on, with words for them: they are offered
    where the list has none of that code.
    """

    def __init__(self, *args: Any, of: str, known: Iterable[tuple[str, Any]] = (), **more: Any):
        self.of, self.known = of, [*known]
        super().__init__(*args, **more | {"max_length": 20, "choices": self.worded})

    def worded(self) -> Choices:
        """Code and words of all that may stand in the field, in the order of the list."""
        return worded(self.of, self.known)

    def offered(self) -> Choices:
        """Those that a form offers: what is still used."""
        return offered(self.of, self.known)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """To a database it is text: what a list offers changes no table."""
        name, _path, args, more = super().deconstruct()
        more.pop("choices", None)
        return name, "django.db.models.CharField", args, more

    def clone(self) -> "OpenField":
        _name, _path, args, more = self.deconstruct()
        return type(self)(*args, of=self.of, known=self.known, **more)

    def _check_choices(self) -> list[Any]:
        # Rows say them, and the system is checked before there are any.
        return []


def worded(of: str, known: Iterable[tuple[str, Any]] = ()) -> Choices:
    """Code and words of all that a list has, or had, and what is `known` and it never had."""
    here = names(of)
    return [*here.items(), *((code, words) for code, words in known if code not in here)]


def offered(of: str, known: Iterable[tuple[str, Any]] = ()) -> Choices:
    """Those of them that may be chosen still."""
    gone = {item.code for item in items(of) if item.gone_on}
    return [(code, words) for code, words in worded(of, known) if code not in gone]


def _codes(of: str) -> str:
    return " | ".join(names(of))


codes_of: Any = lazy(_codes, str)
"""The codes of a list as a sentence names them: “market | school”."""
