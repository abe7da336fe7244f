"""JavaScript stands in the same house: sizes, lines, floors, words."""

import json
import os
import re
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent.parent
SOURCE = HOME / "src" / "mobilink"
SETTINGS = json.loads((HOME / "tsconfig.json").read_text("utf-8"))
MODULES = {
    path.relative_to(next(folder for folder in path.parents if folder.name == "static")): path
    for path in SOURCE.glob("*/static/**/*.js")
}
"""Every module by its place below `/static/`, where modules of all rooms lie side by side."""


def test_the_types_of_every_module_are_checked():
    rooms = {path.relative_to(SOURCE).parts[0] for path in MODULES.values()}
    workers = json.loads((HOME / "requirements/javascript/worker.json").read_text("utf-8"))

    assert SETTINGS["compilerOptions"]["checkJs"]
    assert SETTINGS["compilerOptions"]["strict"]
    assert SETTINGS["include"] == ["src/mobilink/*/static/**/*.js"]
    assert SETTINGS["compilerOptions"]["rootDirs"] == [
        f"src/mobilink/{room}/static" for room in sorted(rooms)
    ]
    [unchecked] = SETTINGS["exclude"]
    assert f"../../{unchecked}" in workers["include"]
    for path in MODULES.values():
        assert not re.search(r"@ts-(ignore|nocheck|expect-error)", path.read_text("utf-8")), path


def test_no_line_is_longer_than_110_characters_and_no_module_than_250_lines():
    for path in MODULES.values():
        lines = path.read_text("utf-8").splitlines()
        assert len(lines) <= 250, path
        for line in lines:
            assert len(line) <= 110, f"{path}: {line}"


IMPORT = re.compile(r'\b(?:from|import)\s*\(?\s*"(\.[^"]+)"')
"""A module that is run, or one that only gives a type."""


TYPES = {
    str(path.relative_to(next(folder for folder in path.parents if folder.name == "static")))
    for path in SOURCE.glob("*/static/**/*.d.ts")
}
"""What holds types alone; it runs nowhere and so closes no circle."""


def imports(place: Path) -> set[str]:
    text = MODULES[place].read_text("utf-8")
    targets = {os.path.normpath(place.parent / target) for target in IMPORT.findall(text)}
    return {target for target in targets if f"{target.removesuffix('.js')}.d.ts" not in TYPES}


def test_no_module_imports_itself_in_a_circle():
    """Those that import nothing go, and again, until none is left or all that is left are circles."""
    left = {str(place): imports(place) for place in MODULES}

    assert set().union(*left.values()) <= set(left)
    while free := [name for name, targets in left.items() if not targets & left.keys()]:
        for name in free:
            del left[name]
    assert left == {}


WORD = r"(?<![\w.$])(?:told|one|there|some|found|both)\b(?!\s*:)"
"""A pronoun as a name; before a colon it is a property, whose variable stands behind it."""
BINDINGS = [
    (rf"\b(?:const|let|var)\s+{WORD}", "const told = await plan();"),
    (rf"\b(?:const|let|var)\s*[\[{{][^=;]*?{WORD}[^=;]*?[\]}}]\s*=", "const { id, found } = row;"),
    (rf"\bfunction\s*\*?\s*{WORD}\s*\(", "function told(kind) {"),
    (rf"\bfunction\s*\*?\s*\w*\s*\([^)]*?{WORD}", "function show(root, { one }) {"),
    (rf"^\s+(?:static |async )*#?\w+\([^()]*?{WORD}[^()]*?\)\s*\{{", "  #word(typed, one) {"),
    (rf"(?:\([^()]*?{WORD}[^()]*?\)|{WORD})\s*=>\s*\{{", "each((made, one) => {"),
    (rf"\bfor\s*\(\w+\s+[^)]*?{WORD}[^)]*?\bof\b", "for (const [at, one] of rows) {"),
]
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


@pytest.mark.parametrize(("pattern", "bad"), BINDINGS)
def test_a_name_is_a_noun_outside_of_small_arrow_functions(pattern, bad):
    rule = re.compile(pattern, re.MULTILINE)

    assert rule.search(bad)
    assert not rule.search("rows.filter((one) => one.id === id).some(isOf);")
    for path in MODULES.values():
        binding = rule.search(COMMENT.sub("", path.read_text("utf-8")))
        assert not binding, f"{path}: {binding[0]}"


RIDDLES = [
    "asking",
    "carried",
    "standing",
    "reckoning",
    "strip",
    "stations",
    "site",
    "upkeep",
    "first",
]


def test_no_module_of_the_phone_bears_a_name_that_must_be_explained():
    phone = {place.stem for place in MODULES if place.parts[:2] == ("field", "app")}

    assert len(phone) > 60
    assert not phone & set(RIDDLES)
