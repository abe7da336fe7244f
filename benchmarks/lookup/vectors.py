"""Questions with their answers, for the office and the phone alike: python -m benchmarks.lookup.vectors

Writes the file that tests of both languages read. After a rule was changed its difference shows what
changes for people; that a new answer is a good one, somebody has to see.
"""

import json
import runpy
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.lookup.names import names, questions
from benchmarks.lookup.strangers import strangers
from mobilink.guidance import phone
from mobilink.guidance.lookup import Found, Name, Register

TESTS: Final = Path(__file__).parents[2] / "tests" / "guidance"
FILE: Final = TESTS / "lookup_vectors.json"
SEED: Final = 7
OTHERS: Final = (
    Name("1", "Karya Contoh Nusantara, PT"), Name("2", "Jaya Misal"), Name("3", "CV Jaya Misal"),
    Name("4", "PT Karya Karyawan Maju"), Name("5", "PT Jaya Abadi"), Name("6", "PT Jaya Abadi"),
    Name("7", "PT É. Misal 漢字"), Name("8", "PT Misal Dua", is_former=True),
    Name("9", f"PT {'Misal ' * 26}A"), Name("10", "PT Sama \U00020000"), Name("11", "PT Sama \uff9e"),
)  # fmt: skip
ASKED: Final = (
    "PT Karya Contoh Nusantara", "PT Jaya Misal", "CV Jaya Misal", "PT Karyawn Maju",
    "PT Jaja Jayya Abadi", "PT. JAYA ABADI", "Jaya Abadi, P.T.", "PT E\u0301 Misal 漢字",
    "PT E Misal 漢字", "PT É Misal 漢", "\U0001d5e3\U0001d5e7 Jaya Abadi",
    "\uff30\uff34 Jaya Abadi", "🔥PT Jaya Abadi🔥",
    "PT J\u200baya Aba\u00addi", "PT Jaya Abadi ①", "PT MİSAL dua", "PT Misal Dua", "perseroan",
    f"PT {'Misal ' * 26}A Lain", f"PT Jaya Abadi{' ' * 1_000}Lain", "PT Sama", "PT Sama \U00020001",
    "constructor __proto__", "x" * 10_000, "PT Jaya Abadi " * 1_000, "\ud800PT Jaya Abadi",
)  # fmt: skip


def answer(result: Found) -> dict[str, Any]:
    """An answer of the office in the shape that the phone's has."""
    candidates = [
        {"name": name, "why": [list(why) for why in candidate.why]}
        for candidate in result.candidates
        for name in phone.listed([candidate.name])
    ]
    return {"answer": result.answer, "candidates": candidates, "isShort": result.is_short}


def read() -> list[tuple[list[Name], dict[str, Any]]]:
    """Each list with its questions: what is typed → what is answered."""
    return [
        (
            [Name(name["key"], name["text"], "former" in name) for name in case["names"]],
            case["asked"],
        )
        for case in json.loads(FILE.read_text())
    ]


def _cases() -> Iterator[tuple[Iterable[Name], Iterable[str]]]:
    tested = runpy.run_path(str(TESTS / "test_lookup.py"))
    yield tested["LIST"], tested["every_text"]()
    yield OTHERS, ASKED
    made = names(250, SEED)
    listed = [Name(str(at), text, is_former=at % 20 == 0) for at, text in enumerate(made)]
    yield (
        listed,
        [question.text for question in questions(made, 300, SEED)] + [*strangers(made, 100, SEED)],
    )


def _told(listed: Iterable[Name], asked: Iterable[str]) -> str:
    """A question a line, so that a difference shows the questions whose answer is another."""
    register = Register(listed)
    answers = {text: answer(register.find(text)) for text in asked}
    lines = [f"{json.dumps(text)}: {json.dumps(answered)}" for text, answered in answers.items()]
    names_ = json.dumps(phone.listed(listed))
    return '{"names": ' + names_ + ',\n"asked": {\n' + ",\n".join(lines) + "\n}}"


if __name__ == "__main__":
    FILE.write_text("[" + ",\n".join(_told(*case) for case in _cases()) + "]\n")
