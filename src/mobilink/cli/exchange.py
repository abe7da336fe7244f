"""import: registers from the office's own tables, and what visitors are told from its texts."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from mobilink.basics.terminal import gettext as _
from mobilink.cli.lookups import day
from mobilink.cli.output import fail, put, put_json, put_table, say

if TYPE_CHECKING:
    from mobilink.imports.tables import Outcome

KINDS = ("content", "countries", "outings", "products", "recruiters", "vacancies", "venues")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    importing = commands.add_parser(
        "import", help=_("enter a table into a register: all of it, or nothing and why")
    )
    importing.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))
    importing.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=Path,
        help=_("a CSV file in UTF-8, or a workbook (XLSX); for content a folder of texts, or one"),
    )
    importing.add_argument(
        "--as-at",
        type=day,
        metavar="DAY",
        help=_("for countries, recruiters and vacancies: the day of the list"),
    )
    importing.add_argument("--dry-run", action="store_true", help=_("check only; write nothing"))
    importing.add_argument("--columns", action="store_true", help=_("print the table's columns"))
    importing.add_argument("--json", action="store_true")
    importing.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    from mobilink.imports import content, kinds, tables
    from mobilink.people.queries import office_day

    if arguments.columns:
        return _print_columns(arguments)
    if arguments.file is None:
        return fail(
            _("Name the file of %(kind)s; --columns prints its columns.")
            % {"kind": arguments.kind},
            2,
        )
    if (arguments.as_at is None) is (arguments.kind in _dated()):
        dated = ", ".join(_dated())
        return fail(
            _("Tell the day of a list of %(dated)s, and of nothing else, by --as-at.")
            % {"dated": dated},
            2,
        )
    if arguments.kind == "content":
        outcome = content.read(arguments.file, dry_run=arguments.dry_run)
    else:
        table, as_at = kinds.TABLES[arguments.kind], arguments.as_at or office_day()
        outcome = tables.read(table, arguments.file, as_at=as_at, dry_run=arguments.dry_run)
    return _tell(arguments, outcome)


def _dated() -> list[str]:
    """The kinds whose tables are of a day."""
    from mobilink.imports import kinds

    return [kind for kind, table in kinds.TABLES.items() if table.is_dated]


def _tell(arguments: argparse.Namespace, outcome: "Outcome") -> int:
    for problem in outcome.problems:
        say(f"{arguments.file}, {problem}")
    if outcome.problems:
        return fail(_refusal(arguments.kind, len(outcome.problems)))
    if arguments.json:
        put_json(asdict(outcome))
    else:
        _put_outcome(outcome, arguments.kind, dry_run=arguments.dry_run)
    return 0


def _put_outcome(outcome: "Outcome", kind: str, *, dry_run: bool) -> None:
    sentence = (
        _("%(entered)s %(what)s would be entered, %(unchanged)s there already.")
        if dry_run
        else _("%(entered)s %(what)s entered, %(unchanged)s there already.")
    )
    what = _one_and_many()[kind][outcome.entered != 1]
    put(sentence % {"entered": outcome.entered, "what": what, "unchanged": outcome.unchanged})
    if outcome.gone:
        put(
            _("%(gone)s are not named any more, and are told as no longer on the list.")
            % {"gone": outcome.gone}
        )
    if kind == "vacancies" and not dry_run:
        _put_board()


def _put_board() -> None:
    """What came of a list on the board of today, so that nobody wonders where a row went."""
    from mobilink.guidance.queries import board
    from mobilink.people.queries import office_day

    shown = board(office_day())
    hidden = ", ".join(f"{count} {why}" for why, count in sorted(shown.hidden.items()))
    put(
        _("The board shows %(many)s today; hidden: %(hidden)s.")
        % {"many": len(shown.posts), "hidden": hidden or _("none")}
    )


def _refusal(kind: str, bad: int) -> str:
    if kind == "content":
        single = _("Nothing was imported: 1 text needs correction.")
        several = _("Nothing was imported: %(many)s texts need correction.")
    else:
        single = _("Nothing was imported: 1 row needs correction.")
        several = _("Nothing was imported: %(many)s rows need correction.")
    return single if bad == 1 else several % {"many": bad}


def _one_and_many() -> dict[str, tuple[str, str]]:
    return {
        "content": (_("text"), _("texts")),
        "countries": (_("country"), _("countries")),
        "outings": (_("outing"), _("outings")),
        "products": (_("product"), _("products")),
        "recruiters": (_("recruiter"), _("recruiters")),
        "vacancies": (_("vacancy"), _("vacancies")),
        "venues": (_("venue"), _("venues")),
    }


def _print_columns(arguments: argparse.Namespace) -> int:
    from mobilink.imports import content, kinds

    if arguments.kind == "content":
        columns = content.COLUMNS
    else:
        columns = kinds.TABLES[arguments.kind].columns
    if arguments.json:
        names = ("name", "required", "also")
        put_json(
            [
                {name: getattr(column, name) for name in names} | {"holds": str(column.holds)}
                for column in columns
            ]
        )
    else:
        rows = [(c.name, _("yes") if c.required else "", c.holds) for c in columns]
        put_table([_("column"), _("required"), _("holds")], rows)
    return 0
