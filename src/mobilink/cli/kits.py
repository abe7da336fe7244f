"""kit: what one kind of office says and offers, and what its country says, as folders."""

import argparse
from pathlib import Path

from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import fail, put, say


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    kit = commands.add_parser("kit", help=_("what one kind of office says and offers"))
    verbs = kit.add_subparsers(metavar="VERB", required=True)
    checking = verbs.add_parser(
        "check", help=_("read a kit or a country, a folder or a .zip, and name what is wrong")
    )
    checking.add_argument("path", type=Path, metavar="PATH")
    checking.set_defaults(run=run_check)


def run_check(arguments: argparse.Namespace) -> int:
    from mobilink.founding.laying import faults_of

    faults = faults_of(arguments.path)
    for fault in faults:
        say(fault)
    if faults:
        return fail(_("Wrong with it: %(many)s.") % {"many": len(faults)})
    put(_("Nothing is wrong with it."))
    return 0
