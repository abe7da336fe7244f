"""The mutants of `table.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).parents[2]


@dataclass(frozen=True)
class Mutant:
    """What it breaks, in words; the file in `src/mobilink`, what stands there once and what instead;
    the tests, in `tests`, that should catch it; or why nothing that the program does would show it.
    """

    breaks: str
    file: str
    old: str
    new: str
    tests: list[str]
    equivalent: str = ""

    def is_meant(self, words: list[str]) -> bool:
        """Whether its sentence or its file holds one of some words; always where there are none."""
        return not words or any(word in f"{self.breaks} {self.file}" for word in words)


def mutants() -> list[Mutant]:
    """All of them."""
    text = Path(__file__).with_name("table.toml").read_text("utf-8")
    return [Mutant(**one) for one in tomllib.loads(text)["mutant"]]
