"""conflicts, quarantine, duplicates: what machines left open, listed and decided."""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import fail, put, put_json, say


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    conflicts = commands.add_parser(
        "conflicts", help=_("fields that two changed at once, with both values; deciding them")
    )
    conflicts.add_argument("--decided", action="store_true", help=_("those that were decided"))
    conflicts.add_argument("--json", action="store_true")
    conflicts.set_defaults(run=run_conflicts)
    acts = conflicts.add_subparsers(title=_("acts"), metavar="ACT")
    decide = acts.add_parser("decide", help=_("choose what a field says; again at any time"))
    decide.add_argument("id", metavar="ID", help=_("as `conflicts` prints it"))
    decide.add_argument("choice", choices=("stands", "other", "both"))
    _add_why(decide)
    decide.set_defaults(run=run_decide)
    _register_quarantine(commands)
    _register_duplicates(commands)
    _register_forks(commands)


def _register_quarantine(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    quarantine = commands.add_parser(
        "quarantine", help=_("entries that were kept and not applied, with the reason")
    )
    quarantine.add_argument(
        "--all", action="store_true", help=_("those set aside or entered again too")
    )
    quarantine.add_argument("--json", action="store_true")
    quarantine.set_defaults(run=run_quarantine)
    acts = quarantine.add_subparsers(title=_("acts"), metavar="ACT")
    for word, what, run in (
        ("release", _("enter it again as the office's own"), run_release),
        ("set-aside", _("leave it for good, until somebody takes it up"), run_set_aside),
        ("take-up", _("let what was set aside wait again"), run_take_up),
    ):
        act = acts.add_parser(word, help=what)
        act.add_argument("ids", metavar="ID", nargs="*", help=_("as `quarantine` prints it"))
        _add_why(act)
        act.set_defaults(run=run)
        if run is not run_take_up:
            act.add_argument("--of", metavar="MACHINE", type=UUID, help=_("all that waits of it"))
            act.add_argument(
                "--reason",
                metavar="WORD",
                default="",
                help=_("with --of: what waits for this reason"),
            )
    export = acts.add_parser("export", help=_("all that waits or was set aside, as JSON lines"))
    export.add_argument("file", metavar="FILE", type=Path)
    export.set_defaults(run=run_export)


def _register_duplicates(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    duplicates = commands.add_parser("duplicates", help=_("what seems to be entered twice"))
    duplicates.add_argument("--json", action="store_true")
    duplicates.set_defaults(run=run_duplicates)
    acts = duplicates.add_subparsers(title=_("acts"), metavar="ACT")
    merge = acts.add_parser(
        "merge", help=_("keep one of two venues or makers; the other leads to it")
    )
    merge.add_argument("kept", metavar="KEPT", help=_("id of the one that stays"))
    merge.add_argument("other", metavar="OTHER", help=_("id of the one that becomes it"))
    merge.set_defaults(run=run_merge)
    split = acts.add_parser("split", help=_("take a merge back"))
    split.add_argument("merged", metavar="ID", help=_("what was merged into another"))
    split.set_defaults(run=run_split)
    apart = acts.add_parser("apart", help=_("the two are two; propose them no more"))
    apart.add_argument("one", metavar="ID")
    apart.add_argument("other", metavar="ID")
    _add_why(apart)
    apart.set_defaults(run=run_apart)


def _register_forks(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    forks = commands.add_parser("forks", help=_("machines that have two histories under one name"))
    forks.add_argument("--json", action="store_true")
    forks.set_defaults(run=run_forks)
    acts = forks.add_subparsers(title=_("acts"), metavar="ACT")
    close = acts.add_parser("close", help=_("end the alarm: one copy alone works on"))
    close.add_argument("id", metavar="ID", help=_("as `forks` prints it"))
    _add_why(close)
    close.set_defaults(run=run_close_fork)


def _add_why(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--why", default="", help=_("the reason, for the record"))


def run_conflicts(arguments: argparse.Namespace) -> int:
    from mobilink.journal.storage import review_queue

    return _list(review_queue.conflicts(decided=arguments.decided), as_json=arguments.json)


def run_decide(arguments: argparse.Namespace) -> int:
    from mobilink.outreach import rulings

    conflict = rulings.decide_conflict(arguments.id, arguments.choice, by=None, why=arguments.why)
    put(
        _("Decided: %(kind)s %(row)s, %(field)s: %(choice)s.")
        % {
            "kind": conflict.kind,
            "row": conflict.row,
            "field": conflict.field,
            "choice": arguments.choice,
        }
    )
    return 0


def run_quarantine(arguments: argparse.Namespace) -> int:
    from mobilink.journal.storage import review_queue

    states = (
        (review_queue.WAITING, review_queue.ASIDE, review_queue.AGAIN)
        if arguments.all
        else (review_queue.WAITING,)
    )
    return _list(review_queue.quarantine(states), as_json=arguments.json)


def run_release(arguments: argparse.Namespace) -> int:
    from mobilink.outreach import rulings

    return _each(arguments, rulings.enter_again, _("%(id)s entered again."))


def run_set_aside(arguments: argparse.Namespace) -> int:
    from mobilink.outreach import rulings

    return _each(arguments, rulings.set_aside, _("%(id)s set aside."))


def run_take_up(arguments: argparse.Namespace) -> int:
    from mobilink.outreach import rulings

    return _each(arguments, rulings.take_up, _("%(id)s waiting again."))


def run_forks(arguments: argparse.Namespace) -> int:
    from mobilink.journal.safety.forks import forks

    alarms = forks()
    if arguments.json:
        put_json([{"id": fork.id, **asdict(fork)} for fork in alarms])
        return 0
    put(_("No machine has two histories.") if not alarms else "\n".join(map(str, alarms)))
    return 0


def run_close_fork(arguments: argparse.Namespace) -> int:
    from mobilink.journal import rulings

    rulings.close_fork(arguments.id, by=None, why=arguments.why)
    put(_("Closed. Another alarm comes where its histories part again."))
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    from mobilink.journal.storage import review_queue

    entries = 0
    try:
        with arguments.file.open("x", encoding="utf-8") as file:
            for entry in review_queue.export():
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")
                entries += 1
    except FileExistsError:
        return fail(
            _("%(file)s is there already; nothing was overwritten. Name another.")
            % {"file": arguments.file}
        )
    put(_("%(entries)s entries in %(file)s.") % {"entries": entries, "file": arguments.file})
    return 0


def run_duplicates(arguments: argparse.Namespace) -> int:
    from mobilink.journal import duplicates

    pairs = [
        {"kind": kind, "ids": [str(row.pk) for row in pair], "names": [str(row) for row in pair]}
        for kind, proposals in duplicates.proposed().items()
        for pair in ((two.row, two.other) for two in proposals)
    ]
    if arguments.json:
        put_json(pairs)
        return 0
    for each in pairs:
        put(f"{each['kind']}: " + " = ".join(f"“{n}” ({i})" for n, i in _pairs(each)))
    if not pairs:
        put(_("Nothing."))
    return 0


def run_merge(arguments: argparse.Namespace) -> int:
    way, kept = _meant(arguments.kept)
    of_its_kind, other = _meant(arguments.other)
    if of_its_kind is not way:
        return fail(_("A venue and a maker are never one; `duplicates` lists what may be."))
    way.merge(kept, other, by=None)
    put(
        _("“%(other)s” is now “%(kept)s”. `duplicates split %(id)s` takes it back.")
        % {"other": other.name, "kept": kept.name, "id": other.pk}
    )
    return 0


def run_split(arguments: argparse.Namespace) -> int:
    way, merged = _meant(arguments.merged)
    way.split(merged, by=None)
    put(_("“%(name)s” is by itself again.") % {"name": merged.name})
    return 0


def run_apart(arguments: argparse.Namespace) -> int:
    from mobilink.journal import duplicates
    from mobilink.outreach import merging

    wanted = {arguments.one, arguments.other}
    for two in (each for proposals in duplicates.proposed().values() for each in proposals):
        if {str(two.row.pk), str(two.other.pk)} == wanted:
            merging.keep_apart(two, by=None, why=arguments.why)
            put(_("They stay two and are proposed no more."))
            return 0
    return fail(_("These two are not proposed as one; `duplicates` lists what is."))


def _list(entries: list[Any], *, as_json: bool) -> int:
    if as_json:
        put_json([asdict(entry) for entry in entries])
        return 0
    for entry in entries:
        put(str(entry))
    if not entries:
        put(_("Nothing."))
    return 0


def _each(arguments: argparse.Namespace, act: Callable[..., object], done: str) -> int:
    """Do it to each entry by itself, so that one that is refused holds up no other."""
    from mobilink.journal.storage import review_queue

    ids, refused = list(arguments.ids), 0
    if machine := getattr(arguments, "of", None):
        ids += review_queue.waiting_of(machine, arguments.reason)
    if not ids:
        return fail(
            _("Nothing that waits is named; `quarantine` lists ids, `installations` machines.")
        )
    for id_ in ids:
        try:
            act(id_, by=None, why=arguments.why)
            put(done % {"id": id_})
        except Refused as refusal:
            refused += 1
            say(f"mobilink: {id_}: {refusal}")
    return 1 if refused else 0


def _pairs(duplicate: dict[str, Any]) -> list[tuple[str, str]]:
    return list(zip(duplicate["names"], duplicate["ids"], strict=True))


def _meant(text: str) -> tuple[Any, Any]:
    """How its like are merged, and the row that an id means."""
    from mobilink.journal import duplicates

    meant = duplicates.meant(text)
    if meant is None:
        raise Refused(
            _("There is no venue or maker %(id)s; `duplicates` lists ids.") % {"id": text}
        )
    return meant
