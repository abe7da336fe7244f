"""check, verify: what is known of a name, and of a slip; `check` alone, what is wrong with the source."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mobilink.basics.terminal import gettext as _
from mobilink.cli import workshop
from mobilink.cli.output import fail, put, put_json

if TYPE_CHECKING:
    from mobilink.guidance.queries import Check


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    checking = commands.add_parser(
        "check", help=_("look up what a visitor asks about; alone, check the source (workshop)")
    )
    checking.set_defaults(run=workshop.check, needs_data=False)
    verbs = checking.add_subparsers(metavar="WHAT")
    recruiter = verbs.add_parser("recruiter", help=_("is this company on the list, and what of it"))
    recruiter.add_argument(
        "names", metavar="NAME", nargs="*", help=_("a name, however it is typed")
    )
    recruiter.add_argument("--file", type=Path, help=_("a text file with one name in each line"))
    recruiter.add_argument("--json", action="store_true", help=_("as it is without: JSON lines"))
    recruiter.set_defaults(run=run_recruiter, needs_data=True)

    verifying = commands.add_parser(
        "verify", help=_("whether the text of a slip's code is ours and unchanged")
    )
    verifying.add_argument("text", metavar="TEXT", nargs="?", default="-", help=_("- reads stdin"))
    verifying.add_argument("--json", action="store_true")
    verifying.set_defaults(run=run_verify)


def run_recruiter(arguments: argparse.Namespace) -> int:
    from mobilink.guidance import queries
    from mobilink.people.queries import office_day

    names = [*arguments.names, *(_lines(arguments.file) if arguments.file else ())]
    if not names:
        return fail(_("Name a company, or a file of names with --file."), 2)
    checks = queries.checks(names, office_day())
    if not checks:
        return fail(
            _("No list of recruiters is here yet: mobilink import recruiters FILE --as-at DAY")
        )
    for check in checks:
        put_json(_told(check), indent=None)
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    from mobilink.publishing import statements

    verified = statements.verify(sys.stdin.read() if arguments.text == "-" else arguments.text)
    verdict = _verdicts()[verified.code] % {"signer": verified.signer}
    if arguments.json:
        put_json({**verified._asdict(), "verdict": verdict})
    elif verified.code == statements.GENUINE:
        put("\n".join([verdict, *verified.says]))
    return 0 if verified.code == statements.GENUINE else fail(verdict)


def _verdicts() -> dict[str, str]:
    return {
        "genuine": _(
            "Ours and unchanged. Signed by %(signer)s; what it says may have ended since."
        ),
        "revoked": _(
            "Unchanged, but %(signer)s, who signed it, was revoked since. Ask the office about it."
        ),
        "changed": _(
            "It was changed: %(signer)s did not sign this. Ask who gave it, and keep the paper."
        ),
        "unknown-signer": _(
            "Signed by %(signer)s, which nobody here knows; another office can tell of it."
        ),
        "no-statement": _("This is no text of a slip of ours. Scan the whole code again."),
    }


def _lines(file: Path) -> list[str]:
    text = file.read_text("utf-8-sig", errors="replace")
    return [line.strip() for line in text.splitlines() if line.strip()]


def _told(check: "Check") -> dict[str, Any]:
    from mobilink.guidance import words

    return {
        "query": check.query,
        "answer": check.answer,
        "candidates": [
            {
                "name": candidate.recruiter.name,
                "licence": candidate.recruiter.sip3mi or None,
                "status": answered.standing[0].code,
                "city": candidate.recruiter.city or None,
                "why": candidate.why,
                "says": candidate.says,
            }
            for candidate, answered in zip(
                words.candidates_in_words(check), check.candidates, strict=True
            )
        ],
        "as_at": check.listing.as_at,
        "age_days": check.listing.age,
        "warning": words.old_words(check.listing) or None,
    }
