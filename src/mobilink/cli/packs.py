"""pack: what a device carries to answer from, as files; and whether such files are the office's."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mobilink.basics.errors import Refused
from mobilink.cli.output import put, put_json

if TYPE_CHECKING:
    from mobilink.publishing.pack_format import Part

VERDICTS = {
    "genuine": "Ours and unchanged: the pack of {1}, signed by {0}.",
    "revoked": "Unchanged, but {0}, who signed it, was revoked since. Take a new pack.",
    "changed": "The manifest was changed: {0} did not sign this. Copy the pack again.",
    "unknown-signer": "Signed by {0}, which nobody here knows; another office can tell of it.",
    "no-statement": "Its manifest bears no signature of ours. Copy the pack again.",
}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    pack = commands.add_parser("pack", help="what a device carries to answer from, as files")
    verbs = pack.add_subparsers(metavar="VERB", required=True)
    export = verbs.add_parser("export", help="write it, signed, for a stick or a phone")
    export.add_argument("path", type=Path, metavar="FILE|DIR", help="a .zip, or a folder")
    export.set_defaults(run=run_export)
    check = verbs.add_parser("check", help="whether it is ours and whole, and what is out of date")
    check.add_argument("path", type=Path, metavar="FILE|DIR")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=run_check)


def run_export(arguments: argparse.Namespace) -> int:
    from mobilink.people.queries import office_day
    from mobilink.publishing import pack_files, signed_pack

    done = pack_files.write(arguments.path, signed_pack.signed_pack(office_day()))
    put(f"{done.pieces} pieces in {arguments.path}; {done.new} are new, {done.size} bytes.")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    from mobilink.people.queries import office_day
    from mobilink.publishing import pack_files, signed_pack, statements

    signed, fetch = pack_files.opened(arguments.path)
    manifest, verified = signed_pack.verified(signed)
    verdict = VERDICTS[verified.code].format(verified.signer, manifest.day)
    if verified.code != statements.GENUINE:
        raise Refused(verdict)
    day = office_day()
    parts = [_told(part, signed_pack.overdue(part, fetch, day)) for part in manifest.parts]
    if arguments.json:
        put_json({"verdict": verdict, "office": manifest.office, "parts": parts})
        return 0
    put(verdict)
    for part in parts:
        put(
            f"{part['name']}: {part['rows']} rows, owner {part['owner'] or 'not told'}, "
            f"licence {part['licence'] or 'not told'}, as at {part['as_at'] or 'not told'}, "
            f"review by {part['review_by'] or 'not told'}"
        )
        for sentence in part["due"]:
            put(f"  {sentence}")
    return 0


def _told(part: "Part", due: list[Any]) -> dict[str, Any]:
    from django.utils import translation

    from mobilink.publishing import pack_words

    with translation.override("en"):  # as commands speak
        return {
            "kind": part.kind,
            "name": pack_words.part_name(part.kind),
            "rows": part.rows,
            "owner": part.owner,
            "licence": part.licence,
            "as_at": part.as_at,
            "review_by": part.review_by,
            "due": pack_words.due_words(due),
        }
