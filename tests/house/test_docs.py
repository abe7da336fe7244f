"""Documents tell the truth: commands, settings, links and dependencies are what they say."""

import re
import tomllib
from pathlib import Path

import pytest

from mobilink.cli import _parser

HOME = Path(__file__).parent.parent.parent
DOCUMENTS = [*HOME.glob("*.md"), *HOME.glob("docs/**/*.md")]


def commands():
    actions = [
        action for action in _parser()._actions if hasattr(action, "choices") and action.choices
    ]
    return set(actions[0].choices)


def test_every_command_is_documented_and_every_documented_command_exists():
    text = (HOME / "docs/reference/commands.md").read_text("utf-8")

    assert set(re.findall(r"^\| `(\w+)", text, re.MULTILINE)) == commands()


def test_every_setting_is_documented():
    text = (HOME / "docs/reference/settings.md").read_text("utf-8")
    source = [*(HOME / "src").rglob("*.py"), HOME / "mobilink"]
    used = {
        name
        for path in source
        for name in re.findall(r"MOBILINK_[A-Z_]+\b", path.read_text("utf-8"))
    }

    # Between the bootstrap and the workshop only; an operator never sets it.
    assert used - set(re.findall(r"`(MOBILINK_[A-Z_]+)`", text)) == {"MOBILINK_HOME"}


def test_every_test_that_a_requirement_of_the_screens_names_exists():
    text = (HOME / "docs/reference/ux.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)

    assert len(named) > 40
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not re.search(rf"def {name}\b", (HOME / path).read_text("utf-8"))
    ]
    assert missing == []
    assert re.findall(r"^\| (U\d+) ", text, re.MULTILINE) == [f"U{n}" for n in range(1, 46)]


HOW_TO = [*HOME.glob("docs/how-to/*.md")]
SNIPPET = re.compile(r"^```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def snippets(text):
    """What a document quotes, and the file that it named last before that."""
    for snippet in SNIPPET.finditer(text):
        named = re.findall(r"`([\w./-]+/[\w.-]+\.\w+)`", text[: snippet.start()])
        yield named[-1], snippet[1]


@pytest.mark.parametrize("document", HOW_TO, ids=lambda path: path.name)
def test_what_a_how_to_quotes_stands_in_the_file_that_it_names(document):
    quoted = list(snippets(document.read_text("utf-8")))

    assert len(quoted) > 4
    for path, snippet in quoted:
        assert snippet in (HOME / path).read_text("utf-8"), f"{document.name}: {path}"


@pytest.mark.parametrize("document", HOW_TO, ids=lambda path: path.name)
def test_every_test_that_a_how_to_names_exists(document):
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", document.read_text("utf-8"))

    assert len(named) > 6
    for path, name in named:
        assert re.search(rf"def {name}\b", (HOME / path).read_text("utf-8")), f"{path}::{name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_relative_link_leads_somewhere(document):
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document.read_text("utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_every_direct_dependency_has_its_reason():
    text = (HOME / "docs/decisions/001-dependencies.md").read_text("utf-8")
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]

    for requirement in project["dependencies"]:
        assert re.match(r"[\w-]+", requirement)[0] in text


def floors():
    """The rooms of each floor, from the roof down, as import-linter holds them."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    return [layer.split(" | ") for layer in layers if layer != "__main__"]


def test_contributing_draws_the_floors_that_the_imports_keep():
    drawing = (HOME / "CONTRIBUTING.md").read_text("utf-8").split("```")[1].strip()
    drawn = [re.split(r" {2,}", line)[0].split(" · ") for line in drawing.splitlines()]

    assert drawn == floors()


def test_the_reference_lists_the_rooms_from_the_roof_down():
    reference = (HOME / "docs/reference/rooms.md").read_text("utf-8")

    assert re.findall(r"^\| `(\w+)`", reference, re.MULTILINE) == [
        room for floor in floors() for room in floor
    ]


def test_the_readme_names_commands_that_exist():
    readme = (HOME / "README.md").read_text("utf-8")

    assert set(re.findall(r"\./mobilink (\w+)", readme)) <= commands()
