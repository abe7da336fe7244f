"""What a phone sealed is opened by the office alone, and an altered one by nobody."""

import base64
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey, VerifyKey

from mobilink.journal.members import sealing
from mobilink.journal.storage import keys

ANOTHER = bytes(SigningKey.generate().verify_key)
contents = st.dictionaries(st.text(max_size=10), st.text(max_size=300), max_size=4)


def by_phone(contents_: dict[str, str], key: bytes, made: X25519PrivateKey | None = None) -> str:
    """What `field/static/field/app/consent/sealing.js` makes of it."""
    plain = json.dumps(contents_, ensure_ascii=False).encode()
    plain += b" " * (-len(plain) % sealing.BLOCK)
    own = made or X25519PrivateKey.generate()
    office = bytes(VerifyKey(key).to_curve25519_public_key())
    known = own.public_key().public_bytes_raw()
    shared = own.exchange(X25519PublicKey.from_public_bytes(office))
    derive = HKDF(SHA256(), length=32, salt=known + office, info=b"mobilink sealed by a phone")
    body = AESGCM(derive.derive(shared)).encrypt(bytes(12), plain, None)
    return "x." + base64.b64encode(known + body).decode()


@given(contents)
def test_the_office_reads_what_a_phone_sealed(words: dict[str, str]) -> None:
    assert sealing.opened(by_phone(words, keys.public())) == words


def test_another_machine_reads_nothing() -> None:
    assert sealing.opened(by_phone({"name": "rahasia"}, ANOTHER)) is None


def test_short_texts_look_alike() -> None:
    lengths = {len(by_phone({"name": "x" * n}, keys.public())) for n in (0, 1, 50, 400)}
    assert len(lengths) == 1


@given(st.integers(0, 500), st.integers(1, 255))
def test_what_was_altered_is_not_read(place: int, change: int) -> None:
    kept = bytearray(base64.b64decode(by_phone({"name": "rahasia"}, keys.public())[2:]))
    kept[place % len(kept)] ^= change
    assert sealing.opened("x." + base64.b64encode(kept).decode()) is None


@pytest.mark.parametrize("nonsense", ["x.", "x.AAAA", "x.ü", "x." + "A" * 64, "y.AAAA"])
def test_nonsense_is_not_read(nonsense: str) -> None:
    assert sealing.opened(nonsense) is None


def test_a_phone_that_sealed_before_is_still_read(settings) -> None:
    """The bytes of one text under fixed keys: whoever changes the form must read this too."""
    settings.SIGNING_KEY = "07" * 32
    key = bytes(SigningKey(b"\x07" * 32).verify_key)
    words = {"name": "Conto", "phone": "0812"}
    text = by_phone(words, key, X25519PrivateKey.from_private_bytes(b"\x09" * 32))
    assert hashlib.sha256(text.encode()).hexdigest() == FIXED
    assert sealing.opened(text) == words


FIXED = "99e1a76eaed38ecc8cbe9a1344a22fd45c6028a4b0efcafbd440051f2ae2ba05"
