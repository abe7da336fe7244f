"""What commands say, and what rooms refuse, goes through the catalogue: it is said in Indonesian, too."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import pofile

from mobilink.basics import terminal

SOURCE = Path(__file__).parents[2] / "src" / "mobilink"
COMMANDS = sorted((SOURCE / "cli").glob("*.py"))
SAYING = {
    "fail", "say", "put", "put_table", "error", "Refused", "FolderProblem", "ArgumentTypeError",
}  # fmt: skip
EXPLAINING = {"help", "description", "epilog", "title"}
# What one machine says to another, or to whoever programs it, is English everywhere.
TO_MACHINES = {
    "journal/core", "journal/rehearsal", "journal/simulation", "serving/request_buffer.py",
    "journal/actions.py", "journal/storage/kinds.py",
    "journal/sync/batches.py", "journal/sync/sync_server.py",
}  # fmt: skip
FAULTS = {"Malformed", "TypeError", "ValueError", "AssertionError", "RuntimeError"}
# What is typed as it stands, in whatever language: options, the program's name, what `…` quotes.
TYPED = re.compile(r"`[^`]*`|--[\w-]+|\bmobilink\b")


@pytest.mark.parametrize(
    "bad",
    [
        'say("Stop with Ctrl+C.")',
        'return fail(f"There is no unit {unit}.", 2)',
        'raise Refused(f"{file} is " "there already.")',
        'put("Nothing." if empty else _("Something."))',
        'put("Wrote " + name)',
        'put_table(["code", _("name")], rows)',
        'commands.add_parser("count", help="how far its facts have come")',
    ],
)
def test_a_sentence_without_a_catalogue_is_noticed(bad):
    assert len(list(plain_sentences(ast.parse(bad.removeprefix("return "))))) == 1


@pytest.mark.parametrize(
    "good",
    [
        'say(_("Stop with Ctrl+C."))',
        'fail(_("There is no unit %(unit)s.") % {"unit": unit}, 2)',
        'put(f"mobilink: {number} {name}")',
        'bench.add_argument("options", help="--count N, --slow …")',
    ],
)
def test_a_sentence_from_the_catalogue_passes(good):
    assert list(plain_sentences(ast.parse(good))) == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda path: path.stem)
def test_a_command_says_nothing_that_is_not_in_the_catalogue(command):
    tree = ast.parse(command.read_text("utf-8"))

    assert [f"{command.name}:{node.lineno}" for node in plain_sentences(tree)] == []


def test_a_refusal_without_a_catalogue_is_noticed():
    bad = 'raise Refused(f"{name} is there.")\nraise BadCell("day", "it is none.")'
    good = 'raise BadCell("day", _("it is none."))\nraise TypeError("it is none")'

    assert len(list(plain_refusals(ast.parse(bad)))) == 2
    assert list(plain_refusals(ast.parse(good))) == []


def test_a_room_refuses_nothing_in_words_that_are_not_in_the_catalogue():
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).as_posix()
        is_past = "migrations" in path.parts
        if not is_past and not any(place.startswith(each) for each in TO_MACHINES):
            tree = ast.parse(path.read_text("utf-8"))
            assert [f"{place}:{node.lineno}" for node in plain_refusals(tree)] == []


def test_what_is_said_without_django_has_its_indonesian_in_the_catalogue_of_the_commands():
    with terminal.CATALOGUE.open("rb") as stream:
        known = {message.id for message in pofile.read_po(stream) if message.string}

    for path in SOURCE.rglob("*.py"):
        text = path.read_text("utf-8")
        if "from mobilink.basics.terminal import gettext as _" in text:
            for call in _calls(ast.parse(text), {"_"}):
                assert ast.literal_eval(call.args[0]) in known, path


def plain_sentences(tree: ast.AST) -> Iterator[ast.expr]:
    """Texts with words in them that are said, or explain a command, as they stand in the code."""
    for call in _calls(tree, SAYING):
        for said in call.args[:1]:
            yield from _plain(said)
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in EXPLAINING:
            yield from _plain(node.value)


def plain_refusals(tree: ast.AST) -> Iterator[ast.expr]:
    """Sentences that are raised as they stand in the code; a single word is a code or a name."""
    for node in ast.walk(tree):
        raised = getattr(node, "exc", None)
        if isinstance(raised, ast.Call) and _name(raised.func) not in FAULTS:
            for said in raised.args:
                yield from (plain for plain in _plain(said) if " " in _letters(plain))


def _calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in names:
            yield node


def _name(node: ast.expr) -> str:
    return getattr(node, "id", "") or getattr(node, "attr", "")


def _plain(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.IfExp():
            parts = [node.body, node.orelse]
        case ast.BoolOp():
            parts = node.values
        case ast.BinOp(op=ast.Add()):
            parts = [node.left, node.right]
        case ast.BinOp(op=ast.Mod()):
            parts = [node.left]
        case ast.List() | ast.Tuple():
            parts = node.elts
        case _:
            parts = []
            if re.search(r"[a-z]{2}", TYPED.sub("", _letters(node)), re.IGNORECASE):
                yield node
    for part in parts:
        yield from _plain(part)


def _letters(node: ast.expr) -> str:
    """The constant text of a literal or an f-string; nothing of anything else."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = (part.value for part in parts if isinstance(part, ast.Constant))
    return "".join(text for text in texts if isinstance(text, str))
