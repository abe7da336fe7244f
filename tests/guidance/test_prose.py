"""The plain structure of a card: what it holds, and what it refuses by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.guidance import prose
from mobilink.guidance.prose import Block, Problem, Run

pytestmark = pytest.mark.pure


def test_headings_paragraphs_and_lists_become_blocks():
    text = "Bawa **paspor**.\n\n## Siapkan\n\n1. satu\n2. dua\n\n- [cek](/check/)\n- akhir"

    assert prose.blocks(text) == (
        Block("paragraph", ((Run("Bawa "), Run("paspor", is_strong=True), Run(".")),)),
        Block("heading", ((Run("Siapkan"),),)),
        Block("steps", ((Run("satu"),), (Run("dua"),))),
        Block("points", ((Run("cek", href="/check/"),), (Run("akhir"),))),
    )
    assert prose.plain(text) == "Bawa paspor.\nSiapkan\nsatu\ndua\ncek\nakhir"
    assert prose.problems(text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem(1, "empty")),
        ("a\n\n<b>x</b>", Problem(3, "markup")),
        ("a\n\n![x](y.png)", Problem(3, "picture")),
        ("a *b* c", Problem(1, "italics")),
        ("- a\n-\n- b", Problem(2, "blank")),
        ("##", Problem(1, "blank")),
        ("- a\n  - b", Problem(2, "nested")),
        ("- a\n\n  b", Problem(3, "long item")),
        ("# besar", Problem(1, "heading")),
        ("### kecil", Problem(1, "heading")),
        ("- ## x", Problem(1, "heading")),
        ("> kutipan", Problem(1, "quote")),
        ("a\n\n---", Problem(3, "rule")),
        ("`x`", Problem(1, "code")),
        ("```\nx\n```", Problem(1, "code")),
    ],
)
def test_what_has_no_place_in_a_card_is_named_with_its_line(text, problem):
    assert problem in prose.problems(text)


def test_an_address_that_runs_a_script_is_no_link():
    assert prose.blocks("[klik](javascript:alert)")[0].runs == (Run("[klik](javascript:alert)"),)


@given(st.text(alphabet="ab *-#.1\n<>[]()", max_size=80))
def test_whatever_is_found_good_can_be_read(text):
    if not prose.problems(text):
        blocks = prose.blocks(text)
        assert blocks
        assert all(block.items for block in blocks)
