"""Refusals of people.

Refused
 +-- NotAllowed       the person has no role that permits the act
 +-- NoSuchCode       no phone can wait for a code of this number
 +-- TooManyTries     wrong passwords, more than a person types
 +-- BadAccount       a name to sign in that cannot be used, or that somebody has
 +-- BadAbsence       days or a letter that cannot be meant
 +-- BadRole          a person or a role that cannot be meant, or without the end that it needs
 +-- BadSkill         a licence without its day, a language that has no name
 +-- BadUnit          a unit that cannot be meant, or names that hold on the same day
"""

from datetime import timedelta

from mobilink.basics.errors import Refused


class NotAllowed(Refused):
    code = "not_allowed"


class NoSuchCode(Refused):
    code = "no_such_code"


class TooManyTries(Refused):
    """`wait` says after how long somebody may try again."""

    code = "too_many_tries"

    def __init__(self, words: str, *, wait: timedelta) -> None:
        super().__init__(words)
        self.wait = wait


class BadAccount(Refused):
    code = "bad_account"


class BadAbsence(Refused):
    code = "bad_absence"


class BadSkill(Refused):
    code = "bad_skill"


class BadRole(Refused):
    code = "bad_role"


class BadUnit(Refused):
    code = "bad_unit"
