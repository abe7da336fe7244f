"""Passwords that cost next to nothing, in tests and in what they start; one test knows the price."""

from django.contrib.auth.hashers import Argon2PasswordHasher


def hash_cheaply() -> None:
    """Argon2 at its least: one pass over 8 kB by one thread."""
    Argon2PasswordHasher.time_cost = 1
    Argon2PasswordHasher.memory_cost = 8
    Argon2PasswordHasher.parallelism = 1
