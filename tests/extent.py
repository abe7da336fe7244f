"""What the usual run leaves to `./mobilink test --all`, said by marks where each test stands.

    python -m tests.extent

writes the list of it into `docs/reference/tests.md`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs/reference/tests.md"
HEADING = "## What only `--all` runs\n"


def is_left_out(marks: set[str]) -> bool:
    """Whether a test with these marks runs with `--all` only."""
    return "thorough" in marks or ("browser" in marks and "usual" not in marks)


def left_out() -> dict[str, list[str]]:
    """File → the tests of it that only `--all` runs, by reading their marks."""
    files = {path: [*_left_out_of(path)] for path in sorted(HERE.rglob("test_*.py"))}
    return {path.relative_to(HERE).as_posix(): names for path, names in files.items() if names}


def listed() -> str:
    """The list as the page of the tests shows it: each file, then a sentence for each test."""
    lines = []
    for file, names in left_out().items():
        lines += [f"- `{file}`", *(f"  - {_sentence(name)}" for name in names)]
    return "\n".join(lines) + "\n"


def _left_out_of(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    of_file = {
        name
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
        for name in _marks(node.value)
    }
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            own = {name for each in node.decorator_list for name in _marks(each)}
            if is_left_out(of_file | own):
                yield node.name


def _marks(node: ast.AST) -> set[str]:
    """The names behind `pytest.mark.` in an expression."""
    return {
        each.attr
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute) and ast.unparse(each.value) == "pytest.mark"
    }


def _sentence(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ")


if __name__ == "__main__":
    before, _heading, _list = PAGE.read_text("utf-8").partition(HEADING)
    PAGE.write_text(f"{before}{HEADING}\n{listed()}", "utf-8")
