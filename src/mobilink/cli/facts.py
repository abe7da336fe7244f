"""record, count, erase: facts in, where they are, and gone for good."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import fail, put, put_json, put_table


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    record = commands.add_parser(
        "record", help=_("record facts from JSON lines, or list their kinds")
    )
    record.add_argument("file", nargs="?", metavar="FILE", help=_("JSON lines; - reads stdin"))
    record.add_argument("--kinds", action="store_true", help=_("list the kinds and their fields"))
    record.add_argument("--json", action="store_true")
    record.set_defaults(run=run_record)

    count = commands.add_parser("count", help=_("per kind of fact, how far its facts have come"))
    count.add_argument("--json", action="store_true")
    count.set_defaults(run=run_count)

    erase = commands.add_parser(
        "erase", help=_("take facts away for good, here and at every machine")
    )
    erase.add_argument("ids", metavar="ID", nargs="+", type=UUID)
    erase.add_argument("--why", required=True, help=_("the reason, for the record"))
    erase.set_defaults(run=run_erase)


def run_erase(arguments: argparse.Namespace) -> int:
    from mobilink.journal.safety import erasure

    erased = erasure.erase(arguments.ids, why=arguments.why)
    put(
        _("%(erased)s erased here, and at every other machine with its next exchange.")
        % {"erased": erased}
    )
    return 0


def run_record(arguments: argparse.Namespace) -> int:
    from mobilink.booth import recording

    if arguments.kinds:
        kinds = recording.kinds()
        if arguments.json:
            put_json(kinds)
        else:
            rows = [
                (kind, name, field["type"])
                for kind, fields in kinds.items()
                for name, field in fields.items()
            ]
            put_table([_("kind"), _("field"), _("type")], rows)
        return 0
    if not arguments.file:
        return fail(
            _("Name a file of JSON lines, or - for stdin; `record --kinds` lists what fits."), 2
        )
    refused = 0
    for number, line in _lines(arguments.file):
        outcome = _record_line(number, line)
        refused += "refused" in outcome
        put_json(outcome, indent=None)
    return 1 if refused else 0


def _lines(file: str) -> Iterator[tuple[int, str]]:
    if file == "-":
        source: Iterable[str] = (line.removeprefix("\ufeff") for line in sys.stdin)
    else:
        try:
            # Only a line feed ends a line: a note may hold any other separator that Unicode knows.
            source = Path(file).read_text("utf-8-sig").split("\n")
        except UnicodeDecodeError as error:
            raise Refused(
                _("%(file)s is not UTF-8 text; save it as UTF-8 and try again.") % {"file": file}
            ) from error
    for number, line in enumerate(source, start=1):
        if line.strip():
            yield number, line


def _record_line(number: int, line: str) -> dict[str, Any]:
    """One line is one fact: recorded whole, or refused with its reason."""
    from mobilink.booth import recording

    try:
        fields = json.loads(line)
        if not isinstance(fields, dict):
            raise Refused(_('A fact is a JSON object: {"kind": …, "outing": …, "at": …}.'))
        fact = recording.record(fields)
    except (ValueError, RecursionError) as error:
        return {
            "line": number,
            "refused": _("This is not JSON that can be read: %(error)s.") % {"error": error},
        }
    except Refused as refusal:
        return {"line": number, "refused": str(refusal), "code": refusal.code}
    return {"line": number, "kind": fields["kind"], "id": str(fact.pk)}


def run_count(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from mobilink.journal.safety.queries import captured_by_installation, fact_counts

    counts = {kind: asdict(counted) for kind, counted in fact_counts().items()}
    if arguments.json:
        by_installation = {str(author): many for author, many in captured_by_installation().items()}
        put_json({**counts, "installations": by_installation})
    else:
        head = [_("kind"), _("captured"), _("in van"), _("at office"), _("in backup")]
        put_table(head, [(kind, *counted.values()) for kind, counted in counts.items()])
    return 0
