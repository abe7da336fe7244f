"""Licence status of a recruiter on a day: what a list says of it, and what not. Pure.

A licence that stands is no word about an offer. Each finding is a code with the days it is about;
the faces put it into words, which name the day of the list.
"""

from datetime import date
from typing import Final, NamedTuple, Protocol

FRESH_DAYS: Final = 30
"""Older lists are told as old with every answer (product notes, part 3.8: the model's limit)."""


class Listed(Protocol):
    """A recruiter as a list describes it."""

    @property
    def status(self) -> str: ...
    @property
    def status_scope(self) -> str: ...
    @property
    def status_from(self) -> date | None: ...
    @property
    def status_to(self) -> date | None: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def gone_on(self) -> date | None: ...


class Finding(NamedTuple):
    """One thing to say: its code, the day it is about, and what it covers."""

    code: str
    day: date | None = None
    scope: str = ""


def of(listed: Listed, day: date) -> list[Finding]:
    """What there is to say of a licence on this day, the weightiest first.

    What an older list said of a recruiter that the latest does not name is not told any more, but
    for a revocation, which ends no duty.
    """
    if listed.gone_on is not None:
        revoked = [Finding("revoked-before")] if listed.status == "revoked" else []
        return [Finding("gone", listed.gone_on), *revoked]
    sanction, term = _sanction(listed, day), _term(listed, day)
    findings = [finding for finding in (sanction, term) if finding]
    return findings or [Finding("listed" if listed.status == "active" else "not-told")]


def is_serious(findings: list[Finding]) -> bool:
    """Whether the weightiest finding is one that a person must not overlook."""
    return findings[0].code not in ("valid", "listed", "not-told")


def _sanction(listed: Listed, day: date) -> Finding | None:
    """A sanction; where its last day has passed, the list does not say what came after."""
    if listed.status == "revoked":
        return Finding("revoked", listed.status_from)
    if listed.status == "watched":
        return Finding("watched", listed.status_to, listed.status_scope)
    if listed.status not in ("suspended", "partly-suspended"):
        return None
    if listed.status_from is not None and day < listed.status_from:
        return Finding("sanction-ahead", listed.status_from, listed.status_scope)
    if listed.status_to is not None and listed.status_to < day:
        return Finding("sanction-over", listed.status_to, listed.status_scope)
    return Finding(listed.status, listed.status_to, listed.status_scope)


def _term(listed: Listed, day: date) -> Finding | None:
    """The term of a licence that was not revoked, as far as the list tells it."""
    if listed.status == "revoked":
        return None
    if listed.valid_to is not None and listed.valid_to < day:
        return Finding("lapsed", listed.valid_to)
    if listed.valid_from is not None and day < listed.valid_from:
        return Finding("not-begun", listed.valid_from)
    return Finding("valid", listed.valid_to) if listed.valid_to is not None else None
