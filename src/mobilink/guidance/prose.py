"""The Markdown of a card's text, in its plain structure: headings, paragraphs, lists. Pure.

What the text is made of is data, so that a page, a paper and a search read the same; nothing in it
can carry markup of its own. Whatever has no place in a card is named with its line.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

HEADING, PARAGRAPH, STEPS, POINTS = "heading", "paragraph", "steps", "points"
LISTS: Final = {"ordered_list": STEPS, "bullet_list": POINTS}
ENDED: Final = ("_open", "_close")
FOREIGN: Final = {
    "blockquote": "quote", "fence": "code", "code_block": "code", "code_inline": "code",
    "hr": "rule", "image": "picture", "em": "italics", "html_block": "markup",
    "html_inline": "markup",
}  # fmt: skip
"""What Markdown knows and a card does not."""
_MARKDOWN: Final = MarkdownIt("commonmark")


class Run(NamedTuple):
    """Words that look alike: strong or not, a link or not."""

    text: str
    is_strong: bool = False
    href: str = ""


class Block(NamedTuple):
    """A heading or paragraph with its words, or a list with those of each item."""

    kind: str
    items: tuple[tuple[Run, ...], ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        return self.items[0]

    @property
    def text(self) -> str:
        return "\n".join("".join(run.text for run in item) for item in self.items)


class Problem(NamedTuple):
    """Something that a card cannot hold: the line, the first being 1, and a code for it."""

    line: int
    code: str


@lru_cache(maxsize=256)
def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text in which `problems` found none."""
    return tuple(_blocks(_MARKDOWN.parse(text)))


def lead(text: str) -> tuple[Block, ...]:
    """The first paragraph, which says the thing itself."""
    return tuple(block for block in blocks(text) if block.kind == PARAGRAPH)[:1]


def plain(text: str) -> str:
    """The words alone, a line for each paragraph and item."""
    return "\n".join(block.text for block in blocks(text))


def problems(text: str) -> list[Problem]:
    """What a card cannot hold; an empty text is a problem too."""
    tokens = _MARKDOWN.parse(text)
    return list(_problems(tokens)) if tokens else [Problem(1, "empty")]


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    listed: list[tuple[Run, ...]] | None = None
    kind = PARAGRAPH
    for token in tokens:
        name = _name(token.type)
        if name in LISTS:
            if token.nesting == 1:
                kind, listed = LISTS[name], []
            elif listed is not None:
                yield Block(kind, tuple(listed))
                kind, listed = PARAGRAPH, None
        elif token.type == "inline":
            runs = tuple(_runs(token.children or []))
            if listed is not None:
                listed.append(runs)
            else:
                yield Block(kind, (runs,))
        elif listed is None and token.nesting:
            kind = HEADING if token.type == "heading_open" else PARAGRAPH


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    is_strong, href = False, ""
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            is_strong = token.nesting == 1
        elif token.type == "link_open":
            href = str(token.attrs["href"])
        elif token.type == "link_close":
            href = ""
        elif token.type in ("softbreak", "hardbreak"):
            yield Run(" ")
        elif token.content:
            yield Run(token.content, is_strong, href)


def _problems(tokens: Sequence[Token]) -> Iterator[Problem]:
    line, depth, paragraphs, before = 1, 0, 0, ""
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        name = _name(token.type)
        depth += token.nesting if name in LISTS else 0
        paragraphs = 0 if name == "list_item" else paragraphs + (token.type == "paragraph_open")
        problem = _wrong(token, name, depth, paragraphs)
        is_blank = token.type == "list_item_close" and before == "list_item_open"
        if problem or is_blank:
            yield Problem(line, problem or "blank")
        yield from (Problem(line, FOREIGN[each]) for each in _foreign_in(token))
        before = token.type


def _wrong(token: Token, name: str, depth: int, paragraphs: int) -> str:
    """What is wrong with a part of the text, or nothing."""
    if name in FOREIGN and token.nesting != -1:
        return FOREIGN[name]
    if name in LISTS and token.nesting == 1 and depth > 1:
        return "nested"
    if depth and token.type == "paragraph_open" and paragraphs > 1:
        return "long item"
    if token.type == "heading_open" and (token.tag != "h2" or depth):
        return "heading"
    return "blank" if token.type == "inline" and not token.content else ""


def _foreign_in(token: Token) -> Iterator[str]:
    for child in token.children or ():
        if (name := _name(child.type)) in FOREIGN and child.nesting != -1:
            yield name


def _name(kind: str) -> str:
    return kind.removesuffix(ENDED[0]).removesuffix(ENDED[1])
