"""Finding by stems: any form of a word, rare words first, the line that says most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.publishing.index import Document, Index, Run
from mobilink.publishing.stems import english, indonesian

pytestmark = pytest.mark.pure

PLACED = Document("Kartu", "/1", "Penempatan", "Anda ditempatkan oleh P3MI.")
PAID = Document("Kartu", "/2", "Biaya", "Pekerja tidak dibebani biaya.\nSimpan kuitansi.")
CALL = Document("Nomor", "/3", "Pengaduan", "0800-1000")


@pytest.fixture(scope="module")
def index():
    return Index([PLACED, PAID, CALL], indonesian)


def addresses(index, query):
    return [match.document.address for match in index.find(query)]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("menempatkan", "/1"),
        ("TEMPAT", "/1"),
        ("pembiayaan", "/2"),
        ("bekerja", "/2"),
        ("mengadukan", "/3"),
        ("0800", "/3"),
    ],
)
def test_any_form_of_a_word_finds_it(index, query, address):
    assert addresses(index, query) == [address]


@pytest.mark.parametrize(
    "words",
    [
        "penempatan ditempatkan menempatkan tempat",
        "pekerja bekerja pekerjaan dipekerjakan kerja",
        "pengaduan mengadu mengadukan",
        "biaya biayanya pembiayaan dibiayai",
        "pemeriksaan diperiksa memeriksa periksa",
        "penahanan menahan ditahan",
        "keberangkatan berangkat diberangkatkan",
        "pelindungan melindungi dilindungi",
    ],
)
def test_each_family_of_our_words_has_one_stem(words):
    assert len({indonesian(word) for word in words.split()}) == 1


def test_english_has_stems_too():
    assert english("documents") == english("document")


def test_the_line_that_says_most_is_shown_with_what_was_asked_marked(index):
    assert index.find("kuitansi")[0].line == [
        Run("Simpan ", is_hit=False),
        Run("kuitansi", is_hit=True),
        Run(".", is_hit=False),
    ]


def test_a_title_comes_before_a_text(index):
    more = Index([Document("K", "/a", "Lain", "biaya"), PAID, CALL], indonesian)

    assert addresses(more, "biaya")[0] == "/2"


def test_what_holds_too_little_of_the_question_is_left_out(index):
    assert addresses(index, "biaya kuitansi pekerja ditempatkan") == ["/2"]
    assert addresses(index, "") == []
    assert addresses(index, "?!") == []
    assert addresses(index, "kapal terbang") == []


def test_a_word_that_nothing_holds_is_passed_over(index):
    assert addresses(index, "biaya kapal") == addresses(index, "biaya")


@given(st.text(max_size=40))
def test_any_question_is_answered(query):
    matches = Index([PLACED, PAID, CALL], str.casefold).find(query)

    for match in matches:
        line = "".join(run.text for run in match.line)
        assert line in match.document.text or line == ""
