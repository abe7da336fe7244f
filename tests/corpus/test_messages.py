"""Recorded messages: signed under the names of today, and the same bytes when they are said again."""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.corpus import declared, folders

# What is asked at an address, and what is answered there; the names are signed.
NAMES = {
    "/api/v1/exchange": ("Ask", "Answer"),
    "/api/v1/deliver": ("Delivery", "Receipt"),
    "/api/v1/blobs": ("Part", "Held"),
}


def read(name, ending):
    return (folders.FIRST / "messages" / f"{name}.{ending}").read_bytes()


def envelopes(of=("Ask", "Answer", "Delivery", "Receipt", "Part", "Held")):
    """Every signed message: its name, and its author, nonce, body and signature."""
    return [
        (name, msgspec.msgpack.decode(read(message["name"], ending)))
        for message in folders.written("messages")
        for ending, name in zip(
            ("question", "answer"), NAMES.get(message["path"], ()), strict=False
        )
        if name in of
    ]


@pytest.fixture(scope="module")
def keys():
    """Author → key, as machines told them when they joined."""
    known = {}
    for message in folders.written("messages"):
        if message["path"] == "/api/v1/enrol":
            _code, key, *_ = msgspec.msgpack.decode(read(message["name"], "question"))
            body, _proof = msgspec.msgpack.decode(read(message["name"], "answer"))
            author, _kind, _name, _streams, office, office_key = msgspec.msgpack.decode(body)
            known |= {author: key, office: office_key}
    return known


def test_each_kind_of_message_is_recorded():
    assert {name for name, _ in envelopes()} == {*declared.message_types()}


def test_recorded_messages_are_signed_under_the_names_of_today(keys):
    assert {name for pair in NAMES.values() for name in pair} == {*declared.message_types()}

    for name, (author, nonce, body, signature) in envelopes():
        signed = b"\0".join([b"mobilink", name.encode(), author, nonce, body])
        Ed25519PublicKey.from_public_bytes(keys[author]).verify(signature, signed)


@pytest.mark.parametrize("name", sorted({name for pair in NAMES.values() for name in pair}))
def test_recorded_messages_are_read_and_written_again_as_they_were(name):
    """What came later stands behind, and is nothing where it was not said."""
    struct = declared.message_types()[name]
    nothing = [
        field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
        for field in msgspec.structs.fields(struct)
    ]

    for _, (_author, _nonce, body, _signature) in envelopes([name]):
        before = msgspec.msgpack.decode(body)
        now = msgspec.msgpack.decode(
            msgspec.msgpack.encode(msgspec.msgpack.decode(body, type=struct))
        )
        assert now[: len(before)] == before
        assert now[len(before) :] == nothing[len(before) :]
