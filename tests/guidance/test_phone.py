"""The look-up of the office and of the phone: one rule set, the same answers. All firms are made up."""

import json
import random
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.lookup import vectors
from benchmarks.lookup.names import SHARED, names, questions
from benchmarks.lookup.phone import Phone
from benchmarks.lookup.strangers import strangers
from mobilink.guidance import firms, lookup, phone
from mobilink.guidance.lookup import Name, Register

pytestmark = pytest.mark.pure
SCRIPTS = sorted(Path(lookup.__file__).with_name("static").glob("guidance/*.js"))
SHAPE = {"0", "1", "2", "16_384"}
"""Numbers that are no rule: places, halves and pairs, and how much a page remembers."""


@pytest.fixture(scope="module")
def carried(browser):
    """A phone without a network, as an officer carries one."""
    return Phone(browser)


def heard_by_javascript(text):
    """Two halves of a letter beside each other are a letter there."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


PIECES = st.sampled_from(
    [
        *("PT", "pt.", "P.T.", "CV", "(Persero)", "Tbk", "&", ".", "-", "’", "_", "2"),
        *("karya", "contoh", "conto", "Tjontoh", "nusantara", "jaya", "djaja", "karyajaya"),
        *("É", "e\u0301", "ß", "İ", "\u017f", "ﬁ", "㎏", "\U0001d5e3\U0001d5e7", "Ⅱ", "②"),
        *("漢字", "ﷺ", "👩\u200d💻", "🇮🇩", "1\ufe0f\u20e3", "\ud800", "\udfff", "\u200d", "\u00ad"),
    ]
)
ANY = st.text(st.characters(), max_size=6)
TYPED = st.builds(
    lambda between, parts: heard_by_javascript(between.join(parts)),
    st.sampled_from([" ", "", "."]),
    st.lists(st.one_of(PIECES, ANY), max_size=7),
)
NAMES = st.lists(st.builds(Name, st.integers(0, 5), TYPED, st.booleans()), min_size=1, max_size=8)


def test_the_office_answers_the_shared_questions_as_they_are_written_down():
    for listed, asked in vectors.read():
        register = Register(listed)
        assert {text: vectors.answer(register.find(text)) for text in asked} == asked


@pytest.mark.browser
@pytest.mark.usual
def test_a_phone_answers_the_shared_questions_as_they_are_written_down(carried):
    for listed, asked in vectors.read():
        carried.carry(listed)
        assert dict(zip(asked, carried.ask([*asked]), strict=True)) == asked


@pytest.mark.browser
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(NAMES, st.lists(TYPED, min_size=1, max_size=20))
def test_whatever_is_listed_and_typed_both_answer_alike_and_match_only_the_same_words(
    carried, names, texts
):
    register = Register(names)
    asked = [*texts, *(name.text for name in names)]
    carried.carry(names)

    answers = carried.ask(asked)

    assert answers == [vectors.answer(register.find(text)) for text in asked]
    for text, answer in zip(asked, answers, strict=True):
        for candidate in answer["candidates"] if answer["answer"] == "match" else []:
            assert firms.read(candidate["name"]["text"]).words == firms.read(text).words


@pytest.mark.browser
@pytest.mark.parametrize(("seed", "at_most"), [(1, lookup.AT_MOST), (2, lookup.AT_MOST // 20)])
def test_a_list_whose_firms_share_their_words_is_answered_alike(
    carried, monkeypatch, seed, at_most
):
    # Lowered, the limit does to this list what it does to a national one.
    monkeypatch.setattr(lookup, "AT_MOST", at_most)
    chance = random.Random(f"crowd {seed}")
    words = [*SHARED[:12], *names(12, seed)[0].split()[1:]]
    crowd = [f"PT {' '.join(chance.choices(words, k=chance.randint(1, 5)))}" for _ in range(900)]
    listed = [Name(chance.randrange(600), text, chance.random() < 0.1) for text in crowd]
    asked = [one.text for one in questions(crowd, 150, seed)]
    asked += [" ".join(chance.choices(words, k=chance.randint(1, 20))) for _ in range(100)]
    asked += [text[: chance.randint(4, 40)] for text in asked]
    register = Register(listed)
    carried.carry(listed)

    assert carried.ask(asked) == [vectors.answer(register.find(text)) for text in asked]


@pytest.mark.browser
def test_a_national_list_is_answered_alike(carried):
    made = names(3_000, seed=8)
    listed = [Name(at, text) for at, text in enumerate(made)]
    asked = [one.text for one in questions(made, 400, seed=8)] + [*strangers(made, 200, seed=8)]
    register = Register(listed)
    carried.carry(listed)

    assert carried.ask(asked) == [vectors.answer(register.find(text)) for text in asked]


@pytest.mark.browser
def test_every_letter_of_unicode_is_read_alike(carried):
    carried.carry([Name(1, "PT Karya Contoh")])
    letters = [*range(0x20000), *range(0x20000, 0x110000, 0x101)]
    words = carried.page.evaluate(
        """(letters) => JSON.stringify(letters.map((one) => {
          const letter = String.fromCodePoint(one);
          return register.firms.read(`PT a${letter}b ${letter}. ${letter}\u0301`).words;
        }))""",
        letters,
    )

    read = [
        [*firms.read(f"PT a{chr(letter)}b {chr(letter)}. {chr(letter)}\u0301").words]
        for letter in letters
    ]
    wrong = [
        hex(letter) for letter, ours, theirs in zip(letters, read, json.loads(words), strict=True)
        if ours != theirs
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.browser
def test_a_rule_that_is_changed_at_the_office_is_changed_on_the_phone(carried, monkeypatch):
    names, text = vectors.OTHERS, "Jaya Abdi"
    carried.carry(names)
    assert len(carried.ask([text])[0]["candidates"]) > 1
    monkeypatch.setattr(lookup, "CHOICES", 1)
    carried.carry(names)
    assert len(carried.ask([text])[0]["candidates"]) == 1


def test_the_phone_holds_no_second_copy_of_a_rule():
    program = "\n".join(script.read_text() for script in SCRIPTS)
    code = re.sub(r"/\*(.|\n)*?\*/|//.*", "", program)
    numbers = {*re.findall(r"(?<![\w.])\d[\d_.e]*", code)}
    quoted = {*re.findall(r'"(.*?)"', code)}

    rules = phone.rules()
    names = {name for rule in rules.values() for name in rule}
    assert numbers <= SHAPE
    assert not quoted & (firms.FORMS.keys() | firms.TITLES | firms.ALIKE.keys() - {"y"})
    assert names == {name for name in names if re.search(rf"\b{name}\b", code)}


def test_a_room_hands_its_scripts_to_the_phone():
    assert SCRIPTS
    for script in SCRIPTS:
        assert finders.find(f"guidance/{script.name}") == str(script)
        assert len(script.read_text().splitlines()) <= 300
    assert len(json.dumps(phone.rules())) < 5_000
