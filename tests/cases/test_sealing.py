"""What is sealed is read by the office and by nobody else, and tells nothing by its length."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from mobilink.journal.members import sealing
from mobilink.journal.storage import keys

ANOTHER = bytes(SigningKey.generate().verify_key)
contents = st.dictionaries(st.text(max_size=10), st.text(max_size=300), max_size=4)


@given(contents)
def test_the_office_reads_what_was_sealed_for_it(words: dict[str, str]) -> None:
    assert sealing.opened(sealing.sealed(words, keys.public())) == words


def test_another_machine_reads_nothing() -> None:
    assert sealing.opened(sealing.sealed({"what": "rahasia"}, ANOTHER)) is None


def test_nothing_of_the_words_is_in_what_is_kept() -> None:
    kept = base64.b64decode(sealing.sealed({"what": "rahasia sekali"}, keys.public()))
    assert b"rahasia" not in kept


def test_short_texts_look_alike() -> None:
    lengths = {len(sealing.sealed({"what": "x" * n}, keys.public())) for n in (0, 1, 50, 400)}
    assert len(lengths) == 1


@given(st.integers(0, 500), st.integers(1, 255))
def test_what_was_altered_is_not_read(place: int, change: int) -> None:
    kept = bytearray(base64.b64decode(sealing.sealed({"what": "rahasia"}, keys.public())))
    kept[place % len(kept)] ^= change
    assert sealing.opened(base64.b64encode(kept).decode()) in (None, {"what": "rahasia"})


@pytest.mark.parametrize(
    "nonsense", ["", "x", "AAAA", "ü", base64.b64encode(b"\x92\xc0\xc0").decode()]
)
def test_nonsense_is_not_read(nonsense: str) -> None:
    assert sealing.opened(nonsense) is None
