"""Names of recruiters, however they are typed. All firms here are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.lookup.names import names, questions
from benchmarks.lookup.strangers import strangers
from mobilink.guidance import firms
from mobilink.guidance.lookup import CHOICES, Name, Register

pytestmark = pytest.mark.pure

LISTED = [
    "PT Karya Contoh Nusantara",
    "PT Jaya Contoh Abadi",
    "PT. Sumber Misal Sejahtera (Persero)",
    "PT Sukses Misal & Putra",
    "PT Abadi Karyawan",
]
LIST = [
    *(Name(str(at), text) for at, text in enumerate(LISTED)),
    Name("1", "PT Djaya Misal Lama", is_former=True),
]


@pytest.fixture(scope="module")
def register():
    return Register(LIST)


def every_text():
    """What these tests ask of that register; `benchmarks/lookup/vectors.py` asks it of phones too."""
    marks = [mark for one in globals().values() for mark in getattr(one, "pytestmark", [])]
    for mark in marks:
        names_, cases = mark.args
        if names_ == "text":
            yield from cases
        elif names_[0] == "text":
            yield from (case[0] for case in cases)


def first(register, text):
    result = register.find(text)
    return result.answer, result.candidates[0].name.text if result.candidates else None


def why(register, text):
    return [code for code, _ in register.find(text).candidates[0].why]


@pytest.mark.parametrize(
    "text",
    [
        "PT Karya Contoh Nusantara",
        "pt. karya contoh nusantara",
        "P.T. KARYA  CONTOH NUSANTARA",
        "Perseroan Terbatas Karya Contoh Nusantara",
    ],
)
def test_the_same_words_behind_pt_are_the_same_name(register, text):
    assert first(register, text) == ("match", "PT Karya Contoh Nusantara")
    assert why(register, text) == []


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("PT. KARYA CONTO NUSANTRA", ["other spelling"]),
        ("karya contoh nusantara pt", ["form behind"]),
        ("Karya Contoh Nusantara", ["no legal form"]),
        ("CV Karya Contoh Nusantara", ["not a company"]),
        ("PT Contoh Karya Nusantara", ["other order"]),
        ("PT Karyacontoh Nusantara", ["other spelling"]),
        ("PT Karya Contoh", ["words missing"]),
        ("PT Karya Tjontoh Noesantara", ["other spelling"]),
        ("PT Karya Contoh Nus.", ["other spelling"]),
    ],
)
def test_a_name_that_is_only_like_it_is_shown_as_similar_and_says_why(register, text, other):
    assert first(register, text) == ("similar", "PT Karya Contoh Nusantara")
    assert len(register.find(text).candidates) == 1
    assert why(register, text) == other


def test_another_word_is_another_firm(register):
    result = register.find("PT Karya Contoh Nusantara Jaya")

    assert result.answer == "similar"
    assert ("other words", "jaya") in result.candidates[0].why


@pytest.mark.parametrize("text", ["KCN", "PT KCN", "", "PT", "…", "\0", "zzzz qqqq"])
def test_initials_and_nothing_are_not_enough(register, text):
    assert register.find(text).answer == "none"


def test_a_word_that_another_firm_bears_is_no_misspelling(register):
    assert why(register, "PT Sukses Misal dan Jaya") == ["other words", "words missing"]
    assert why(register, "PT Sukses Misal dan Putri") == ["other spelling"]


def test_what_was_cut_off_never_makes_a_match(register):
    long = f"PT Karya Contoh Nusantara{' ' * 200}Jaya"

    assert first(register, long)[0] == "similar"
    assert register.find(f"PT Karya Contoh Nusantara {'Jaya ' * 60}").answer != "match"


@pytest.mark.parametrize(
    "text",
    ["P.T Karya Contoh Nusantara", "P T Karya Contoh Nusantara", "PT Kar\u00adya Contoh Nusantara"],
)
def test_a_legal_form_and_a_soft_hyphen_as_people_and_papers_write_them(register, text):
    assert first(register, text) == ("match", "PT Karya Contoh Nusantara")


def test_a_register_that_writes_the_form_behind_or_not_at_all_is_matched_too():
    register = Register([Name(1, "Karya Contoh Nusantara, PT"), Name(2, "Jaya Misal")])

    assert first(register, "PT Karya Contoh Nusantara")[0] == "match"
    assert first(register, "PT Jaya Misal")[0] == "match"


def test_a_register_that_writes_another_form_is_no_match_and_is_told_so():
    register = Register([Name(1, "CV Jaya Misal")])

    assert first(register, "PT Jaya Misal")[0] == "similar"
    assert why(register, "PT Jaya Misal") == ["listed otherwise"]


def test_a_former_name_leads_to_the_firm_and_is_no_match(register):
    assert first(register, "PT Djaya Misal Lama") == ("similar", "PT Djaya Misal Lama")
    assert why(register, "PT Djaya Misal Lama") == ["former name"]


def test_an_ampersand_is_read_as_dan_and_persero_may_be_left_out(register):
    assert first(register, "PT Sukses Misal dan Putra")[0] == "match"
    assert first(register, "PT Sumber Misal Sejahtera")[0] == "match"


def test_two_firms_with_one_name_are_both_shown():
    result = Register([Name("1", LISTED[0]), Name("2", LISTED[0])]).find(LISTED[0])

    assert result.answer == "match"
    assert [candidate.name.key for candidate in result.candidates] == ["1", "2"]


BEARABLE = (
    "karya",
    "contoh",
    "conto",
    "nusantara",
    "jaya",
    "djaya",
    "misal",
    "mishal",
    "abadi",
    "putra",
    "dan",
)
WORDS = st.lists(st.sampled_from(BEARABLE), min_size=1, max_size=4)
TYPED = st.one_of(
    st.text(max_size=40),
    st.builds(
        lambda form, words: f"{form}{' '.join(words)}", st.sampled_from(["", "PT ", "CV "]), WORDS
    ),
)


@given(
    listed=st.lists(WORDS, min_size=1, max_size=8),
    form=st.sampled_from(["PT ", "", "CV "]),
    typed=TYPED,
)
def test_no_input_ever_matches_where_a_word_differs(listed, form, typed):
    names_ = [f"{form}{' '.join(words)}" for words in listed]
    register = Register(Name(at, text) for at, text in enumerate(names_))

    result = register.find(typed)

    assert len(result.candidates) <= max(CHOICES, len(listed))
    for candidate in result.candidates:
        same = firms.read(candidate.name.text).words == firms.read(typed).words
        assert result.answer == "similar" or same
        assert result.answer == "match" or candidate.why


def test_names_of_a_whole_list_are_found_again_however_they_are_written():
    listed = names(1_000, seed=5)
    register = Register(Name(str(at), text) for at, text in enumerate(listed))

    asked = list(questions(listed, 300, seed=5))
    candidates = [register.find(question.text).candidates[:1] for question in asked]

    right = sum(
        bool(shown) and shown[0].name.key == str(question.meant)
        for shown, question in zip(candidates, asked, strict=True)
    )
    assert right >= 280


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("PT Sumbermisal Sejahtera", "PT. Sumber Misal Sejahtera (Persero)"),
        ("Karya Con Tohnusantara", "PT Karya Contoh Nusantara"),
        ("abadi jaya contoh", "PT Jaya Contoh Abadi"),
        ("PT Djaja Tjontoh Abadi", "PT Jaya Contoh Abadi"),
        ("Suk. Misal", "PT Sukses Misal & Putra"),
        ("Abadikarya", "PT Abadi Karyawan"),
        ("\ud800 karya contoh nusantara", "PT Karya Contoh Nusantara"),
    ],
)
def test_words_made_one_or_two_moved_shortened_or_in_old_spelling_lead_to_the_name(
    register, text, meant
):
    assert first(register, text) == ("similar", meant)


def test_a_firm_whose_own_word_differs_is_never_taken_for_one_of_the_list():
    listed = names(300, seed=6)
    register = Register(Name(at, text) for at, text in enumerate(listed))

    answers = {register.find(text).answer for text in strangers(listed, 2_000, seed=6)}

    assert answers <= {"similar", "none"}


@pytest.mark.parametrize(
    ("typed", "listed", "why"),
    [
        (
            "PT Karyawn Maju", "PT Karya Karyawan Maju",
            {("other spelling", "karyawn"), ("words missing", "karya")},
        ),
        (
            "PT Jaja Jayya Abadi", "PT Jaya Abadi",
            {("other words", "jayya"), ("other spelling", "jaja")},
        ),
    ],
)  # fmt: skip
def test_no_word_is_told_as_the_spelling_of_one_that_another_word_took(typed, listed, why):
    [candidate] = Register([Name(1, listed)]).find(typed).candidates
    assert {*candidate.why} == why


def test_letters_that_become_many_break_no_register():
    odd = "PT " + "\u2121" * 150  # one sign for “TEL”
    register = Register([Name(1, odd), Name(2, "PT Karya Contoh")])
    assert register.find("PT Karya Contoh").answer == "match"
    assert register.find(odd).answer != "match"
