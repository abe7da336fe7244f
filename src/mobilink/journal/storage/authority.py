"""Authority: whether a machine is believed for what an entry says, by the law of its kinds (`law`).

The office's judge asks before an entry is applied, a hub before it writes one; what a phone's
program asks is made of the same declarations. The office is bound by nothing here. The author of an
entry is judged, whoever carried it. Nothing here reads a clock, a disk or a network.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, Protocol
from uuid import UUID

from mobilink.journal.core.sequence import SCOPE, UNFIT, Member, Rows
from mobilink.journal.core.wire import ABSENT, Entry, Op
from mobilink.journal.storage.fact_streams import UNIT, stream_of_unit, units_in
from mobilink.journal.storage.kinds import Kind, find
from mobilink.journal.storage.law import EVERYTHING, Sets, Whose

Fields = Mapping[str, Any]
VAN: Final = "van"
"""What the name of a place begins with that is a van; that of a store begins as its unit's stream."""
PERSON: Final = "person"
NOT_ITS_OWN: Final = "is not of its unit"


class RowsAndHistory(Rows, Protocol):
    """What is asked of the rows on which an entry was written, and of what they were before."""

    def history(self, row: UUID, name: str) -> list[tuple[UUID, Any]]:
        """Every value that a field of a row ever had, in its order, each with the machine that set it."""

    def regencies_of(self, units: Collection[str]) -> set[str]:
        """The codes of the regencies in which the units with these codes lie."""


class _NotHere(Exception):
    """A row that is named and has not come: the entry waits for it."""


def distrust(entry: Entry, author: Member, rows: RowsAndHistory) -> str:
    """Why a machine is not believed for an entry, as the judge says it: `unfit` where it has not the
    shape, `scope` where it is not this machine's to say; then kind and field. Empty where it is.

    What is not here yet is not judged; the entry waits for it.
    """
    if author.is_office:
        return ""
    asked = _Asked(entry, author, rows)
    for row, op in entry.rows():
        kind = find(op.kind)
        if misfit := kind.misshapen(op.fields) if kind else "":
            return f"{UNFIT}: {op.kind}: {misfit}"
        if problem := asked.problem(kind, row, op) if kind else "":
            return f"{SCOPE}: {op.kind}: {problem}"
    return ""


def are_believed(name: str, columns: Mapping[str, list[Any]]) -> bool:
    """Whether a hub is believed for every new fact of this kind with values of these columns, where
    they stand in the stream of their unit. In doubt it is not, and `distrust` asks of each.
    """
    kind = find(name)
    if kind is None or kind.by_hub != EVERYTHING:
        return False
    is_own = kind.whose.is_anybodys or (kind.whose.by_stream and _are_of_a_unit(kind, columns))
    held = [(name, value) for name in (*kind.shapes, *kind.open) for value in columns.get(name, ())]
    return is_own and not any(
        kind.misshapen({name: value}) for name, value in held if value is not ABSENT
    )


def _are_of_a_unit(kind: Kind, columns: Mapping[str, list[Any]]) -> bool:
    links = columns.get(kind.rule.unit[0], ())
    return bool(links) and not any(link is ABSENT or not link for link in links)


