"""Which vacancies may be shown on a day, and why the others may not. Pure.

The rule runs on every device, from rows alone, so that what has lapsed is gone without a network
too. It shows only what its own row, its recruiter's and its country's speak for; where one of them
is missing, it hides. One vacancy too few is asked about; one too many is acted upon.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple, Protocol

from mobilink.guidance import standing
from mobilink.guidance.firms import name_key
from mobilink.guidance.standing import Listed

WITHOUT_RECRUITER: Final = "g-to-g"
OPEN: Final = "open"
STANDS: Final = frozenset({"valid", "listed", "not-told", "watched"})
"""Findings on a licence that let a vacancy be shown, with what they say beside it.

No other one does. A partial suspension hides all, whatever its scope names: the scope is a sentence
that no rule can read, and whoever reads it wrongly sends somebody to a recruiter that may not send
him. A suspension whose last day has passed hides too, until a newer list tells what came after.
"""


class Work(Protocol):
    """Some work in a country, and the way by which workers are placed."""

    @property
    def title(self) -> str: ...
    @property
    def sector(self) -> str: ...
    @property
    def scheme(self) -> str: ...
    @property
    def country(self) -> str: ...


class Offered(Work, Protocol):
    """A vacancy as a list tells it."""

    @property
    def recruiter(self) -> str: ...
    @property
    def sip3mi(self) -> str: ...
    @property
    def permit_from(self) -> date | None: ...
    @property
    def permit_to(self) -> date | None: ...
    @property
    def closes_on(self) -> date: ...
    @property
    def gone_on(self) -> date | None: ...
    @property
    def places_women(self) -> int | None: ...
    @property
    def places_men(self) -> int | None: ...
    @property
    def places_any(self) -> int | None: ...
    @property
    def left_women(self) -> int | None: ...
    @property
    def left_men(self) -> int | None: ...
    @property
    def left_any(self) -> int | None: ...


class Named(Listed, Protocol):
    """A recruiter as a list names and describes it."""

    @property
    def name(self) -> str: ...
    @property
    def former_names(self) -> Sequence[str]: ...


class Status(Protocol):
    """Whether a country is open, from one day to another; all schemes and jobs where empty."""

    @property
    def country(self) -> str: ...
    @property
    def scheme(self) -> str: ...
    @property
    def job(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


class Verdict(NamedTuple):
    """What a board does with a vacancy; `why` is the code of what hides it."""

    state: Literal["shown", "full", "hidden"]
    why: str = ""


def judge(
    vacancy: Offered, recruiter: Named | None, statuses: Iterable[Status], day: date
) -> Verdict:
    """Whether a vacancy may be shown on this day; `recruiter` is whom its licence number names."""
    why = (
        _job_order(vacancy, day)
        or _recruiter(vacancy, recruiter, day)
        or country_for(vacancy, statuses, day)
    )
    if why:
        return Verdict("hidden", why)
    return Verdict("full" if _is_full(vacancy) else "shown")


def _job_order(vacancy: Offered, day: date) -> str:
    if vacancy.gone_on is not None:
        return "gone"
    if vacancy.closes_on < day:
        return "closed"
    if vacancy.permit_to is not None and vacancy.permit_to < day:
        return "permit-over"
    if vacancy.permit_from is not None and day < vacancy.permit_from:
        return "permit-ahead"
    return ""


def _recruiter(vacancy: Offered, recruiter: Named | None, day: date) -> str:
    if vacancy.scheme == WITHOUT_RECRUITER and not vacancy.sip3mi:
        return ""
    if recruiter is None:
        return "recruiter-unknown"
    if name_key(vacancy.recruiter) not in map(name_key, (recruiter.name, *recruiter.former_names)):
        return "recruiter-other"
    codes = [finding.code for finding in standing.of(recruiter, day)]
    return next((f"recruiter-{code}" for code in codes if code not in STANDS), "")


def country_for(work: Work, statuses: Iterable[Status], day: date) -> str:
    """Why a country is not open for some work on this day; nothing where it is.

    A status of one scheme or job goes before one of all; among equals the closing one.
    """
    holding = [status for status in statuses if holds(status, day) and _is_about(status, work)]
    if not holding:
        return "country-unknown"
    last = [
        status for status in holding if not any(_is_narrower(other, status) for other in holding)
    ]
    return "" if all(status.status == OPEN for status in last) else "country-closed"


def holds(status: Status, day: date) -> bool:
    """Whether what a status says is so on a day."""
    return status.valid_from <= day and (status.valid_to is None or day <= status.valid_to)


def _is_about(status: Status, work: Work) -> bool:
    """A closing is read widely, by its words in any order; an opening to the letter."""
    if status.country != work.country or status.scheme not in ("", work.scheme):
        return False
    job, names = status.job.casefold(), (work.title.casefold(), work.sector.casefold())
    if status.status == OPEN:
        return job in ("", *names)
    return {*job.split()} <= {word for name in names for word in name.split()}


def _is_narrower(status: Status, other: Status) -> bool:
    scope, other_scope = _scope(status), _scope(other)
    return scope != other_scope and all(
        wide in ("", narrow) for narrow, wide in zip(scope, other_scope, strict=True)
    )


def _scope(status: Status) -> tuple[str, str]:
    return status.scheme, status.job.casefold()


def _is_full(vacancy: Offered) -> bool:
    """Whether places were told and none of them is left; untold is not none."""
    of_each = (
        (vacancy.places_women, vacancy.left_women),
        (vacancy.places_men, vacancy.left_men),
        (vacancy.places_any, vacancy.left_any),
    )
    left = [places if left is None else left for places, left in of_each]
    stated = [number for number in left if number is not None]
    return bool(stated) and not any(stated)
