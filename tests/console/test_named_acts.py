"""Whatever another machine did has a name that people read: no entry in quarantine speaks code."""

import re
from pathlib import Path

import pytest

from mobilink.console.named_acts import ACTS

SOURCE = Path(__file__).parent.parent.parent / "src" / "mobilink"
# What these rooms do an installation does about itself, and no other machine is asked to take it.
OF_THE_MACHINE = {"journal", "imports", "scenarios"}
AT_THE_DESK = re.compile(r'\bcommit\(\s*"([^"]+)"')
AT_THE_BOOTH = re.compile(r'\brecord\(\s*"([^"]+)"')
FACTS = re.compile(r'\brecordFacts?\([^;]*?\bby, "(\w+)"')


def matches(pattern, ending):
    """What a pattern finds in the program of all rooms but those of the machine."""
    rooms = [path for path in SOURCE.iterdir() if path.is_dir() and path.name not in OF_THE_MACHINE]
    texts = [path.read_text("utf-8") for room in rooms for path in room.rglob(f"*.{ending}")]
    return {match for text in texts for match in pattern.findall(text)}


@pytest.mark.parametrize(
    ("acts", "one_of_them"),
    [
        (matches(AT_THE_DESK, "py"), "enter absence"),
        (matches(AT_THE_BOOTH, "js"), "record reading"),
        ({f"record {fact}" for fact in matches(FACTS, "js")}, "record attendance"),
    ],
)
def test_every_act_has_words(acts, one_of_them):
    assert one_of_them in acts
    assert acts - {*ACTS} == set()


def test_no_words_are_told_of_an_act_twice():
    assert len({str(words) for words in ACTS.values()}) == len(ACTS)
