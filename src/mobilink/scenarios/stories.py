"""The scenarios that this version carries, as text; read before any data folder is made."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _

SCENARIOS = Path(__file__).parent


class UnknownScenario(Refused):
    code = "unknown_scenario"


def names() -> list[str]:
    """The scenarios that this version carries, as they are typed."""
    return sorted(path.stem.replace("_", "-") for path in SCENARIOS.glob("*.toml"))


def read(name: str) -> dict[str, Any]:
    """The scenario's text as data; raises UnknownScenario."""
    file = SCENARIOS / f"{name.replace('-', '_')}.toml"
    if name not in names():
        raise UnknownScenario(
            _("There is no scenario “%(name)s”. This version has: %(names)s.")
            % {"name": name, "names": ", ".join(names())}
        )
    return tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)


def beside(name: str, what: str) -> dict[str, Any]:
    """Further data of a scenario from a file of its own, in the folder that bears its name."""
    file = SCENARIOS / name.replace("-", "_") / f"{what}.toml"
    return tomllib.loads(file.read_text("utf-8"))
