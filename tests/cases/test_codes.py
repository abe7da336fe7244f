import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.basics import chance, codes

pytestmark = pytest.mark.pure


@given(st.randoms())
def test_a_code_is_read_as_it_was_given_however_it_is_typed(choice: random.Random) -> None:
    with chance.seeded(choice):
        code = codes.make()
    assert len(code) == 7
    for typed in (
        code,
        code.lower(),
        f" {code} ",
        code.replace("-", ""),
        code[3:],
        code[:2] + " " + code[3:],
    ):
        assert codes.read(typed) == code


@given(st.text(max_size=20))
def test_what_is_read_is_a_code_or_nothing(text: str) -> None:
    code = codes.read(text)
    assert code == "" or (code[:3] == "MK-" and set(code[3:]) <= set(codes.LETTERS))


@pytest.mark.parametrize("typed", ["", "MK", "MK-", "MK-7F3", "MK-7F3QQ", "MK-0O1I", "drop table"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.read(typed) == ""
