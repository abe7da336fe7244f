"""Recording online: a browser without a key of its own hands each act to this machine, which writes it.

It may say what the phones of its unit may (`journal.storage.law`), and the verb of each act asks for
its permission. A browser names every row before it sends it; this machine keeps which row came of that
(`journal.storage.idempotency`), so what is sent twice counts once, and either name finds the row.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.booth import actions
from mobilink.booth.errors import NotOpen, NotRecordable
from mobilink.booth.models import (
    Attendance,
    BoothFact,
    Closing,
    Handover,
    Session,
    Void,
)
from mobilink.booth.officers_day import units_of
from mobilink.booth.presence import Presence
from mobilink.booth.workers import outings_around
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import find as find_act
from mobilink.journal.core.wire import Op
from mobilink.journal.storage import idempotency, kinds
from mobilink.journal.storage.fields import milliseconds, misfit_of, row_from_wire, to_wire
from mobilink.journal.storage.kinds import Kind
from mobilink.journal.storage.rows import Row
from mobilink.outreach.bookings import record_served
from mobilink.outreach.models import Assignment, Outing
from mobilink.outreach.queries import outings
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import office_day

MOST_ACTS = 100
LONGEST_WAIT = timedelta(days=1)
"""What waited longer in a browser, or claims to come from the future, is put at the time it arrives."""


class Said(msgspec.Struct, forbid_unknown_fields=True):
    """One act: a new row under the id that its browser gave it, or what changes of the `row`."""

    id: UUID
    kind: str
    fields: dict[str, Any]
    row: UUID | None = None


class Post(msgspec.Struct, forbid_unknown_fields=True):
    """Acts that belong together, all or none, of one person; `sent` is the browser's clock, in ms since
    1970.
    """

    by: UUID
    acts: Annotated[list[Said], msgspec.Meta(min_length=1, max_length=MOST_ACTS)]
    sent: int


def record(post: Post, *, by: Person) -> None:
    """Record what was not recorded yet; raises Refused, and then nothing is written."""
    with alone():
        given = [said.id for said in post.acts]
        if idempotency.rows_under(given):
            return
        late = clock.now() - _instant(post.sent)
        for said in post.acts:
            made = _written(said, late, by)
            idempotency.keep(said.id, row=made.pk, by=by.pk)


def _written(said: Said, late: timedelta, by: Person) -> Row:
    kind, fields = kinds.find(said.kind), _under_own_names(said.fields)
    if kind is None:
        raise _unreadable()
    is_new = said.row is None
    if kind.phone.misfit(fields, is_new=is_new):
        raise _for_phones_only()
    op = Op(kind.name, None if is_new else b"", fields)
    if kind.misshapen(fields) or misfit_of(op):
        raise _unreadable()
    if said.row is not None:
        return _change(kind, said.row, fields, by)
    values = row_from_wire(kind, fields)
    _put_right(kind, values, late)
    if kind.model in actions.RECORD:
        return _fact(kind.model, values, by)
    return _anybodys(kind, values, by)


def _fact(model: type[Any], values: dict[str, Any], by: Person) -> Row:
    """By the verb of the booth, where it has one that knows more than the kind does."""
    outing = outings().filter(pk=values.pop("outing_id")).first()
    if outing is None:
        raise NotRecordable(_("There is no such outing."))
    # Before a verb that finds its work done already, and says so.
    actions.RECORD[model].require(by, outing)
    if verb := VERBS.get(model):
        return verb(outing, by, values)
    fact: Row = actions.record_fact(model, outing, by=by, **values)
    return fact


def _open(outing: Outing, by: Person, values: dict[str, Any]) -> Session:
    return actions.open_session(outing, by=by, leaflets_taken=values["leaflets_taken"])


def _close(outing: Outing, by: Person, values: dict[str, Any]) -> Closing:
    known = Session.objects.select_related("outing__executing_unit")
    session = known.filter(pk=values.pop("session_id"), outing=outing).first()
    if session is None:
        raise NotOpen(_("No booth is open here. Open it first."))
    reckoning = {name: values[name] for name in values if name not in ("at", "closed_by_id")}
    return actions.close_session(session, by=by, **reckoning)


def _take_back(outing: Outing, by: Person, values: dict[str, Any]) -> Void:
    models_of: dict[str, type[Any]] = {kinds.kind_of(model).name: model for model in actions.RECORD}
    model = models_of.get(values["kind"])
    known = model._default_manager.filter(pk=values["fact"], outing=outing) if model else None
    fact = known.select_related("outing__executing_unit").first() if known is not None else None
    if fact is None:
        raise NotRecordable(_("There is nothing to take back here. Look in the list of records."))
    return actions.undo(fact, by=by, reason=values["reason"])


def _attend(outing: Outing, by: Person, values: dict[str, Any]) -> Attendance:
    person = Person.objects.filter(pk=values["person_id"]).first()
    if person is None:
        raise _unreadable()
    presence = Presence(values["was_there"], values["since"], values["until"])
    return actions.attend(outing, person, presence, by=by)


def _hand_over(outing: Outing, by: Person, values: dict[str, Any]) -> Handover:
    values["given_by_id"] = by.pk
    return actions.record_fact(Handover, outing, by=by, **values)


VERBS: dict[type[BoothFact], Callable[[Outing, Person, dict[str, Any]], Row]] = {
    Session: _open,
    Closing: _close,
    Void: _take_back,
    Attendance: _attend,
    Handover: _hand_over,
}


def _anybodys(kind: Kind, values: dict[str, Any], by: Person) -> Row:
    """What a phone of any unit may write, by the act that is called after its kind."""
    act = find_act(f"record {kind.name}")
    if act is None or act.permits or not kind.whose.is_anybodys:
        raise _for_phones_only()
    # Whom it names is who records it.
    named = [field.attname for field in kind.fields if field.related_model is Person]
    with commit(act, by=by) as draft:
        return draft.add(kind.model, **(values | dict.fromkeys(named, by.pk)))


def _change(kind: Kind, row: UUID, fields: Mapping[str, Any], by: Person) -> Row:
    """What changes of a row that is shared: whether a booked thing was there, and no more."""
    booked = Assignment.objects.select_related("outing__executing_unit").filter(pk=row).first()
    if kind.model is not Assignment or [*fields] != ["served"] or booked is None:
        raise _for_phones_only()
    record_served(booked, fields["served"], by=by)
    return booked


def _put_right(kind: Kind, values: dict[str, Any], late: timedelta) -> None:
    """Shift every instant by what the browser's clock is off: no clock of a browser is trusted."""
    now = clock.now()
    for field in kind.fields:
        if isinstance(field, models.DateTimeField) and values[field.attname]:
            values[field.attname] = min(now, values[field.attname] + late)
    if "at" in values and now - values["at"] > LONGEST_WAIT:
        values["at"] = now


