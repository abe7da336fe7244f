"""import: registers from the office's own tables."""

import argparse
from dataclasses import asdict
from pathlib import Path

from mobilink.cli.output import fail, put, put_json, put_table, say

KINDS = ("outings", "venues")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    importing = commands.add_parser(
        "import", help="enter a table into a register: all of it, or nothing and why"
    )
    importing.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))
    importing.add_argument("file", metavar="FILE", nargs="?", type=Path, help="a CSV file in UTF-8")
    importing.add_argument("--dry-run", action="store_true", help="check only; write nothing")
    importing.add_argument("--columns", action="store_true", help="print the table's columns")
    importing.add_argument("--json", action="store_true")
    importing.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    from mobilink.succession import imports

    if arguments.columns:
        return _print_columns(arguments)
    if arguments.file is None:
        return fail(f"Name the CSV file of {arguments.kind}; --columns prints its columns.", 2)
    outcome = imports.read(arguments.kind, arguments.file, dry_run=arguments.dry_run)
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
