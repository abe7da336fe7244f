"""The house stands: floors, sizes, words, messages, documents."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest
from babel.messages import pofile

from mobilink.config.sentences import sentences

HOME = Path(__file__).parent.parent.parent
SOURCE = HOME / "src" / "mobilink"
PYTHON = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
PAGES = list(SOURCE.rglob("templates/**/*.html"))
TEMPLATES = [*PAGES, *SOURCE.rglob("templates/**/*.json")]
ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


def test_every_room_tells_its_story_and_has_a_line_in_the_docs():
    reference = (HOME / "docs" / "reference" / "rooms.md").read_text("utf-8")

    for room in ROOMS:
        story = ast.get_docstring(ast.parse((SOURCE / room / "__init__.py").read_text("utf-8")))
        assert story, f"{room}/__init__.py has no docstring"
        assert f"`{room}`" in reference


def test_no_file_is_longer_than_500_lines_and_no_function_than_60():
    for path in PYTHON:
        text = path.read_text("utf-8")
        assert text.count("\n") <= 500, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, f"{path}: {node.name}"


def test_one_place_catches_a_refusal_for_a_page_of_the_console_and_the_portal():
    refusals = {"Refused"}
    bases = [
        (node.name, {_last_name(base) for base in node.bases})
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    while more := {name for name, of in bases if of & refusals} - refusals:
        refusals |= more

    caught = [
        path.relative_to(SOURCE).as_posix()
        for room in ("console", "portal", "design")
        for path in (SOURCE / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler) and _caught(node) & (refusals | {"Exception", ""})
    ]
    assert caught == ["design/acting.py"]


def _caught(handler: ast.ExceptHandler) -> set[str]:
    """The names of what a handler catches; an empty one for a bare `except`."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {_last_name(kind) for kind in kinds}


def _last_name(node: ast.AST | None) -> str:
    return getattr(node, "attr", "") or getattr(node, "id", "")


CORE = [
    "exchange", "merge", "messages", "packing", "replica", "salts", "segment", "sequence",
    "store", "wire",
]  # fmt: skip


def test_the_core_of_the_journal_stays_small_enough_to_be_read_in_one_sitting():
    """G27: 1,500 lines of code; blank lines do not count, explanations do."""
    texts = [(SOURCE / "journal" / "core" / f"{name}.py").read_text("utf-8") for name in CORE]
    lines = sum(bool(line.strip()) for text in texts for line in text.splitlines())
    settings = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["tool"]["coverage"]

    assert lines <= 1_500, f"The core has {lines} lines."
    assert {Path(path).stem for path in settings["run"]["include"]} == set(CORE)


# Each rule is a pattern, the rooms that may break it, and a line that it must catch.
# `people` saves accounts, which never travel.
WORDS = [
    (r"\b(datetime\.now|date\.today|timezone\.now)\(", {"basics"}, "day = date.today()"),
    (r"\bmark_safe\b", set(), "mark_safe(text)"),
    (r"^\s*print\(", set(), "    print(1)"),
    (r"\.objects\.(create|bulk_create|update_or_create)\(", {"journal"}, "Tally.objects.create()"),
    (
        r"\bmobilink\.journal\.(storage\.)?models\b",
        {"journal"},
        "from mobilink.journal.storage.models import Segment",
    ),
    (
        r"\.save\((\)|update_fields|force)",
        {"journal", "people", "imports"},
        "row.save()",
    ),
]


@pytest.mark.parametrize(("pattern", "allowed", "bad"), WORDS)
def test_words_that_do_not_belong_are_not_there(pattern, allowed, bad):
    rule = re.compile(pattern, re.MULTILINE)

    assert rule.search(bad)
    for path in PYTHON:
        if path.relative_to(SOURCE).parts[0] not in allowed:
            assert not rule.search(path.read_text("utf-8")), path


BLOCK_TAG = re.compile(
    r"<(?:article|aside|details|div|d[ldt]|fieldset|footer|form|h[1-6]|header|legend|li|main|nav|[ou]l|p"
    r"|section|summary|table|tbody|t[dhr]|thead)\b"
)


def test_no_page_has_inline_style_or_script():
    for page in PAGES:
        text = page.read_text("utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style", text), page
        for script in re.findall(r"<script[^>]*>", text):
            assert "src=" in script or "application/ld+json" in script, page


def test_a_template_has_one_tag_a_line_lines_of_140_signs_and_8_kilobytes_at_most():
    assert len(BLOCK_TAG.findall("<ul><li>")) == 2
    for template in TEMPLATES:
        text = template.read_text("utf-8")
        assert len(text.encode()) <= 8_000, template
        for number, line in enumerate(text.splitlines(), start=1):
            assert len(line) <= 140, f"{template}:{number}"
            assert len(BLOCK_TAG.findall(line)) <= 1, f"{template}:{number}"


def test_no_space_stands_around_a_sentence_that_the_program_of_the_phone_says():
    """It takes the text of a `dd` as it stands."""
    pages = [page for page in PAGES if 'id="words"' in page.read_text("utf-8")]
    parts = [page for page in PAGES if page.name.endswith("_words.html")]
    assert len(pages) == 2
    for page in [*pages, *parts]:
        words = page.read_text("utf-8").rpartition('id="words"')[2]
        assert not re.search(r"<d[dt]>\s|\s</d[dt]>", words), page


def test_every_message_has_its_indonesian():
    said = sentences()

    assert len(said) > 4_000
    assert sorted({each.english for each in said if not each.translated}) == []


def test_nothing_is_translated_that_nobody_says():
    """Others whose words we give: Django and argparse, the system; the core, which knows neither."""
    core = "".join(path.read_text("utf-8") for path in SOURCE.glob("journal/core/*.py"))
    foreign = [each for each in sentences() if each.file.endswith(".po")]

    assert {each.room for each in foreign} == {"cli", "design", "journal"}
    for each in foreign:
        assert each.room != "journal" or f'"{each.english}"' in core, each.place


def test_a_sentence_has_one_translation_in_every_room():
    said = {}
    for source in sorted(SOURCE.glob("*/locale/id/LC_MESSAGES/django.po")):
        with source.open("rb") as stream:
            for message in pofile.read_po(stream):
                if message.id:
                    known = said.setdefault((message.context, message.id), message.string)
                    assert message.string == known, (source.parts[-5], message.id)


def test_placeholders_survive_the_translation():
    for source in SOURCE.glob("*/locale/id/LC_MESSAGES/django.po"):
        with source.open("rb") as stream:
            for message in pofile.read_po(stream):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                strings = message.string if isinstance(message.string, tuple) else (message.string,)
                wanted = set(re.findall(r"%\(\w+\)s", ids[-1]))
                for string in strings:
                    assert set(re.findall(r"%\(\w+\)s", string)) <= wanted, message.id


def test_the_migrations_are_complete(db):
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


OMITS = "omit-lockfile-registry-resolved=true"


def test_locks_and_settings_name_no_registry():
    for path in [*HOME.glob("requirements/*.txt"), HOME / "pyproject.toml"]:
        assert "://" not in path.read_text("utf-8"), path
    for path in HOME.glob("requirements/javascript/*"):
        assert "registry" not in path.read_text("utf-8").replace(OMITS, ""), path


def test_every_javascript_tool_is_locked_by_its_hash_wherever_it_comes_from():
    lock = json.loads((HOME / "requirements/javascript/package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert packages
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name
