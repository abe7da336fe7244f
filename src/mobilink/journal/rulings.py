"""What a person decides about conflicts and entries in quarantine: each decision is an entry itself.

The office alone decides. Deciding again is allowed at any time, and the latest decision holds; so
each can be reversed and the story of it is shown (`review_queue.rulings_about`). Nothing is thrown away:
an entry in quarantine stays what it is, also after the office entered it again as its own.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.journal.actions import Draft, alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.core.errors import NotOurs, NotStorable, Overtaken
from mobilink.journal.core.merge import Ownership
from mobilink.journal.core.wire import Entry, Op
from mobilink.journal.members.installations import require_office
from mobilink.journal.safety.forks import forks
from mobilink.journal.storage import review_queue
from mobilink.journal.storage.fields import (
    Field,
    from_wire,
    milliseconds,
    misfit_of,
    row_from_wire,
    to_wire,
)
from mobilink.journal.storage.following import follow
from mobilink.journal.storage.kinds import Kind, find, named
from mobilink.journal.storage.models import Ruling
from mobilink.journal.storage.review_queue import AGAIN, ASIDE, WAITING, Conflict
from mobilink.journal.storage.rows import SharedRow
from mobilink.journal.storage.shaped import Shaped

STANDS, OTHER, BOTH = Ruling.Choice.STANDS, Ruling.Choice.OTHER, Ruling.Choice.BOTH
APART = Ruling.Choice.APART
CHOICES = (STANDS, OTHER, BOTH)
PROSE = 80  # a text field that takes so many characters holds what people write, not a code
# What else a room changes of a row with a field: told the row and the field's new value.
Along = Callable[[SharedRow, dict[str, Any]], dict[str, Any]]


CLOSE_FORK = Act("close fork", gettext_lazy("Alarm of two histories closed"), is_offices=True)
DECIDE = Act("decide conflict", gettext_lazy("Conflict decided"), is_offices=True)
EMPTY = Act("empty field", gettext_lazy("Field that cannot be read emptied"))
ENTER_AGAIN = Act("enter again", gettext_lazy("Entered again from quarantine"), is_offices=True)
KEEP_APART = Act("keep apart", gettext_lazy("Two that look alike kept apart"), is_offices=True)
SET_ASIDE = Act(
    "set aside quarantined entry", gettext_lazy("Entry in quarantine set aside"), is_offices=True
)
TAKE_UP = Act(
    "take up quarantined entry", gettext_lazy("Entry in quarantine taken up again"), is_offices=True
)


class Dated(Protocol):
    """A decision with its instant."""

    @property
    def at(self) -> datetime: ...


def seen_of(row: SharedRow | None, field: str, ruling: Dated | None) -> str:
    """What a page keeps of what its reader saw: the field's version, the latest decision.

    A decision from a page that was overtaken is refused.
    """
    version = row.versions.get(field, "") if row else ""
    return f"{version[:16]}.{milliseconds(ruling.at) if ruling else 0}"


def may_join(conflict: Conflict) -> bool:
    """Whether both values can be kept: texts that people write, and that differ."""
    field = _field(conflict)
    is_prose = isinstance(field, models.TextField) or (
        type(field) is models.CharField and not field.choices and (field.max_length or 0) >= PROSE
    )
    return is_prose and conflict.won.value != conflict.lost.value


def joined(conflict: Conflict) -> str:
    """Both values as one text; one that holds the other is enough."""
    won, lost = str(conflict.won.value or ""), str(conflict.lost.value or "")
    if lost in won or won in lost:
        return max(won, lost, key=len)
    return (
        f"{won}\n\n{lost}" if isinstance(_field(conflict), models.TextField) else f"{won} / {lost}"
    )


def decide(
    id_: str, choice: str, *, by: Any, why: str = "", seen: str = "", along: Along | None = None
) -> Conflict:
    """Decide a conflict: keep what stands, take the other value, or keep both.

    Taking a value is a normal change of the field, based on what it says now. Refuses a choice that
    the field does not allow, a row that is not here, and what overtook its reader.
    """
    with alone():
        require_office()
        conflict = review_queue.conflict(id_)
        row = row_of(conflict)
        rulings = review_queue.rulings_about(id_)
        _refuse_if_overtaken(seen, seen_of(row, conflict.field, next(iter(rulings), None)))
        values = _values(conflict, choice, row, rulings[0].choice if rulings else STANDS)
        with commit(DECIDE, by=by, why=why) as draft:
            draft.add(Ruling, **_ruling(id_, choice, by, why))
            if values:
                draft.change(row, **(along(row, values) if along else {}), **values)
    return conflict


def set_aside(id_: str, *, by: Any, why: str = "", seen: str = "") -> None:
    """Nobody need look at an entry in quarantine any more; it stays there."""
    _file(id_, ASIDE, by=by, why=why, seen=seen)


def take_up(id_: str, *, by: Any, why: str = "", seen: str = "") -> None:
    """An entry that was set aside waits again."""
    _file(id_, WAITING, by=by, why=why, seen=seen)


def enter_again(id_: str, *, by: Any, why: str = "", seen: str = "") -> int:
    """Enter what an entry in quarantine says as an entry of the office's own; how many records.

    New rows get new ids; what points to a row that was entered again points to the new one. Refuses
    an entry that was entered again already, and what this office cannot use.
    """
    with alone():
        require_office()
        line, entry = review_queue.quarantined_entry(id_)
        rulings = review_queue.rulings_about(id_)
        _refuse_if_overtaken(seen, seen_of(None, "", next(iter(rulings), None)))
        _refuse_if_entered(rulings)
        [quarantined] = review_queue.quarantined_of([line])
        words = _("From quarantine: %(id)s of %(where)s.") % {"id": id_, "where": quarantined.where}
        ids = {
            old: new
            for each in review_queue.latest_rulings().values()
            for old, new in each.became.items()
        }
        became: dict[str, str] = {}
        with commit(ENTER_AGAIN, by=by, why=f"{words} {why}".strip()) as draft:
            for row, op in entry.rows():
                _enter(draft, str(row), op, ids, became)
            draft.add(Ruling, **_ruling(id_, AGAIN, by, why), became=became)
        _follow(entry, became)
    return len(entry.payload.ops)


def _follow(entry: Entry, became: dict[str, str]) -> None:
    """Do what follows from facts of others, which these are, as where the office takes them at once."""
    arrived: dict[str, dict[UUID, UUID]] = {}
    office = require_office().id
    for row, op in entry.rows():
        if op.row is None:
            arrived.setdefault(op.kind, {})[UUID(became[str(row)])] = office
    for name, rows in arrived.items():
        if afterwards := named(name).afterwards:
            follow(afterwards, rows)


def row_of(conflict: Conflict) -> SharedRow:
    """The row of a conflict; raises NotOurs where it is not here."""
    kind = find(conflict.kind)
    row: Any = kind and kind.model._default_manager.filter(pk=conflict.row).first()
    if not isinstance(row, SharedRow) or _field(conflict) is None:
        raise NotOurs(_("The record is not known here as this conflict knows it. Update Mobilink."))
    return row


def _values(conflict: Conflict, choice: str, row: SharedRow, before: str) -> dict[str, Any]:
    """What the field must say for a choice; nothing where it stays as it is."""
    if choice not in CHOICES or (choice == BOTH and not may_join(conflict)):
        raise NotOurs(_("This cannot be chosen here: both are kept of texts only."))
    field = _field(conflict)
    assert field is not None  # held by `row_of`
    said: dict[str, Any] = {STANDS: conflict.won.value, OTHER: conflict.lost.value}
    if may_join(conflict):
        said[BOTH] = joined(conflict)
    # “Stands” takes back what an earlier decision put there, and nothing that came since.
    if choice == STANDS and to_wire(field, getattr(row, field.attname)) != said.get(before):
        return {}
    return {field.name: from_wire(field, said[choice])}


def keep_apart(about: str, *, by: Any, why: str = "") -> None:
    """Two things that look like one are two; `about` names both, as who proposed them does."""
    with alone():
        require_office()
        with commit(KEEP_APART, by=by, why=why) as draft:
            draft.add(Ruling, **_ruling(about, APART, by, why))


def _file(id_: str, state: str, *, by: Any, why: str, seen: str) -> None:
    with alone():
        require_office()
        review_queue.quarantined_entry(id_)
        rulings = review_queue.rulings_about(id_)
        _refuse_if_overtaken(seen, seen_of(None, "", next(iter(rulings), None)))
        _refuse_if_entered(rulings)
        if (rulings[0].choice if rulings else WAITING) != state:
            with commit(SET_ASIDE if state == ASIDE else TAKE_UP, by=by, why=why) as draft:
                draft.add(Ruling, **_ruling(id_, state, by, why))


def _enter(draft: Draft, row: str, op: Op, ids: dict[str, str], became: dict[str, str]) -> None:
    """Draft what one op says, in the ids that hold here."""
    kind = find(op.kind)
    if kind is None or set(op.fields) - {field.name for field in kind.fields}:
        raise NotStorable(_("A newer version of Mobilink wrote this. Update this one first."))
    known = ids | became
    fields = {name: _renamed(value, known) for name, value in op.fields.items()}
    misfit = kind.misshapen(fields) or misfit_of(Op(op.kind, op.row, fields))
    if misfit:
        raise NotStorable(_("This cannot be used as it is (%(what)s).") % {"what": misfit})
    _refuse_orphan(kind, fields, set(became.values()))
    if op.row is None:
        became[row] = str(draft.add(kind.model, **row_from_wire(kind, fields)).pk)
        return
    target: Any = kind.model._default_manager.filter(pk=known.get(row, row)).first()
    if kind.ownership is Ownership.FACT or target is None:
        raise NotOurs(_("It changes a record that is not here or never changes. Record it anew."))
    names = {field.name: field for field in kind.fields}
    draft.change(target, **{n: from_wire(names[n], value) for n, value in fields.items()})


def _renamed(value: Any, ids: dict[str, str]) -> Any:
    return ids.get(value, value) if isinstance(value, str) else value


def _refuse_orphan(kind: Kind, fields: dict[str, Any], drafted: set[str]) -> None:
    for name, linked in kind.rule.links.items():
        parent = fields.get(name)
        rows = named(linked).model._default_manager
        if parent and parent not in drafted and not rows.filter(pk=UUID(parent)).exists():
            raise NotOurs(
                _("What it belongs to (%(name)s) is not here. Enter that again first.")
                % {"name": name}
            )


def _refuse_if_overtaken(seen: str, now: str) -> None:
    if seen and seen != now:
        raise Overtaken(
            _("Somebody decided or changed this meanwhile. Look at it as it stands now.")
        )


def _refuse_if_entered(rulings: list[Ruling]) -> None:
    if rulings and rulings[0].choice == AGAIN:
        raise NotOurs(
            _("This was entered again already, and counts; a second time would double it.")
        )


def close_fork(id_: str, *, by: Any, why: str = "") -> None:
    """End the alarm of two histories, where a person saw that one copy alone works on.

    Raises NotStorable where there is none of this id.
    """
    with alone():
        require_office()
        if id_ not in {fork.id for fork in forks()}:
            raise NotStorable(
                _("There is no such alarm. `mobilink forks` lists those that are on.")
            )
        with commit(CLOSE_FORK, by=by, why=why) as draft:
            draft.add(Ruling, **_ruling(id_, ASIDE, by, why))


def empty(kind_name: str, pk: UUID, name: str, *, by: Any) -> None:
    """Let a field of a row that no page can read say nothing.

    Raises NotOurs where there is no such field, or where a fact says it, which never changes.
    """
    with alone():
        require_office()
        kind = find(kind_name)
        field = next((each for each in kind.fields if each.name == name), None) if kind else None
        row: Any = kind and kind.model._default_manager.filter(pk=pk).first()
        if not isinstance(row, SharedRow) or not isinstance(field, Shaped):
            raise NotOurs(_("There is no such field that could be emptied."))
        if field.has_its_shape(getattr(row, name)):
            raise Overtaken(
                _("Somebody decided or changed this meanwhile. Look at it as it stands now.")
            )
        with commit(EMPTY, by=by, on=row) as draft:
            draft.change(row, **{name: field.get_default()})


def _ruling(about: str, choice: str, by: Any, why: str) -> dict[str, Any]:
    person = str(by.pk) if by else ""
    return {"about": about, "choice": choice, "by": person, "why": why, "at": clock.now()}


def _field(conflict: Conflict) -> "Field | None":
    kind = find(conflict.kind)
    fields = kind.fields if kind else []
    return next((field for field in fields if field.name == conflict.field), None)
