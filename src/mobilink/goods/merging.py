"""A maker entered twice, as “Bu Yuni” and as “Yuni Hartati”: proposed, merged by a person, taken back.

Nothing moves: products, lots and payments stay with the name under which they were entered, and
statements and turns count all names of one maker together (`queries.called`).
"""

import re
from itertools import combinations
from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy

from mobilink.goods.models import Maker
from mobilink.goods.queries import makers
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.journal.duplicates import Pair, undecided
from mobilink.outreach.merging import becoming_one, becoming_two
from mobilink.people.models import Person, Role

HONORIFICS: Final = frozenset(
    {"bu", "ibu", "pak", "bapak", "mbak", "mas", "bang", "kak", "abang", "mak", "cik", "h", "hj"}
)
REMARK: Final = re.compile(r"\(.*?\)")
PHONE = 9  # the last digits of a number, however it begins


MERGE_MAKERS = Act("merge makers", gettext_lazy("Makers merged"), by=Role.Function.APPROVER)
SPLIT_MAKERS = Act("split makers", gettext_lazy("Makers split"), by=Role.Function.APPROVER)


class Known(NamedTuple):
    """What tells makers apart."""

    maker: Maker
    names: list[set[str]]
    phone: str
    origin: str


def maker_duplicates() -> list[Pair]:
    """Makers of one number, or of one origin where one name is part of the other's; a code is no name."""
    standing = makers().filter(merged_into=None)
    known = [
        Known(one, _names(one), _digits(one.phone), one.origin_region)
        for one in standing
        if one.person
    ]
    pairs = combinations(known, 2)
    return undecided(Pair(a.maker, b.maker) for a, b in pairs if _may_be_one(a, b))


def merge_makers(kept: Maker, other: Maker, *, by: Person | None, seen: str = "") -> None:
    """Keep one of two: what the other is owed, and their turn, are the kept one's from now on."""
    with (
        becoming_one(MERGE_MAKERS, kept, other, by=by, seen=seen) as (kept, other),
        commit(MERGE_MAKERS, by=by, why=f"{other.code} = {kept.code}") as draft,
    ):
        draft.change(other, merged_into=kept, left_on=kept.left_on)


def split_maker(merged: Maker, *, by: Person | None) -> None:
    """Take a merge back: each has their own statement and turn again."""
    with (
        becoming_two(SPLIT_MAKERS, merged, by=by) as (merged, kept),
        commit(SPLIT_MAKERS, by=by, why=f"{merged.code} ≠ {kept.code}") as draft,
    ):
        draft.change(merged, merged_into=None)


def _may_be_one(known: Known, other: Known) -> bool:
    if known.phone and known.phone == other.phone:
        return True
    if known.origin and other.origin and known.origin != other.origin:
        return False
    return any(a <= b or b <= a for a in known.names for b in other.names)


def _names(maker: Maker) -> list[set[str]]:
    """What they are called, each name as a set of words."""
    words = [_words(maker.name), _words(maker.person_name)]
    return [one for one in words if one]


def _words(name: str) -> set[str]:
    plain = REMARK.sub("", name.casefold())
    letters = "".join(sign if sign.isalpha() else " " for sign in plain)
    return {*letters.split()} - HONORIFICS


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))[-PHONE:]
