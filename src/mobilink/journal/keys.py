"""This machine's signing key, and what others' signatures are held against (Ed25519)."""

import secrets
from functools import cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


@cache
def _private(key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key))


def public() -> bytes:
    """The key by which others know what this machine signed: 32 bytes."""
    return _private(settings.SIGNING_KEY).public_key().public_bytes_raw()


class Ed25519:
    """The `store.Signer` of the world."""

    def sign(self, message: bytes) -> bytes:
        return _private(settings.SIGNING_KEY).sign(message)

    def verify(self, key: bytes, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    def secret(self) -> bytes:
        return secrets.token_bytes(16)
