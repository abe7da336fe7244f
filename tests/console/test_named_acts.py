"""Whatever another machine did has a name that people read: no entry in quarantine speaks code."""

import re
from pathlib import Path

import pytest

from mobilink.console.named_acts import ACTS

SOURCE = Path(__file__).parent.parent.parent / "src" / "mobilink"
# What these rooms do an installation does about itself, and no other machine is asked to take it.
OF_THE_MACHINE = {"journal", "succession"}
AT_THE_DESK = re.compile(r'\bcommit\(\s*"([^"]+)"')
AT_THE_BOOTH = re.compile(r'\brecord\(\s*"([^"]+)"')
FACTS = re.compile(r'\brecordFacts?\([^;]*?\bby, "(\w+)"')


def found(pattern, ending):
    """What a pattern finds in the program of all rooms but those of the machine."""
    rooms = [one for one in SOURCE.iterdir() if one.is_dir() and one.name not in OF_THE_MACHINE]
    texts = [one.read_text("utf-8") for room in rooms for one in room.rglob(f"*.{ending}")]
    return {told for text in texts for told in pattern.findall(text)}


@pytest.mark.parametrize(
    ("acts", "one_of_them"),
    [
        (found(AT_THE_DESK, "py"), "enter absence"),
        (found(AT_THE_BOOTH, "js"), "record reading"),
        ({f"record {fact}" for fact in found(FACTS, "js")}, "record attendance"),
    ],
)
def test_every_act_has_words(acts, one_of_them):
    assert one_of_them in acts
    assert acts - {*ACTS} == set()


def test_no_words_are_told_of_an_act_twice():
    assert len({str(words) for words in ACTS.values()}) == len(ACTS)
