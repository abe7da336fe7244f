"""Public-key encryption of texts for the office: not readable again where they were written.

A server seals the content with ChaCha20-Poly1305 under a secret made for it alone, and the secret
is locked for the office's key, as the journal locks its bundles. A phone seals with what browsers
have (`field/static/field/app/consent/sealing.js`): a key made for the content alone, X25519 with
the office's key, HKDF-SHA256, AES-256-GCM. The office's key is in every backup of the office, and
nowhere else.
"""

import base64
import json
import secrets

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from nacl.signing import SigningKey

from mobilink.journal.storage import keys

BLOCK = 512  # bytes: how long a text is, is told no closer than this
NONCE = bytes(12)  # each secret seals one content
BY_PHONE = "x."  # no base64 has a dot
INFO = b"mobilink sealed by a phone"
KEY = 32  # bytes of an X25519 key


def sealed(contents: dict[str, str], key: bytes) -> str:
    """The contents for the owner of the public key, as text."""
    plain = json.dumps(contents, ensure_ascii=False).encode()
    plain += b" " * (-len(plain) % BLOCK)
    secret = secrets.token_bytes(keys.SECRET)
    body = ChaCha20Poly1305(secret).encrypt(NONCE, plain, None)
    return base64.b64encode(msgspec.msgpack.encode((keys.locked(key, secret), body))).decode()


def opened(text: str) -> dict[str, str] | None:
    """What was sealed for this machine, or nothing where it was sealed for another or is damaged."""
    try:
        plain = _from_phone(text) if text.startswith(BY_PHONE) else _from_server(text)
        return msgspec.json.decode(plain, type=dict[str, str] | None)
    except (ValueError, InvalidTag, msgspec.MsgspecError):
        return None


def _from_server(text: str) -> bytes:
    lock, body = msgspec.msgpack.decode(base64.b64decode(text), type=tuple[bytes, bytes])
    secret = keys.unlocked([lock])
    return ChaCha20Poly1305(secret).decrypt(NONCE, body, None) if secret else b"null"


def _from_phone(text: str) -> bytes:
    kept = base64.b64decode(text.removeprefix(BY_PHONE), validate=True)
    made, body = kept[:KEY], kept[KEY:]
    signing = SigningKey(bytes.fromhex(settings.SIGNING_KEY))
    own = X25519PrivateKey.from_private_bytes(bytes(signing.to_curve25519_private_key()))
    shared = own.exchange(X25519PublicKey.from_public_bytes(made))
    salt = made + own.public_key().public_bytes_raw()
    secret = HKDF(SHA256(), length=KEY, salt=salt, info=INFO).derive(shared)
    return AESGCM(secret).decrypt(NONCE, body, None)
