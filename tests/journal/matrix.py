"""Every field of every kind, said by a van or a phone, of an own row and of another unit's."""

import itertools
import uuid
from typing import NamedTuple

from mobilink.journal.core import wire
from mobilink.journal.core.merge import RowState
from mobilink.journal.core.sequence import Member, problem_of
from mobilink.journal.storage import authority, fact_streams, fields
from mobilink.journal.storage.kinds import every_kind, find

UNITS = {"own": "BATAM", "other": "KARIMUN"}
REGENCIES = {"own": "21.71", "other": "21.02"}
STREAMS = frozenset({"public", "team", "unit/BATAM"})
MACHINES = {
    "van": Member(uuid.UUID(int=7), b"", STREAMS),
    "phone": Member(uuid.UUID(int=8), b"", STREAMS, is_phone=True),
}
PHONES = {"own": MACHINES["phone"].id, "other": uuid.UUID(int=9)}
RIGHT = [
    "abc", "a@b.id", "21.71", "id", 1, True, "2019-08-18", "06:00:00", 1_566_000_000_000, "1.0",
    ["abc"], [1], {"abc": 1}, {"abc": {"yes": True, "text": "x"}}, str(uuid.UUID(int=3)),
]  # fmt: skip
WRONG = [
    "x" * 20_000,
    2**63 - 1,
    -(2**63),
    "no such word",
    {"a": {"b": []}},
    [[[]]],
    1.5,
    "nowhere",
    None,
]


class Case(NamedTuple):
    """Who says what of which row: a new one or one that is there, `own` or `other`; one field of it,
    `right`, in a `wrong` shape, or of an own row what only `another's` says.
    """

    by: str
    kind: str
    is_new: bool
    side: str
    field: str
    shape: str
    value: object


class World:
    """One row of each kind at an own unit, and one at another's; what the judge asks of a node."""

    def __init__(self):
        self.kinds = {kind.name: kind for kind in every_kind()}
        self.right = {
            (kind.name, field.name, side): self._right(kind, field, side)
            for kind in self.kinds.values()
            for field in kind.fields
            for side in UNITS
        }

    def cases(self):
        """Every field alone: as it may be, in each shape that it may not have, and as another's is. Facts
        are new only: who changes one is refused before anybody asks whose it is.
        """
        for by, kind, side in itertools.product(MACHINES, self.kinds.values(), UNITS):
            for is_new, field in itertools.product(
                [True, False][: 1 + kind.may_change], kind.fields
            ):
                case = Case(by, kind.name, is_new, side, field.name, "right", None)
                yield case._replace(value=self.right[kind.name, field.name, side])
                for value in self._wrong(kind, field):
                    yield case._replace(shape="wrong", value=value)
                others = self.right[kind.name, field.name, "other"]
                if (
                    side == "own"
                    and not is_new
                    and others != self.right[kind.name, field.name, side]
                ):
                    yield case._replace(shape="another's", value=others)

    def refusal(self, case):
        """Why the office would not believe this; empty where it would."""
        kind, author = self.kinds[case.kind], MACHINES[case.by]
        said = {case.field: case.value}
        if case.is_new:
            needed = {*fields.required(kind), *self._leading(kind)}
            needed &= {*kind.phone.new} if case.by == "phone" and kind.phone.new else needed
            said = {name: self.right[case.kind, name, case.side] for name in needed} | said
        row = None if case.is_new else row_of(case.kind, case.side).bytes
        stream = kind.streams[0] if kind.streams else "unit/BATAM"
        link = wire.Link(author.id, uuid.UUID(int=1), stream, 1, b"")
        ops = [wire.Op(case.kind, row, said), *self._together(case)]
        entry = link.entry(1, b"", wire.Payload("act", str(row_of("person", "own")), "", ops))
        return problem_of(entry, author, self) or authority.distrust(entry, author, self)

    def _together(self, case):
        """A decision of a phone comes with the state of its outing."""
        if case.kind == "decision" and case.by == "phone":
            yield wire.Op("outing", row_of("outing", case.side).bytes, {"state": "cancelled"})

    def _leading(self, kind):
        """The fields by which a row is somebody's."""
        whose = kind.whose
        paths = [path.partition(".")[0] for path in whose.units]
        return {*paths, *whose.places, *([whose.regency] if whose.regency else ())}

    def _right(self, kind, field, side):
        if field.name in kind.rule.links:
            return str(row_of(kind.rule.links[field.name], side))
        named = {
            ("unit", "code"): UNITS[side],
            ("pin_grant", "phone"): str(PHONES[side]),
            ("decision", "verdict"): "cancelled",
            ("outing", "state"): "cancelled",
            ("assignment", "duty"): "driver",
            ("visit_request", "state"): "new",
        }
        if (kind.name, field.name) in named:
            return named[kind.name, field.name]
        if field.name == "regency_code":
            return REGENCIES[side]
        if field.name in kind.whose.places:
            return f"unit/{UNITS[side]}"
        is_open = field.name in kind.open
        choices = [] if is_open else [value for value, _ in field.flatchoices]
        fits = (value for value in choices + RIGHT if self._fits(kind, field, value))
        return next(fits, None)

    def _wrong(self, kind, field):
        return [value for value in WRONG if not self._fits(kind, field, value)]

    def _fits(self, kind, field, value):
        misfit = fields.misfit_of(wire.Op(kind.name, b"r" * 16, {field.name: value}))
        return not misfit and not kind.misshapen({field.name: value})

    def rule(self, kind):
        known = find(kind)
        return known.rule if known else None

    def misfit(self, op):
        return fields.misfit_of(op)

    def homes(self, kind, columns):
        return fact_streams.streams_of(kind, columns, self)

    def belongs(self, op, stream):
        return fact_streams.belongs(op.kind, op.fields, stream, self)

    def row(self, kind, row):
        side = next((side for side in UNITS if row_of(kind, side) == row), None)
        if side is None:
            return None
        names = (field.name for field in self.kinds[kind].fields)
        return RowState({name: self.right[kind, name, side] for name in names}, 1)

    def is_erased(self, row):
        return False

    def history(self, row, name):
        return []

    def regencies_of(self, units):
        return {REGENCIES[side] for side in UNITS if UNITS[side] in units}


def row_of(kind, side):
    """The id of the row of a kind on one of the two sides."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{kind} {side}")
