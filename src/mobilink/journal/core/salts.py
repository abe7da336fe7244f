"""The salts that keep what an entry says from being guessed once it is erased.

They come from a seed that stays with the author, through one key for each block of entries; whoever
has the key of a block can make its salts, and no others.
"""

import hashlib

BLOCK = 64  # entries whose salts come from one key
KEY_SIZE = 16


def salt_of(seed: bytes, seq: int) -> bytes:
    """The salt of the entry with this number, by its author's seed."""
    return salt_at(keys_of(seed, seq, seq), seq)


def keys_of(seed: bytes, first: int, last: int) -> bytes:
    """The keys of the blocks from one entry to another."""
    blocks = range(block_of(first), block_of(last) + 1)
    return b"".join(
        hashlib.blake2b(at.to_bytes(8), key=seed, digest_size=KEY_SIZE).digest() for at in blocks
    )


def block_of(seq: int) -> int:
    return (seq - 1) // BLOCK


def salt_at(key: bytes, seq: int) -> bytes:
    return hashlib.blake2b(seq.to_bytes(8), key=key, digest_size=16).digest()
