"""heads: how far the ledger has come, for paper, a letter or a stick, and held against it later."""

import argparse
import sys
from pathlib import Path

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import put, put_json


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    heads = commands.add_parser(
        "heads", help=_("how far the ledger has come, signed; keep it elsewhere and compare later")
    )
    heads.add_argument("--json", action="store_true")
    heads.set_defaults(run=run_heads)
    acts = heads.add_subparsers(title=_("acts"), metavar="ACT")
    compare = acts.add_parser("compare", help=_("hold kept heads against the ledger here"))
    compare.add_argument(
        "file", metavar="FILE", help=_("as `heads` printed it; - for what is typed")
    )
    compare.set_defaults(run=run_compare)


def run_heads(arguments: argparse.Namespace) -> int:
    from mobilink.journal.members.installations import here
    from mobilink.journal.storage.tables import TableStore
    from mobilink.journal.sync import signed_heads

    heads = signed_heads.present(TableStore())
    if arguments.json:
        names = ("stream", "revision", "hash", "epoch", "at", "signature")
        put_json(
            [dict(zip(names, signed_heads.written(head).split(), strict=True)) for head in heads]
        )
        return 0
    installation = here()
    name = installation.name if installation else ""
    put(f"# {name}: {clock.now().isoformat(timespec='minutes')}")
    put(_("# stream, revision, hash; then what proves that the office signed it"))
    if not heads:
        put(_("# Nothing was decided yet."))
    for head in heads:
        put(signed_heads.written(head))
    return 0


def run_compare(arguments: argparse.Namespace) -> int:
    from mobilink.journal.storage.tables import TableStore
    from mobilink.journal.sync import signed_heads

    lines = [line for line in _text(arguments.file).splitlines() if line.strip()]
    heads = [line for line in lines if not line.startswith("#")]
    if not heads:
        raise Refused(_("There is no head in it. `mobilink heads` prints what can be compared."))
    store = TableStore()
    says, outcomes = _says(), [signed_heads.held_against_ledger(store, line) for line in heads]
    for line, outcome in zip(heads, outcomes, strict=True):
        put(f"{' '.join(line.split()[:2])}: {says[outcome]}.")
    return 0 if {*outcomes} == {signed_heads.SAME} else 1


def _says() -> dict[str, str]:
    return {
        "same": _("the same line is in the ledger here"),
        "other": _("ANOTHER line is in the ledger here: one of the two was rewritten"),
        "behind": _("the ledger here has not come so far: it was set back, or has not heard yet"),
        "forged": _("the office did not sign this"),
    }


def _text(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            _("%(file)s cannot be read: %(error)s.") % {"file": file, "error": error}
        ) from error