def _instant(sent: int) -> datetime:
    try:
        return datetime.fromtimestamp(sent / 1000, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise _unreadable() from error


def _under_own_names(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The same fields, in which rows bear the ids that the journal gave them."""
    ids = [UUID(value) for value in fields.values() if _is_id(value)]
    own = {str(key): str(row) for key, row in idempotency.rows_under(ids).items()}
    return {
        name: own.get(value, value) if isinstance(value, str) else value
        for name, value in fields.items()
    }


def _is_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


def _unreadable() -> NotRecordable:
    return NotRecordable(
        _("This could not be read, and nothing was recorded. Load the page again, then record it.")
    )


def _for_phones_only() -> NotRecordable:
    return NotRecordable(_("Only the phone app records this. It was not recorded here."))


def rows_since(
    units: Sequence[Unit], since: Mapping[str, int], *, to: Person
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The facts of the booths of some units, in the order of their time, and how far they go.

    They go to the officers of a booth alone: what a visitor said is nobody else's.
    `since` is how far the reader has them: unit → the line of the ledger. What has no line yet is told
    each time, so that a reader sees when it gets one.
    """
    facts: list[BoothFact] = []
    until = {}
    run = {unit.pk for unit in units_of(to, Role.Function.OFFICER)}
    for unit in (unit for unit in units if unit.pk in run):
        newer = Q(revision=None) | Q(revision__gt=since.get(unit.code, -1))
        around = outings_around(unit, office_day()).order_by().values("pk")
        known = [
            fact
            for model in actions.RECORD
            for fact in model._default_manager.filter(newer, outing__in=around)
        ]
        lines = [fact.revision for fact in known if fact.revision is not None]
        until[unit.code] = max([since.get(unit.code, -1), *lines])
        facts += known
    return described(facts), until


def rows_of(post: Post) -> list[dict[str, Any]]:
    """The facts that a post recorded, as they are told."""
    rows = idempotency.rows_under([said.id for said in post.acts]).values()
    return described(
        [fact for model in actions.RECORD for fact in model._default_manager.filter(pk__in=[*rows])]
    )


def described(facts: Sequence[BoothFact]) -> list[dict[str, Any]]:
    """Each fact as a phone keeps its own, in the order in which they were recorded; under the name that
    its browser gave it, if one did.
    """
    fields = {fact.pk: _fields_of(fact) for fact in facts}
    named = {UUID(value) for each in fields.values() for value in each.values() if _is_id(value)}
    keys = idempotency.keys_of(named | fields.keys())
    given = {str(row): str(key.key) for row, key in keys.items()}

    def place(fact: BoothFact) -> tuple[datetime, int, int, UUID]:
        key = keys.get(fact.pk)
        return (key.at if key else fact.at), (key.pk if key else 0), fact.revision or 0, fact.pk

    return [
        {
            "id": UUID(given.get(str(fact.pk), str(fact.pk))).hex,
            "kind": kinds.kind_of(type(fact)).name,
            "by": str(keys[fact.pk].by) if fact.pk in keys else "",
            "at": milliseconds(fact.at),
            "outing": str(fact.outing_id),
            "isAtOffice": fact.revision is not None,
            "fields": {
                name: given.get(value, value) if isinstance(value, str) else value
                for name, value in fields[fact.pk].items()
            },
        }
        for fact in sorted(facts, key=place)
    ]


def _fields_of(fact: BoothFact) -> dict[str, Any]:
    """What a phone sets of a fact, as it travels; what is nothing stays away."""
    kind = kinds.kind_of(type(fact))
    fields = {
        field.name: to_wire(field, getattr(fact, field.attname))
        for field in kind.fields
        if field.name in kind.phone.new
    }
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
