"""import: registers from the office's own tables."""

import argparse
from dataclasses import asdict
from pathlib import Path

from mobilink.cli.lookups import day
from mobilink.cli.output import fail, put, put_json, put_table, say

KINDS = ("outings", "recruiters", "venues")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    importing = commands.add_parser(
        "import", help="enter a table into a register: all of it, or nothing and why"
    )
    importing.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))
    importing.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=Path,
        help="a CSV file in UTF-8, or a workbook (XLSX)",
    )
    importing.add_argument(
        "--as-at", type=day, metavar="DAY", help="for recruiters: the day of the list"
    )
    importing.add_argument("--dry-run", action="store_true", help="check only; write nothing")
    importing.add_argument("--columns", action="store_true", help="print the table's columns")
    importing.add_argument("--json", action="store_true")
    importing.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    from mobilink.people.queries import office_day
    from mobilink.succession import imports, tables

    if arguments.columns:
        return _print_columns(arguments)
    if arguments.file is None:
        return fail(f"Name the file of {arguments.kind}; --columns prints its columns.", 2)
    if (arguments.as_at is None) is (arguments.kind == "recruiters"):
        return fail("Tell the day of the list of recruiters, and of nothing else, by --as-at.", 2)
    table, as_at = imports.TABLES[arguments.kind], arguments.as_at or office_day()
    outcome = tables.read(table, arguments.file, as_at=as_at, dry_run=arguments.dry_run)
    for problem in outcome.problems:
        say(f"{arguments.file}, {problem}")
    if outcome.problems:
        bad = len(outcome.problems)
        rows = "1 row needs" if bad == 1 else f"{bad} rows need"
        return fail(f"Nothing was imported: {rows} correction.")
    if arguments.json:
        put_json(asdict(outcome))
    else:
        verb = "would be entered" if arguments.dry_run else "entered"
        kind = arguments.kind.removesuffix("s") if outcome.entered == 1 else arguments.kind
        put(f"{outcome.entered} {kind} {verb}, {outcome.unchanged} there already.")
        if outcome.gone:
            put(f"{outcome.gone} are not named any more, and are told as no longer on the list.")
    return 0


def _print_columns(arguments: argparse.Namespace) -> int:
    from mobilink.succession import imports

    columns = imports.TABLES[arguments.kind].columns
    if arguments.json:
        put_json([asdict(column) for column in columns])
    else:
        rows = [(c.name, "yes" if c.required else "", c.holds) for c in columns]
        put_table(["column", "required", "holds"], rows)
    return 0
