"""pack: what a device carries to answer from, as files; and whether such files are the office's."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import put, put_json

if TYPE_CHECKING:
    from mobilink.publishing.pack_format import Part


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    pack = commands.add_parser("pack", help=_("what a device carries to answer from, as files"))
    verbs = pack.add_subparsers(metavar="VERB", required=True)
    export = verbs.add_parser("export", help=_("write it, signed, for a stick or a phone"))
    export.add_argument("path", type=Path, metavar="FILE|DIR", help=_("a .zip, or a folder"))
    export.set_defaults(run=run_export)
    check = verbs.add_parser(
        "check", help=_("whether it is ours and whole, and what is out of date")
    )
    check.add_argument("path", type=Path, metavar="FILE|DIR")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=run_check)


def run_export(arguments: argparse.Namespace) -> int:
    from mobilink.people.queries import office_day
    from mobilink.publishing import pack_files, signed_pack

    done = pack_files.write(arguments.path, signed_pack.signed_pack(office_day()))
    put(
        _("%(pieces)s pieces in %(path)s; %(new)s are new, %(size)s bytes.")
        % {"pieces": done.pieces, "path": arguments.path, "new": done.new, "size": done.size}
    )
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    from mobilink.people.queries import office_day
    from mobilink.publishing import pack_files, signed_pack, statements

    signed, fetch = pack_files.opened(arguments.path)
    manifest, verified = signed_pack.verified(signed)
    signed_by = {"signer": verified.signer, "day": manifest.day}
    verdict = _verdicts()[verified.code] % signed_by
    if verified.code != statements.GENUINE:
        raise Refused(verdict)
    day = office_day()
    parts = [_told(part, signed_pack.overdue(part, fetch, day)) for part in manifest.parts]
    if arguments.json:
        put_json({"verdict": verdict, "office": manifest.office, "parts": parts})
        return 0
    put(verdict)
    unknown = _("not told")
    for part in parts:
        put(
            _(
                "%(name)s: %(rows)s rows, owner %(owner)s, licence %(licence)s, as at %(as_at)s, "
                "review by %(review_by)s"
            )
            % {
                "name": part["name"],
                "rows": part["rows"],
                "owner": part["owner"] or unknown,
                "licence": part["licence"] or unknown,
                "as_at": part["as_at"] or unknown,
                "review_by": part["review_by"] or unknown,
            }
        )
        for sentence in part["due"]:
            put(f"  {sentence}")
    return 0


def _told(part: "Part", due: list[Any]) -> dict[str, Any]:
    from mobilink.publishing import pack_words

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


def _verdicts() -> dict[str, str]:
    return {
        "genuine": _("Ours and unchanged: the pack of %(day)s, signed by %(signer)s."),
        "revoked": _(
            "Unchanged, but %(signer)s, who signed it, was revoked since. Take a new pack."
        ),
        "changed": _(
            "The manifest was changed: %(signer)s did not sign this. Copy the pack again."
        ),
        "unknown-signer": _(
            "Signed by %(signer)s, which nobody here knows; another office can tell of it."
        ),
        "no-statement": _("Its manifest bears no signature of ours. Copy the pack again."),
    }
