"""Each fault that the journal promises to survive has a test that names its row in the catalogue."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parent.parent
ROWS = {
    *range(1, 8), *range(9, 13), 20, *range(22, 29), *range(30, 33), *range(34, 52), 57, 58, 68, 70,
    72, 74,
}  # fmt: skip


def rows_named_in(text):
    """The numbers after “row” or “rows” in the names and first lines of a module's tests."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    sentences = [
        f"{function.name} {ast.get_docstring(function)}"
        for function in functions
        if function.name[:5] == "test_"
    ]
    lists = re.findall(r"[Rr]ows?[ _](\d+(?:(?:, |,? and |_and_)\d+)*)", "\n".join(sentences))
    return {int(number) for each in lists for number in re.findall(r"\d+", each)}


def test_every_promised_row_of_the_fault_catalogue_is_named_by_a_test():
    named = set().union(
        *(rows_named_in(path.read_text("utf-8")) for path in TESTS.rglob("test_*.py"))
    )

    assert ROWS - named == set()


def test_a_row_that_is_only_spoken_of_is_not_named():
    assert rows_named_in('def test_rows_3_and_4_hold(): "Row 5: too."') == {3, 4, 5}
    assert rows_named_in("ROW = 6\n# row 7\ndef row_8(): pass") == set()
