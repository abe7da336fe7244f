"""Keys: this machine's signing key, others' public keys, and what only their owners open.

Keys are Ed25519; what is sealed for one goes by the X25519 key that follows from it.
"""

from functools import cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from nacl.signing import SigningKey, VerifyKey

from mobilink.basics import chance

SECRET = 32  # bytes of what is locked


@cache
def _private(key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key))


def public() -> bytes:
    """The key by which others know what this machine signed: 32 bytes."""
    return _private(settings.SIGNING_KEY).public_key().public_bytes_raw()


def locked(key: bytes, secret: bytes) -> bytes:
    """A secret that only the owner of this public key can read."""
    return bytes(SealedBox(VerifyKey(key).to_curve25519_public_key()).encrypt(secret))


def unlocked(locks: list[bytes]) -> bytes | None:
    """The secret in whichever of these was locked for this machine, or nothing."""
    own = SigningKey(bytes.fromhex(settings.SIGNING_KEY)).to_curve25519_private_key()
    for lock in locks:
        try:
            secret = bytes(SealedBox(own).decrypt(lock))
        except (CryptoError, ValueError):
            continue
        if len(secret) == SECRET:
            return secret
    return None


def can_be_locked_for(key: bytes) -> bool:
    """Whether these 32 bytes are a key for which something can be locked."""
    try:
        VerifyKey(key).to_curve25519_public_key()
    except CryptoError:
        return False
    return True


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
        return chance.drawn(16)
