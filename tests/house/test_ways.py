"""The three ways through the code are true: each file is there, leads to the next, and comes once."""

import ast
import posixpath
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

HOME = Path(__file__).parent.parent.parent
SOURCE = HOME / "src" / "mobilink"
PAGE = HOME / "docs" / "explanation" / "three-ways.md"
AIMS = {"One tap": 18, "One approval": 12, "One list of recruiters": 18}
"""Way → how many files it may have."""
STEP = re.compile(r"^(\d+\.|    -) (\*[^*]+:\* )?`([\w/.]+)`(?:, `(\w+)`)?: \S.*\.$")
DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTED = re.compile(r'\bfrom "(\.[^"]+)"')


class Step(NamedTuple):
    """One file of a way; what carries over to it where no import does; whether it only answers."""

    path: str
    name: str
    crossing: str
    is_aside: bool


def ways_in(page: str) -> dict[str, list[Step]]:
    """The steps under each heading, every numbered or indented line being one."""
    ways = {}
    for section in page.split("\n## ")[1:]:
        title, *lines = section.splitlines()
        listed = [line for line in lines if re.match(r"\d+\.|\s+-", line)]
        steps = [(line, STEP.match(line)) for line in listed]
        assert [line for line, match in steps if match is None] == []
        ways[title] = [
            Step(match[3], match[4] or "", match[2] or "", match[1].startswith(" "))
            for _, match in steps
        ]
    return ways


@cache
def tree_of(path: str) -> ast.Module:
    return ast.parse((SOURCE / path).read_text("utf-8"))


def names_in(path: str) -> set[str]:
    """The functions, classes and constants that a file has; of a template nothing, as it is entered whole."""
    if path.endswith(".html"):
        return {""}
    if path.endswith(".js"):
        text = (SOURCE / path).read_text("utf-8")
        declared = re.findall(r"^(?:export )?(?:async )?(?:function|const|class) (\w+)", text, re.M)
        passed_on = ",".join(re.findall(r"^export \{([^}]*)\} from", text, re.M))
        return {
            *declared,
            *re.findall(r"\w+", passed_on),
            *re.findall(r"^  (?:async )?(\w+)\(.*\{$", text, re.M),
        }
    nodes = list(ast.walk(tree_of(path)))
    defined = {node.name for node in nodes if isinstance(node, DEFINED)}
    assigned = {
        target.id
        for node in tree_of(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    return defined | assigned


def address_of(path: str) -> str:
    """A module as the files beside it import it: dotted in Python, under /static/ in a browser."""
    if path.endswith(".py"):
        return f"mobilink.{path.removesuffix('.py').replace('/', '.')}"
    return path.partition("/static/")[2]


def imports_of(path: str) -> set[str]:
    if path.endswith(".js"):
        folder = posixpath.dirname(address_of(path))
        text = (SOURCE / path).read_text("utf-8")
        return {posixpath.normpath(posixpath.join(folder, each)) for each in IMPORTED.findall(text)}
    froms = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ImportFrom)]
    modules = {str(node.module) for node in froms}
    return modules | {f"{node.module}.{each.name}" for node in froms for each in node.names}


def leads(path: str, to: str) -> bool:
    """Whether one of two files imports the other."""
    if not {path.rpartition(".")[2], to.rpartition(".")[2]} <= {"py", "js"}:
        return False
    return address_of(to) in imports_of(path) or address_of(path) in imports_of(to)


def problems_of(way: list[Step], aim: int) -> list[str]:
    """What is not true of a way."""
    paths = [step.path for step in way]
    problems = [f"{path} comes twice" for path in sorted({p for p in paths if paths.count(p) > 1})]
    if len(way) > aim:
        problems.append(f"{len(way)} files are more than {aim}")
    lost = [path for path in paths if not (SOURCE / path).is_file()]
    if lost:
        return [*problems, *(f"{path} is not there" for path in lost)]
    problems += [f"{s.path} has no {s.name}" for s in way if s.name not in names_in(s.path)]
    before = way[0].path
    for step in way[1:]:
        if not step.crossing and not leads(before, step.path):
            problems.append(f"nothing leads from {before} to {step.path}")
        before = before if step.is_aside else step.path
    return problems


WAYS = ways_in(PAGE.read_text("utf-8"))
APPROVAL = WAYS["One approval"]


def test_the_page_tells_the_three_ways():
    assert list(WAYS) == list(AIMS)
    assert all(len(way) > 8 for way in WAYS.values())


@pytest.mark.parametrize("title", AIMS)
def test_a_way_is_short_and_leads_through_files_that_are_there(title):
    assert problems_of(WAYS[title], AIMS[title]) == []


@pytest.mark.parametrize("title", AIMS)
def test_two_steps_of_three_are_led_to_by_an_import(title):
    way = WAYS[title]

    assert sum(bool(step.crossing) for step in way) <= len(way) / 3


@pytest.mark.parametrize(
    ("place", "wrong", "problem"),
    [
        (3, {"path": "outreach/acts.py"}, "outreach/acts.py is not there"),
        (3, {"name": "approve_all"}, "outreach/actions.py has no approve_all"),
        (3, {"path": "goods/actions.py", "name": "count_cash"}, "nothing leads from"),
        (3, {"path": "public/views.py", "name": "home"}, "public/views.py comes twice"),
        (7, {"crossing": ""}, "nothing leads from serving/data_version.py to public/urls.py"),
    ],
)
def test_a_step_that_is_wrong_is_seen(place, wrong, problem):
    way = [*APPROVAL[:place], APPROVAL[place]._replace(**wrong), *APPROVAL[place + 1 :]]

    assert any(each.startswith(problem) for each in problems_of(way, 12))


def test_a_way_that_is_too_long_is_seen():
    assert problems_of(APPROVAL, 11) == ["12 files are more than 11"]


def test_a_module_that_a_screen_does_not_import_is_seen():
    tap = WAYS["One tap"]

    assert any("nothing leads from" in each for each in problems_of([tap[2], tap[6]], 18))
