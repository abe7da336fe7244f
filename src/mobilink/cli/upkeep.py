"""rebuild: the tables and the journal, compared and mended."""

import argparse
from dataclasses import asdict

from mobilink.cli.output import put, put_json, say

SHOWN = 50


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rebuild = commands.add_parser(
        "rebuild", help="write the tables anew from the journal, or prove that they are equal to it"
    )
    rebuild.add_argument("--verify", action="store_true", help="only compare; write nothing")
    rebuild.add_argument("--json", action="store_true")
    rebuild.set_defaults(run=run_rebuild)


def run_rebuild(arguments: argparse.Namespace) -> int:
    from mobilink.journal import rebuild

    outcome = rebuild.verify() if arguments.verify else rebuild.rebuild()
    if arguments.json:
        put_json({**asdict(outcome), "equal": outcome.is_equal})
    elif outcome.is_equal:
        put(f"Equal: {outcome.rows} rows follow from {outcome.entries} entries.")
    for difference in outcome.differences[:SHOWN]:
        say(str(difference))
    if len(outcome.differences) > SHOWN:
        say(f"… and {len(outcome.differences) - SHOWN} more differences.")
    if not outcome.is_equal:
        say(f"mobilink: {len(outcome.differences)} differences between the tables and the journal.")
    return 0 if outcome.is_equal else 1
