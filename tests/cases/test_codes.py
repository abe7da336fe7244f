import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.basics import chance, codes

pytestmark = pytest.mark.pure
OFFICE = bytes(range(16))


@given(st.randoms())
def test_a_code_is_read_as_it_was_given_however_it_is_typed(choice: random.Random) -> None:
    with chance.seeded(choice):
        code = codes.make()
    assert len(code) == len("MK-7F3Q9-KABCD")
    for typed in (
        code,
        code.lower(),
        f" {code} ",
        code.replace("-", ""),
        code[3:],
        code[:2] + " " + code[3:].replace("-", " "),
    ):
        assert codes.read(typed) == code


@pytest.mark.parametrize("typed", ["MK-7F3Q", "7f3q", "mk7f3q", "mk 7f 3q", "MKMK", "MK-MKMK"])
def test_the_form_of_four_letters_is_read_for_ever(typed: str) -> None:
    assert codes.read(typed) in {"MK-7F3Q", "MK-MKMK"}
    assert codes.is_old(codes.read(typed))


@given(st.text(max_size=20))
def test_what_is_read_is_a_code_or_nothing(text: str) -> None:
    code = codes.read(text)
    letters = code[3:].replace("-", "")
    assert code == "" or (code[:3] == "MK-" and set(letters) <= set(codes.LETTERS))
    assert codes.read(code) == code


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "MK",
        "MK-",
        "MK-7F3",
        "MK-7F3QQ",
        "MK-0O1I",
        "drop table",
        "MK-7F3Q9-KABC",
        "7F3Q9KABCDE",
    ],
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.read(typed) == ""


def test_what_is_kept_of_a_code_tells_neither_it_nor_its_proof_and_other_offices_have_others():
    """The same as on a phone: `codes.test.mjs` asks for these figures too."""
    proof = codes.proof("MK-7F3Q9-KABCD", OFFICE)
    assert proof == "8777a84fb1c90ef2dbac85966be6fcaa"
    assert codes.kept(proof) == "37e89526235e2c2ecafcc95cfc07b83e"
    assert codes.proof("MK-7F3Q9-KABCE", OFFICE) != proof
    assert codes.proof("MK-7F3Q9-KABCD", bytes(16)) != proof
    assert not codes.is_old(codes.kept(proof))


def test_of_an_old_code_nothing_is_hidden_and_of_none_nothing_is_kept() -> None:
    assert codes.kept(codes.proof("MK-7F3Q", OFFICE)) == "MK-7F3Q"
    assert codes.kept(codes.proof("", OFFICE)) == ""
