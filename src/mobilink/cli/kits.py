"""kit, map: what one kind of office says and offers, and what its pages draw, as folders."""

import argparse
from pathlib import Path

from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import fail, fail_with, put, say


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    kit = commands.add_parser("kit", help=_("what one kind of office says and offers"))
    verbs = kit.add_subparsers(metavar="VERB", required=True)
    checking = verbs.add_parser(
        "check", help=_("read a kit or a country, a folder or a .zip, and name what is wrong")
    )
    checking.add_argument("path", type=Path, metavar="PATH")
    checking.set_defaults(run=run_check)
    listing = verbs.add_parser(
        "lists", help=_("bring what the lists of a kit offer and those of the office do not")
    )
    listing.add_argument(
        "kit", metavar="KIT", help=_("a kit of this version, or the path of a folder or a .zip")
    )
    listing.set_defaults(run=run_lists)

    bringing = commands.add_parser(
        "map", help=_("bring the map of the office, its coast and its towns, once")
    )
    bringing.add_argument(
        "map", metavar="MAP", help=_("a map of this version, or the path of a folder or a .zip")
    )
    bringing.set_defaults(run=run_map)


def run_map(arguments: argparse.Namespace) -> int:
    from mobilink.founding.folders import MAPS, named
    from mobilink.founding.laying import lay_in_map
    from mobilink.founding.reading import Faulty

    try:
        lay_in_map(named(MAPS, arguments.map, Path.cwd()))
    except Faulty as refusal:
        return fail_with(refusal.faults)
    put(_("The map is laid in. A server that runs already draws it too."))
    return 0


def run_lists(arguments: argparse.Namespace) -> int:
    from mobilink.founding.folders import KITS, named
    from mobilink.founding.laying import lay_in_lists
    from mobilink.founding.reading import Faulty

    try:
        brought = lay_in_lists(named(KITS, arguments.kit, Path.cwd()))
    except Faulty as refusal:
        return fail_with(refusal.faults)
    put(_("Brought to the lists of the office: %(many)s.") % {"many": brought})
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    from mobilink.founding.laying import faults_of

    faults = faults_of(arguments.path)
    for fault in faults:
        say(fault)
    if faults:
        return fail(_("Wrong with it: %(many)s.") % {"many": len(faults)})
    put(_("Nothing is wrong with it."))
    return 0
