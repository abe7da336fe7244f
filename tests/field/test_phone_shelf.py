"""What a phone keeps of the program is all that it needs: nothing is fetched when there is no network."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from mobilink.booth.actions import RECORDABLE
from mobilink.field import app
from mobilink.journal.storage.kinds import every_kind

IMPORT = re.compile(r"""(?:from|import)\s+"(\.[^"]+)";""")


def reached(name: str, so_far: set[str]) -> set[str]:
    """The module and all that it imports, and they import, by their names."""
    if name in so_far:
        return so_far
    so_far.add(name)
    text = Path(str(finders.find(name))).read_text("utf-8")
    for target in IMPORT.findall(text):
        imported = (Path("/") / name).parent / target
        reached(str(Path(*_plain(imported.parts[1:]))), so_far)
    return so_far


def _plain(parts: tuple[str, ...]) -> list[str]:
    kept: list[str] = []
    for part in parts:
        kept.pop() if part == ".." else kept.append(part)
    return kept


def test_every_module_that_the_program_reaches_lies_on_the_shelf(db):
    needed = {f"/static/{name}" for name in reached("field/app/main.js", set())}

    assert len(needed) > 40
    assert needed <= set(app.shelf())


def told(name: str) -> set[str]:
    """What a set of that name holds in the booth's module."""
    text = Path(str(finders.find("field/app/booth/booth.js"))).read_text("utf-8")
    return set(re.findall(r'"(\w+)"', re.search(rf"const {name} = new Set\(\[(.*?)\]", text)[1]))


def test_the_phone_salts_and_records_by_the_rules_of_the_office():
    """What may hold words about a person, and which outings take facts, is decided once."""
    of_units = {kind for kind in every_kind() if not isinstance(kind.stream, str)}

    assert told("PERSONAL") == {kind.name for kind in of_units if kind.is_personal}
    assert told("RECORDABLE") == {str(state) for state in RECORDABLE}


WRITES = re.compile(
    r'''recordFact\([^,]+, [^,]+,\s+"(\w+)"|factAct\([^,]+,\s+"(\w+)"|teamAct\("(\w+)"'''
    r'''|kind: "(\w+)",\s+fields|change\(outing,\s+"(\w+)"'''
)


def test_the_office_takes_from_phones_what_their_program_writes_and_nothing_else():
    folder = Path(str(finders.find("field/app")))
    texts = [file.read_text("utf-8") for file in folder.rglob("*.js")]
    written = {name for text in texts for found in WRITES.findall(text) for name in found if name}

    assert written == {kind.name for kind in every_kind() if kind.by_phone}


def test_no_page_of_the_program_is_there_in_a_language_that_nobody_speaks(client, db):
    assert client.get("/field/app/xx/").status_code == 404
