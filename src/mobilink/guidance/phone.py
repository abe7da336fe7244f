"""What the answer desk needs on a phone, as data: the rules that stand in these modules, and the names. Pure.

`static/guidance/` answers there as these modules do here. It knows no table, pattern or number of its
own, so that a rule is changed in one place; a test asks both the same questions.
"""

import re
from collections.abc import Iterable
from functools import reduce
from typing import Any, Final

from mobilink.guidance import board, firms, lookup, offers, slips, standing, vocabulary

_MODULES: Final = (firms, slips, vocabulary, lookup, standing, board, offers)
_RULES: Final = (int, float, str, dict, tuple, frozenset, re.Pattern)
_CLASSES: Final = {r"\w": r"\p{L}\p{N}_", r"\d": r"\p{Nd}", r"\D": r"\P{Nd}"}
"""Classes of letters that a browser takes for those of English alone."""


def rules() -> dict[str, dict[str, Any]]:
    """The constants of each module, by its name, as JSON has them."""
    return {
        module.__name__.rpartition(".")[2]: {
            name: _as_json(value) for name, value in vars(module).items() if _is_rule(name, value)
        }
        for module in _MODULES
    }


def listed(names: Iterable[lookup.Name]) -> list[dict[str, Any]]:
    """The names of a register, with no more than the look-up needs to know of them."""
    return [
        {"key": key, "text": text} | ({"former": True} if is_former else {})
        for key, text, is_former in names
    ]


def _is_rule(name: str, value: Any) -> bool:
    return name.isupper() and not name.startswith("_") and isinstance(value, _RULES)


def _as_json(value: Any) -> Any:
    if isinstance(value, re.Pattern):
        return reduce(lambda told, one: told.replace(*one), _CLASSES.items(), value.pattern)
    return sorted(value) if isinstance(value, frozenset) else value
