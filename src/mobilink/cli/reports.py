"""report, release: what happened, for people and for scripts."""

import argparse
from pathlib import Path
from typing import Any
from uuid import UUID

from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _
from mobilink.cli.lookups import add_window, check_window
from mobilink.cli.output import put, put_json, put_table, say


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    report = commands.add_parser("report", help=_("report a window of days, or one outing"))
    verbs = report.add_subparsers(metavar="WHAT", required=True)
    window = verbs.add_parser("window", help=_("every outing from one day to another"))
    add_window(window)
    _add_forms(window)
    window.set_defaults(run=run_window)
    outing = verbs.add_parser("outing", help=_("one outing with everything recorded about it"))
    outing.add_argument("id", metavar="ID", help=_("the outing's id, as `report window` lists it"))
    _add_forms(outing)
    outing.set_defaults(run=run_outing)

    release = commands.add_parser("release", help=_("draft a press release from the records"))
    add_window(release)
    release.add_argument("--initials", default="", help=_("who signs, for example Irf"))
    release.add_argument("--pdf", type=Path, metavar="FILE")
    release.set_defaults(run=run_release)


def _add_forms(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pdf", type=Path, metavar="FILE", help=_("write the paper to FILE"))


def run_window(arguments: argparse.Namespace) -> int:
    from mobilink.insight.export import window_as_data
    from mobilink.insight.reports import window_report
    from mobilink.publishing import papers

    check_window(arguments)
    report = window_report(arguments.first, arguments.last)
    if arguments.pdf:
        _write(arguments.pdf, papers.window_paper(report))
    data = window_as_data(report)
    if arguments.json:
        put_json(data)
    elif not arguments.pdf:
        put_table(_head(), [_row(outing) for outing in data["outings"]])
    return 0


def run_outing(arguments: argparse.Namespace) -> int:
    from mobilink.insight.export import line_as_data
    from mobilink.insight.reports import outing_report
    from mobilink.publishing import papers

    line = outing_report(_id(arguments.id))
    if line is None:
        raise Refused(
            _("There is no outing %(id)s; `report window` lists them with ids.")
            % {"id": arguments.id}
        )
    if arguments.pdf:
        _write(arguments.pdf, papers.outing_paper(line))
    data = line_as_data(line)
    if arguments.json:
        put_json(data)
    elif not arguments.pdf:
        missing = str(line.figures.unknown.label)
        rows = [(name, _told(value, missing)) for name, value in data.items()]
        put_table([_("field"), _("value")], rows)
    return 0


def run_release(arguments: argparse.Namespace) -> int:
    from mobilink.insight.reports import window_report
    from mobilink.publishing import papers, release

    check_window(arguments)
    draft = release.draft(window_report(arguments.first, arguments.last), arguments.initials)
    if arguments.pdf:
        _write(arguments.pdf, papers.release_paper(draft))
    else:
        put(draft.as_text())
    return 0


def _head() -> list[str]:
    figures = [_("state"), _("tallies"), _("visits")]
    return [_("day"), _("outing"), _("place"), _("executing unit"), *figures]


def _row(outing: dict[str, Any]) -> list[str]:
    from mobilink.outreach.unknown import Unknown

    names = ["day", "title", "place", "executing_unit", "state", "tallies", "visits"]
    missing = str(Unknown(outing["unknown"]).label)
    return [_told(outing[name], missing) for name in names]


def _told(value: Any, missing: str) -> str:
    if value is None:
        return missing
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Refused(
            _("“%(text)s” is not an outing's id; `report window` lists them.") % {"text": text}
        ) from error


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    say(_("Wrote %(file)s.") % {"file": file})
