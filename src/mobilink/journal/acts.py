"""Acts: what may be done, each declared once, beside the verb that does it.

    APPROVE = Act(
        "approve outing", _("Outing approved"), by=APPROVER, at="owner_unit", states=(PROPOSED,)
    )

    def approve(outing, *, by, reason):
        APPROVE.require(by, outing)
        with commit(APPROVE, by=by, why=reason, on=outing) as draft:
            draft.change(outing, state=APPROVED)

The verb, the page that offers it, an outing's story and quarantine read the same object. What depends
on values stays a line in the verb. The journal knows no roles: the room of people says who has one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol
from uuid import UUID

from django.utils.text import capfirst

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

OFFICE: Final = "office"
ITSELF: Final = ""
"""Where a role must be held: for the whole office; at the unit that `require` is given."""


class Rights(Protocol):
    """What somebody may do where today, read once for a page."""

    def may(self, function: str, unit: UUID) -> bool: ...

    def may_at_office(self, function: str) -> bool: ...


class Permission(Protocol):
    """Refuses unless a person holds one of the functions at its unit; nothing is the whole office."""

    def __call__(self, person: Any, held: tuple[tuple[str, Any], ...], /) -> None: ...


@dataclass(frozen=True, eq=False)
class Act:
    """One thing that is done; `text` stands in the ledger and never changes.

    `words` say what was done, `in_story` the same of the person who did it. Who may do it holds the
    function `by` at the unit `at`, a path of links from the row; or `by` names several such pairs of
    which one suffices, and the last is what a refusal names. Without `by` anybody may, or the verb
    itself says who. `states` are those in which the row can be. An act that `is_offices` writes what
    no other machine may (`storage.law`).
    """

    text: str
    words: "StrPromise | str"
    by: str | tuple[tuple[str, str], ...] = ()
    at: str = OFFICE
    states: tuple[str, ...] = ()
    in_story: "StrPromise | str" = ""
    is_offices: bool = False

    @property
    def permits(self) -> tuple[tuple[str, str], ...]:
        """Each function that suffices, with where it must be held."""
        return ((self.by, self.at),) if isinstance(self.by, str) else self.by

    def require(self, by: Any, row: Any = None, *, is_own: bool = False) -> None:
        """Refuse unless the person may do this to the row, then unless the row's state allows it.

        No person means the machine's own operator, whom nothing is refused but by the state.
        `is_own` is what lets a person do it without a function, where the verb knows of such.
        """
        if by is not None and self.permits and not is_own:
            _permission()(by, tuple((held, _unit(row, at)) for held, at in self.permits))
        if self.states:
            row.expect_state(*self.states)

    def is_possible(self, row: Any, rights: Rights) -> bool:
        """Whether `require` would let the person do this now whose rights these are."""
        if self.states and row.state not in self.states:
            return False
        return not self.permits or any(_holds(rights, row, *permit) for permit in self.permits)


def ask_for_permission(permission: Permission) -> None:
    """Let the room that knows roles say who holds them; called once, at start."""
    _asked.append(permission)


def written_in(package: str, *modules: str) -> None:
    """Say in which modules of a room acts are declared; called by each room's `journal.py`."""
    _modules.extend(f"{package}.{module}" for module in modules)
    _by_text.cache_clear()


def find(text: str) -> Act | None:
    """The act with this text in the ledger, where this version knows it."""
    return _by_text().get(text)


def words_of(text: str) -> str:
    """What was done, as people read it; of an act of another version its text."""
    act = find(text)
    return str(act.words) if act else capfirst(text)


def every_act() -> list[Act]:
    """All acts that the rooms declare, those that are written no more included."""
    return list(_by_text().values())


_asked: list[Permission] = []
_modules: list[str] = []


@cache
def _by_text() -> dict[str, Act]:
    """Loaded when first asked for: a room's verbs read the kinds, which are declared before them."""
    known: dict[str, Act] = {}
    for name in _modules:
        for act in _acts_of(vars(import_module(name))):
            if known.setdefault(act.text, act) is not act:
                raise TypeError(f"Two acts are called “{act.text}” in the ledger.")
    return known


def _acts_of(names: Mapping[str, object]) -> Iterator[Act]:
    for value in list(names.values()):
        for each in value.values() if isinstance(value, dict) else (value,):
            if isinstance(each, Act):
                yield each


def _permission() -> Permission:
    if not _asked:
        raise TypeError("No room says who holds which role.")
    return _asked[-1]


def _unit(row: Any, at: str) -> Any:
    if at == OFFICE:
        return None
    for name in at.split(".") if at else ():
        row = getattr(row, name)
    return row


def _holds(rights: Rights, row: Any, function: str, at: str) -> bool:
    """By the ids of the row's own links, so that a page needs no query for each."""
    if at == OFFICE:
        return rights.may_at_office(function)
    links, _dot, last = at.rpartition(".")
    owner = _unit(row, links)
    return rights.may(function, getattr(owner, f"{last}_id") if last else owner.pk)
