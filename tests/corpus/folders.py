"""The folders of the corpus: where they lie, and how a copy is made that a program may open.

An encrypted database is noise to git and to every compressor. So it lies here opened and compressed,
with what is random in it: the salt of the file and the 16 bytes by which each page was sealed. From
these and the key beside it, the copy gets the very bytes that the version of then wrote.
"""

import hashlib
import hmac
import json
import lzma
import shutil
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

HOME = Path(__file__).parent
FIRST = HOME / "f49dc1e"
NOW = "2019-08-18T05:30:00+07:00"
PASSPHRASE = "kapal pinisi berlayar"
DATABASE, PACKED = "mobilink.db", "mobilink.db.xz"
# SQLCipher 4: pages of 4096 bytes, of which the last 80 are their IV and their HMAC-SHA-512; the
# first 16 bytes of the file are the salt.
PAGE, SALT, IV, MAC = 4096, 16, 16, 64


def copied(name: str, to: Path, *, of: Path = FIRST) -> Path:
    """A data folder of the corpus, as it was, at a new place."""
    shutil.copytree(of / name, to)
    key = bytes.fromhex((to / "keys" / "database.key").read_text().strip())
    (to / DATABASE).write_bytes(sealed(lzma.decompress((to / PACKED).read_bytes()), key))
    (to / PACKED).unlink()
    (to / "keys").chmod(0o700)
    for file in (to / "keys").iterdir():
        file.chmod(0o600)
    return to


def packed(data: Path, to: Path) -> None:
    """Lay a data folder into the corpus; nobody may be writing to it."""
    left_out = shutil.ignore_patterns("cache", "mobilink.db*")
    shutil.copytree(data, to, ignore=left_out)
    key = bytes.fromhex((to / "keys" / "database.key").read_text().strip())
    file = (data / DATABASE).read_bytes()
    opened = unsealed(file, key)
    assert sealed(opened, key) == file, "The file is not kept as SQLCipher 4 keeps it."
    (to / PACKED).write_bytes(lzma.compress(opened, preset=9 | lzma.PRESET_EXTREME))


def unsealed(file: bytes, key: bytes) -> bytes:
    """The salt, all IVs, then all pages in the clear."""
    ivs, pages = [], []
    for start in range(0, len(file), PAGE):
        body, iv = _parts(file[start : start + PAGE], skip=SALT * (not start))
        decrypt = Cipher(AES(key), CBC(iv)).decryptor()
        pages.append(decrypt.update(body) + decrypt.finalize())
        ivs.append(iv)
    return b"".join([file[:SALT], *ivs, *pages])


def sealed(opened: bytes, key: bytes) -> bytes:
    """The file that `unsealed` opened, byte for byte."""
    salt, rest = opened[:SALT], opened[SALT:]
    many = (len(rest) + SALT) // (PAGE - MAC)
    ivs = [rest[IV * page : IV * (page + 1)] for page in range(many)]
    proof = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)
    made, at = [salt], IV * many
    for page, iv in enumerate(ivs):
        size = PAGE - IV - MAC - SALT * (page == 0)
        encrypt = Cipher(AES(key), CBC(iv)).encryptor()
        body = encrypt.update(rest[at : at + size]) + encrypt.finalize()
        number = (page + 1).to_bytes(4, "little")
        made += [body, iv, hmac.digest(proof, body + iv + number, "sha512")]
        at += size
    return b"".join(made)


def _parts(page: bytes, skip: int) -> tuple[bytes, bytes]:
    return page[skip : PAGE - IV - MAC], page[PAGE - IV - MAC : PAGE - MAC]


def written(name: str, of: Path = FIRST) -> Any:
    """What is written down beside the folders."""
    return json.loads((of / f"{name}.json").read_text("utf-8"))
