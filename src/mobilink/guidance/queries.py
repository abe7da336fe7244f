"""Questions at the answer desk."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Max

from mobilink.guidance import lookup, standing
from mobilink.guidance.models import Recruiter, Snapshot
from mobilink.guidance.standing import Finding


class Listing(NamedTuple):
    """The list that answers come from: its day, and how many days ago that was."""

    as_at: date
    age: int

    @property
    def is_old(self) -> bool:
        """Whether each answer must say that the list may be out of date."""
        return self.age > standing.FRESH_DAYS


class Answered(NamedTuple):
    """A recruiter that may be meant, what is different in its name, what the list says of it."""

    recruiter: Recruiter
    why: tuple[lookup.Why, ...]
    standing: list[Finding]


class Check(NamedTuple):
    """The answer about a name: `match`, `similar` or `none`, by a list."""

    query: str
    answer: str
    candidates: list[Answered]
    listing: Listing
    is_short: bool


def listing(day: date) -> Listing | None:
    """The latest list, as on this day; nothing before the first."""
    as_at = Snapshot.objects.values_list("as_at", flat=True).first()
    return Listing(as_at, (day - as_at).days) if as_at else None


def checks(texts: Sequence[str], day: date) -> list[Check]:
    """Look names up in the latest list, as on this day, in as many questions as for one.

    No name has an answer before the first list.
    """
    by = listing(day)
    if by is None:
        return []
    register = _register(_state())
    found = [register.find(text) for text in texts]
    rows = Recruiter.objects.in_bulk({one.name.key for each in found for one in each.candidates})
    return [
        Check(text, each.answer, _answered(each, rows, day), by, each.is_short)
        for text, each in zip(texts, found, strict=True)
    ]


def _answered(found: lookup.Found, rows: Mapping[Any, Recruiter], day: date) -> list[Answered]:
    """Candidates with their rows, but for one that went between two questions to the database."""
    return [
        Answered(row, one.why, standing.of(row, day))
        for one in found.candidates
        if (row := rows.get(one.name.key))
    ]


State = tuple[UUID | None, int | None, int]


def _state() -> State:
    """What changes whenever the register does."""
    told = Recruiter.objects.aggregate(last=Max("revision"), many=Count("pk"))
    latest = Snapshot.objects.values_list("pk", flat=True).first()
    return latest, told["last"], told["many"]


@lru_cache(maxsize=1)
def _register(_state: State) -> lookup.Register:
    """Every name of the register, prepared once for each state of it."""
    names = []
    for pk, name, former in Recruiter.objects.values_list("pk", "name", "former_names"):
        names.append(lookup.Name(pk, name))
        names += [lookup.Name(pk, one, is_former=True) for one in former]
    return lookup.Register(names)
