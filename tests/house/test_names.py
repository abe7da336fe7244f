"""Names are the field's standard terms: riddles that the house once had do not come back."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent.parent
SOURCE = HOME / "src" / "mobilink"

RIDDLES = {
    "basics": "turns garbage bahasa",
    "booth": "Telling way duty",
    "config": "gate front shelf freshness listen",
    "console": "deeds person_deeds partner_deeds acts named_acts inviting invitations kept ruled proved owed"
    " wishes marks actions needs notices crew_notices fleet_notices goods_notices partner_needs",
    "field": "asking carried standing reckoning strip stations site upkeep first",
    "fleet": "Told",
    "guidance": "Deed",
    "imports": "Way",
    "goods": "tellings hands twins doubles variance carried",
    "journal": "departures ground hearing homes portions settling chains columns rounds states pages contact"
    " answering deliveries carrier strongbox Left Said Heard Kept Far Middle Alike Parcel"
    " inbox",
    "public": "carried",
    "publishing": "sayings lettering fitting social pack_rows",
    "serving": "gate front shelf freshness listen Embedded Server",
}
"""Room → modules and classes that it must not have; each has a plain name today."""
FUNCTIONS = {"told", "laid", "refuse_twin"}
"""Functions that nobody would know without reading them."""
PRONOUNS = {"told", "one", "there", "some", "found", "both"}
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)
PYTHON = [
    path
    for folder in ("src", "tests", "benchmarks")
    for path in (HOME / folder).rglob("*.py")
    if "migrations" not in path.parts
]


def bound_in(node: ast.AST) -> Iterator[str]:
    """The names that are bound in a tree, comprehensions and lambdas apart."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
            yield name
    if not isinstance(node, COMPREHENSIONS):
        for child in ast.iter_child_nodes(node):
            yield from bound_in(child)


@pytest.mark.parametrize("room", RIDDLES)
def test_no_module_or_class_bears_a_riddle_of_its_room(room):
    files = [*(SOURCE / room).rglob("*.py"), *(SOURCE / room).rglob("*.js")]
    names = {path.stem for path in files if "screens" not in path.parts}
    for path in files:
        if path.suffix == ".py" and "migrations" not in path.parts:
            tree = ast.parse(path.read_text("utf-8"))
            names |= {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}

    assert names & set(RIDDLES[room].split()) == set()


def functions_in(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


def test_no_function_must_be_read_to_be_known():
    source = [path for path in PYTHON if SOURCE in path.parents]
    riddles = {str(path.relative_to(HOME)): functions_in(path) & FUNCTIONS for path in source}

    assert {path: names for path, names in riddles.items() if names} == {}


def test_no_variable_is_a_pronoun():
    said = {}
    for path in PYTHON:
        if names := PRONOUNS.intersection(bound_in(ast.parse(path.read_text("utf-8")))):
            said[str(path.relative_to(HOME))] = sorted(names)

    assert said == {}


def test_pronouns_are_seen_wherever_a_name_is_bound():
    text = (
        "def f(told, *, one=1):\n for some in x: pass\n with y as found, z() as (both, there): pass"
    )

    assert set(bound_in(ast.parse(text))) & PRONOUNS == PRONOUNS
    assert not set(bound_in(ast.parse("[one for one in x]; lambda told: told"))) & PRONOUNS


@pytest.mark.parametrize("room", ["console", "journal"])
def test_a_room_of_packages_has_at_most_twelve_modules_of_its_own(room):
    assert len([*(SOURCE / room).glob("*.py")]) <= 12


def test_no_act_is_written_as_a_text():
    """Each act is declared beside its verb, so that whoever reads it later has its words."""
    rule = re.compile(r"\bcommit\(\s*f?[\"']")

    assert rule.search('with commit(\n    "approve outing", by=person')
    assert [path for path in SOURCE.rglob("*.py") if rule.search(path.read_text("utf-8"))] == []
