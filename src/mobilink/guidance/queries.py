"""Questions at the answer desk."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Max

from mobilink.guidance import lookup, standing
from mobilink.guidance.models import Recruiter, Snapshot
from mobilink.guidance.standing import Finding


class Answered(NamedTuple):
    """A recruiter that may be meant, how it is alike, and what the list says of its licence."""

    recruiter: Recruiter
    candidate: lookup.Candidate
    standing: list[Finding]


class Check(NamedTuple):
    """The answer about a name: `match`, `similar` or `none`, by the list of a day."""

    query: str
    answer: str
    candidates: list[Answered]
    as_at: date | None
    is_old: bool
    is_short: bool


def check(text: str, day: date) -> Check:
    """Look a name up in the latest list, as on this day; nothing is found before the first."""
    as_at = list_of()
    found = _register(_state()).find(text) if as_at else lookup.Found("none")
    rows = Recruiter.objects.in_bulk([one.name.key for one in found.candidates])
    answered = [
        Answered(row, one, standing.of(row, day))
        for one in found.candidates
        if (row := rows.get(one.name.key))
    ]
    is_old = as_at is not None and standing.is_old(as_at, day)
    return Check(text, found.answer, answered, as_at, is_old, found.is_short)


def list_of() -> date | None:
    """The day of the latest list; nothing before the first."""
    return Snapshot.objects.values_list("as_at", flat=True).first()


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