class _Asked:
    """One entry of one machine, and the rows that it speaks of."""

    def __init__(self, entry: Entry, author: Member, rows: RowsAndHistory) -> None:
        self._entry, self._author, self._rows = entry, author, rows
        self._units = units_in(author.streams)
        self._made = {str(row): op.fields for row, op in entry.rows() if op.row is None}

    def problem(self, kind: Kind, row: UUID, op: Op) -> str:
        """Why the machine is not believed for one op."""
        sets = kind.phone if self._author.is_phone else kind.by_hub
        return (
            sets.misfit(op.fields, is_new=op.row is None)
            or self._unless_itself(sets, op)
            or self._unless_by_somebody(sets)
            or self._unless_together(sets, op)
            or self._unless_back(sets, row, op)
            or self._unless_whose(kind, sets, row, op)
        )

    def _unless_whose(self, kind: Kind, sets: Sets, row: UUID, op: Op) -> str:
        try:
            return self._unless_own(kind, sets, row, op)
        except _NotHere:
            return ""

    def _unless_itself(self, sets: Sets, op: Op) -> str:
        is_other = sets.itself and op.fields.get(sets.itself) != str(self._author.id)
        return f"{sets.itself} is not itself" if is_other else ""

    def _unless_by_somebody(self, sets: Sets) -> str:
        if not sets.by_somebody:
            return ""
        try:
            is_known = self._row(PERSON, self._entry.payload.by) is not None
        except _NotHere:
            is_known = False
        return "" if is_known else "names nobody known who did it"

    def _unless_together(self, sets: Sets, op: Op) -> str:
        for kind, values in sets.together.items():
            also = (each.fields for each in self._entry.payload.ops if each.kind == kind)
            if not any(values.items() <= fields.items() for fields in also):
                return f"comes without its {kind}"
        return ""

    def _unless_back(self, sets: Sets, row: UUID, op: Op) -> str:
        """A field may get a value of its list, or what the machine's own last change replaced."""
        for name in sets.back if op.row is not None else ():
            if name in op.fields and op.fields[name] not in sets.only.get(name, ()):
                before = self._before_own(self._rows.history(row, name))
                if op.fields[name] not in before:
                    return f"does not set {name} to {op.fields[name]}"
        return ""

    def _before_own(self, history: list[tuple[UUID, Any]]) -> list[Any]:
        own = [at for at, (who, _) in enumerate(history) if who == self._author.id and at]
        return [history[own[-1] - 1][1]] if own else []

    def _unless_own(self, kind: Kind, sets: Sets, row: UUID, op: Op) -> str:
        whose = kind.whose
        if whose.is_anybodys or (whose.is_offices and sets.itself):
            return ""
        if whose.by_stream:
            is_own = self._entry.link.stream in map(stream_of_unit, self._units)
            return "" if is_own else NOT_ITS_OWN
        if op.row is None:
            return "" if whose.regency or self._is_own(kind, None, op.fields) else NOT_ITS_OWN
        state = self._rows.row(kind.name, row)
        if state is None:
            raise _NotHere
        after = {**state.fields, **op.fields}
        for name in whose.fixed:
            if after.get(name) != state.fields.get(name):
                return f"its {name} never changes"
        is_moved = any(after.get(name) != state.fields.get(name) for name in _first_of(whose))
        is_own = self._is_own(kind, row, state.fields)
        return "" if is_own and (not is_moved or self._is_own(kind, None, after)) else NOT_ITS_OWN

    def _is_own(self, kind: Kind, row: UUID | None, fields: Fields) -> bool:
        """Whether a row that says this is of one of the machine's units; or was, where it is named."""
        whose = kind.whose
        if whose.regency:
            return self._is_near(whose, row, fields) or self._is_beside(kind.name, whose.beside)
        return not self._units.isdisjoint(self._units_of(kind, row, fields))

    def _is_near(self, whose: Whose, row: UUID | None, fields: Fields) -> bool:
        near = self._rows.regencies_of(self._units)
        before = self._rows.history(row, whose.regency) if row else ()
        return fields.get(whose.regency) in near or any(code in near for _, code in before)

    def _is_beside(self, of: str, name: str) -> bool:
        """Whether the same entry makes a row of the kind to which this link leads, of an own unit."""
        kind = find(self._linked(of, name)) if name else None
        made = (op for op in self._entry.payload.ops if kind and op.kind == kind.name)
        return any(kind and not op.row and self._is_own(kind, None, op.fields) for op in made)

    def _units_of(self, kind: Kind, row: UUID | None, fields: Fields) -> Iterator[str]:
        for path in kind.whose.units:
            yield from self._at_end_of(kind.name, row, fields, path.split("."))
        for name in kind.whose.places:
            sort, _, which = str(fields.get(name) or "").partition("/")
            if sort == UNIT:
                yield which
            elif sort == VAN and (van := self._row("van", which)):
                yield from self._at_end_of("van", *van, ["unit"])

    def _at_end_of(
        self, kind: str, row: UUID | None, fields: Fields, path: list[str]
    ) -> Iterator[str]:
        """The codes of the units to which a path of links leads, first as it is, then as it ever was."""
        *links, last = path
        for name in links:
            kind = self._linked(kind, name)
            if (named := self._row(kind, fields.get(name))) is None:
                return
            row, fields = named
        yield from self._code_of(fields.get(last))
        for _, unit in self._rows.history(row, last) if row else ():
            yield from self._code_of(unit)

    def _linked(self, kind: str, name: str) -> str:
        rule = self._rows.rule(kind)
        return rule.links[name] if rule else ""

    def _row(self, kind: str, id_: Any) -> tuple[UUID | None, Fields] | None:
        """A row that is named: one that the same entry makes, or one that is here; raises _NotHere."""
        named = str(id_)
        if named in self._made:
            return None, self._made[named]
        try:
            row = UUID(named)
        except ValueError:
            return None
        state = self._rows.row(kind, row)
        if state is None:
            raise _NotHere
        return row, state.fields

    def _code_of(self, unit: Any) -> Iterator[str]:
        if unit and (named := self._row(UNIT, unit)):
            yield str(named[1].get("code", ""))


def _first_of(whose: Whose) -> set[str]:
    """The fields of a row itself by which it is somebody's."""
    paths = {path.partition(".")[0] for path in whose.units}
    return paths | {*whose.places} | ({whose.regency} if whose.regency else set())
