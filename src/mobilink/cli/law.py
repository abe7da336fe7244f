"""law: what a machine is believed for, kind by kind, as the rooms declare it; also for the documents."""

import argparse
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import put, put_json

if TYPE_CHECKING:
    from mobilink.journal.storage.kinds import Kind
    from mobilink.journal.storage.law import Sets

HEAD = ("Kind", "Whose rows", "A van sets", "A phone sets")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    law = commands.add_parser(
        "law", help=_("what a van and a phone are believed for, kind by kind")
    )
    law.add_argument("--json", action="store_true")
    law.set_defaults(run=run_law)


def run_law(arguments: argparse.Namespace) -> int:
    if arguments.json:
        names = ("kind", "whose", "van", "phone")
        rows = [dict(zip(names, row, strict=True)) for row in rows_of_machines()]
        put_json({"machines": rows, "office": kinds_of_office()})
        return 0
    put(in_markdown())
    return 0


def in_markdown() -> str:
    """The whole law as one table, and the kinds that the office alone writes."""
    lines = [HEAD, tuple("---" for _ in HEAD), *rows_of_machines()]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{table}\n\nThe office alone writes: {', '.join(kinds_of_office())}."


def rows_of_machines() -> Iterator[tuple[str, str, str, str]]:
    """Each kind of which a machine writes rows: its name, whose they are, what a van and a phone set."""
    for kind in _sorted():
        if not _is_offices(kind):
            yield kind.name, _whose(kind), _sets(kind, kind.by_hub), _sets(kind, kind.phone)


def kinds_of_office() -> list[str]:
    return [kind.name for kind in _sorted() if _is_offices(kind)]


def _sorted() -> "list[Kind]":
    from mobilink.journal.storage.kinds import every_kind

    return sorted(every_kind(), key=lambda kind: kind.name)


def _is_offices(kind: "Kind") -> bool:
    from mobilink.journal.storage.law import NOTHING

    return kind.by_hub == kind.phone == NOTHING


def _whose(kind: "Kind") -> str:
    whose = kind.whose
    if whose.is_anybodys:
        return "any machine's"
    if whose.is_offices:
        return "the machine's that it names"
    if whose.by_stream:
        return "the unit's in whose stream it is"
    ways = [f"`{path}`" for path in whose.units]
    ways += [f"`{name}` (a unit's store or van)" for name in whose.places]
    if whose.regency:
        ways.append(f"`{whose.regency}` in a regency of its unit; a new one anywhere")
    if whose.beside:
        ways.append(f"together with an own `{whose.beside}`")
    fixed = [f"`{name}` never changes" for name in whose.fixed]
    return "; ".join([" or ".join(ways), *fixed])


def _sets(kind: "Kind", sets: "Sets") -> str:
    new = _fields(sets.new, sets.only_new)
    change = _fields(sets.change, sets.only)
    if new == change:
        return new or "nothing"
    parts = [f"new: {new}" if new else "none new"] if kind.may_change else [new]
    parts += [f"change: {change}" if change else "no change"] if kind.may_change else []
    parts += [f"`{name}` also back to what its own change replaced" for name in sets.back]
    if sets.itself:
        parts.append(f"`{sets.itself}` is itself")
    if sets.by_somebody:
        parts.append("names a known person who did it")
    for other, values in sets.together.items():
        said = ", ".join(f"`{name}` {value}" for name, value in values.items())
        parts.append(f"only with {other}: {said}")
    return "; ".join(parts)


def _fields(names: tuple[str, ...], only: Mapping[str, tuple[str, ...]]) -> str:
    from mobilink.journal.storage.law import ALL

    if names == ALL:
        return "everything"
    values = {name: f" ({' or '.join(values)})" for name, values in only.items()}
    return ", ".join(f"`{name}`{values.get(name, '')}" for name in names)
