"""Every sentence of the faces with its place and its translation, for whoever proof-reads them."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mobilink.config.messages import ROOMS, sources

TAG: Final = re.compile(r"""(?:{%\s*translate\s+|\b_\()"((?:[^"\\]|\\.)+)\"""")
BLOCK: Final = re.compile(
    r"{%\s*blocktranslate([^%]*)%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL
)
# By which argument of a call its sentence is; a context comes before it where there is one.
CALLS: Final = {"_": 0, "gettext": 0, "gettext_lazy": 0, "pgettext_lazy": 1, "named": 1}
ON_PAPER: Final = re.compile(
    r"""^\s*=+ (.+)$|^\s*([A-Z*][^"{}]*[.:])$|\[([^\["#\]]*[a-z]{3}[^\["\]]*)\]|"([A-Z][^"]*|[a-z]+ [^"]*)\""""
)
"""A heading, a line of text, a text in brackets, or words in quotes, of a line of a paper."""


@dataclass(frozen=True)
class Sentence:
    """What a line of a file says; `translated` is empty where nobody has written it yet.

    The words of a paper have no English: they stand in the office's language where they are used.
    """

    room: str
    file: str
    line: int
    english: str
    translated: str

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


def sentences(language: str = "id") -> list[Sentence]:
    """The sentences of all rooms, in the order of their places.

    Behind them stand those of others that we say in our words, where the catalogue has them: what
    Django says of a form, argparse of a line, the system of a file.
    """
    entries = [*_entries(language)]
    known = {each.english: each.translated for each in entries}
    ours = [
        Sentence(
            path.relative_to(ROOMS).parts[0],
            path.relative_to(ROOMS).as_posix(),
            line,
            english,
            known.get(english, ""),
        )
        for path in sorted([*ROOMS.rglob("*.py"), *ROOMS.rglob("*.html")])
        if "migrations" not in path.parts
        for line, english in _said(path)
    ]
    said = {each.english for each in ours}
    return [*ours, *(each for each in entries if each.english not in said)]


def on_paper() -> list[Sentence]:
    """The fixed words of the papers, in the order of their places."""
    return [
        Sentence(
            "publishing", path.relative_to(ROOMS).as_posix(), number, "", "".join(match.groups(""))
        )
        for path in sorted(ROOMS.glob("publishing/typst/*.typ"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        for match in ON_PAPER.finditer(line)
    ]


def _entries(language: str) -> Iterator[Sentence]:
    """What the catalogues of a language hold, each with its place there."""
    from babel.messages import pofile

    for source in sources(language):
        file = source.relative_to(ROOMS)
        with source.open("rb") as stream:
            for message in pofile.read_po(stream, locale=language):
                english, translated = _singular(message.id), _singular(message.string)
                if english:
                    yield Sentence(
                        file.parts[0], file.as_posix(), message.lineno or 0, english, translated
                    )


def _singular(text: Any) -> str:
    return str(text[0] if isinstance(text, list | tuple) else text or "")


def _said(path: Path) -> Iterator[tuple[int, str]]:
    text = path.read_text("utf-8")
    return _in_code(text) if path.suffix == ".py" else _in_page(text)


def _in_code(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        match node.args[CALLS.get(name, 0) :]:
            case [ast.Constant(value=str() as text), *_rest] if name in CALLS:
                yield node.lineno, text


def _in_page(text: str) -> Iterator[tuple[int, str]]:
    for tag in TAG.finditer(text):
        yield _line(text, tag.start()), tag[1]
    for block in BLOCK.finditer(text):
        options, body = block.groups()
        body = re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", body)
        if "trimmed" in options:
            body = " ".join(line.strip() for line in body.strip().splitlines())
        yield _line(text, block.start()), re.split(r"{%\s*plural\s*%}", body)[0]


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
