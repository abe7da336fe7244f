"""Acts are declared, each once and for ever: what a ledger says was done has words that people read."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from mobilink.journal.acts import every_act, find, words_of

HERE = Path(__file__).parent
SOURCE = HERE.parent.parent / "src" / "mobilink"
PYTHON = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
AT_THE_BOOTH = re.compile(r'\brecord\(\s*"([^"]+)"')
FACTS = re.compile(r'\brecordFacts?\([^;]*?\bby, "(\w+)"')
EVER = [
    line for line in (HERE / "acts.txt").read_text("utf-8").splitlines() if not line.startswith("#")
]


def calls(source, name):
    """The first argument of each call of a name."""
    nodes = ast.walk(ast.parse(source))
    called = [node for node in nodes if isinstance(node, ast.Call) and node.args]
    return [
        call.args[0]
        for call in called
        if name in (getattr(call.func, "id", ""), getattr(call.func, "attr", ""))
    ]


def texts(source, name="commit"):
    """What a call is given as a text, whole or with gaps."""
    return [
        ast.unparse(argument)
        for argument in calls(source, name)
        if isinstance(argument, ast.JoinedStr | ast.Constant)
    ]


def of_phones(pattern):
    """What a pattern finds in the program of the phone."""
    scripts = [path.read_text("utf-8") for path in SOURCE.rglob("*.js")]
    return {text for script in scripts for text in pattern.findall(script)}


@pytest.mark.parametrize("bad", ['commit("sell", by=by)', 'actions.commit(f"record {kind}")'])
def test_a_commit_of_a_text_is_seen(bad):
    assert texts(bad)


def test_no_commit_has_a_text_of_its_own():
    assert [path for path in PYTHON if texts(path.read_text("utf-8"))] == []


def test_every_act_that_is_declared_is_found_by_its_text():
    declared = [text for path in PYTHON for text in texts(path.read_text("utf-8"), "Act")]

    assert len(declared) > 150
    assert sorted(declared) == sorted(repr(act.text) for act in every_act())


def test_no_act_is_declared_but_by_a_plain_text():
    given = [argument for path in PYTHON for argument in calls(path.read_text("utf-8"), "Act")]

    assert [ast.unparse(each) for each in given if not isinstance(each, ast.Constant)] == []


def test_every_act_that_was_ever_written_is_declared_and_every_declared_one_is_in_the_list():
    known = {act.text for act in every_act()}

    assert sorted(set(EVER) - known) == []
    assert sorted(known - set(EVER)) == []
    assert sorted(set(EVER)) == EVER


@pytest.mark.parametrize(
    ("acts", "among_them"),
    [
        (of_phones(AT_THE_BOOTH), "record reading"),
        ({f"record {fact}" for fact in of_phones(FACTS)}, "record attendance"),
    ],
)
def test_every_act_of_a_phone_is_declared(acts, among_them):
    assert among_them in acts
    assert {text for text in acts if find(text) is None} == set()


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_words_say_two_acts(language):
    with translation.override(language):
        words = [str(act.words) for act in every_act()]

    assert len(set(words)) == len(words)


def test_every_act_has_words_in_indonesian():
    with translation.override("en"):
        english = {act.text: (str(act.words), str(act.in_story)) for act in every_act()}
    with translation.override("id"):
        same = [
            text
            for text, (words, story) in english.items()
            if str(find(text).words) == words or (story and str(find(text).in_story) == story)
        ]

    assert same == []


def test_what_another_version_calls_an_act_is_shown_as_it_is():
    assert find("dance at the booth") is None
    assert words_of("dance at the booth") == "Dance at the booth"
