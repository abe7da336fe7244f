"""invite, enrol, installations, revoke, sync, bundle: several machines, one journal."""

import argparse
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import fail, put, put_json, put_table, say


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    invite = commands.add_parser("invite", help=_("print a code by which one machine joins, once"))
    invite.add_argument("--kind", required=True, choices=("hub", "phone"))
    invite.add_argument(
        "--unit", required=True, metavar="CODE", help=_("the unit whose facts it writes")
    )
    invite.add_argument("--name", default="", help=_("what people call the machine"))
    invite.set_defaults(run=run_invite)

    enrol = commands.add_parser("enrol", help=_("join the office at URL with its code"))
    enrol.add_argument("url", metavar="URL")
    enrol.add_argument("code", metavar="CODE")
    enrol.set_defaults(run=run_enrol, creates_data=True)

    listed = commands.add_parser("installations", help=_("every machine that takes part"))
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=run_installations)

    revoke = commands.add_parser("revoke", help=_("honour nothing more of a machine"))
    revoke.add_argument("id", metavar="ID", type=UUID)
    revoke.add_argument("--why", default="", help=_("the reason, for the record"))
    revoke.set_defaults(run=run_revoke)

    renew = commands.add_parser("renew", help=_("honour a machine for another term of 60 days"))
    renew.add_argument("id", metavar="ID", type=UUID)
    renew.add_argument("--why", default="", help=_("the reason, for the record"))
    renew.set_defaults(run=run_renew)

    sync = commands.add_parser("sync", help=_("exchange with the office"))
    sync.add_argument("--once", action="store_true", help=_("one exchange; the only way so far"))
    sync.add_argument(
        "--budget", type=_bytes, metavar="BYTES", help=_("end after so many bytes, up and down")
    )
    sync.add_argument("--json", action="store_true")
    sync.set_defaults(run=run_sync)

    bundle = commands.add_parser("bundle", help=_("entries in a file, for a stick or a courier"))
    bundle.add_argument("way", choices=("export", "import"))
    bundle.add_argument("file", metavar="FILE", type=Path)
    bundle.add_argument(
        "--to", type=UUID, metavar="ID", help=_("the one installation that can open it (export)")
    )
    bundle.add_argument("--json", action="store_true")
    bundle.set_defaults(run=run_bundle)


def run_invite(arguments: argparse.Namespace) -> int:
    from mobilink.cases.actions import publish_key
    from mobilink.journal.sync import enrolment
    from mobilink.people.models import Unit

    if not Unit.objects.filter(code=arguments.unit).exists():
        known = ", ".join(Unit.objects.order_by("code").values_list("code", flat=True))
        return fail(
            _("There is no unit %(unit)s. Units: %(known)s.")
            % {"unit": arguments.unit, "known": known},
            2,
        )
    name = arguments.name or f"{arguments.kind} {arguments.unit}"
    publish_key()
    code = enrolment.invite(arguments.kind, arguments.unit, name)
    put(code)
    is_phone = arguments.kind == enrolment.PHONE
    _draw(f"/field/join/#{code}" if is_phone else f" {code}")
    say(
        _("Good once, for ten minutes. On the phone: open /field/join/ here")
        if is_phone
        else _("Good once, for ten minutes. On the new machine: mobilink enrol URL CODE")
    )
    return 0


def _draw(path: str) -> None:
    """The office's address with what follows it as QR, for who reads it off a terminal."""
    from django.conf import settings

    if not sys.stdout.isatty():
        return
    if not settings.SITE_ADDRESS:
        say(_("With MOBILINK_ADDRESS set to the office's address, a QR code of both stands here."))
        return
    import segno

    segno.make(f"{settings.SITE_ADDRESS}{path}", micro=False).terminal(sys.stdout, compact=True)


def run_enrol(arguments: argparse.Namespace) -> int:
    from mobilink.journal.sync import enrolment, http

    with http.way_to(arguments.url, "/api/v1/enrol") as send:
        here = enrolment.enrol(arguments.code, arguments.url, send)
    put(
        _("Enrolled as %(name)s (%(id)s). Now run: mobilink sync --once")
        % {"name": here.name, "id": here.id}
    )
    return 0


def run_installations(arguments: argparse.Namespace) -> int:
    from mobilink.basics import clock
    from mobilink.journal.members import installations
    from mobilink.journal.safety import forks

    standings, known_forks = installations.standings(), forks.forks()
    if arguments.json:
        forked = {fork.author for fork in known_forks}
        put_json(
            [
                {**asdict(machine), "id": str(machine.id), "is_forked": machine.id in forked}
                for machine in standings
            ]
        )
        return 0
    now = int(clock.now().timestamp() * 1000)
    rows = [
        (
            machine.name,
            machine.unit,
            str(machine.id),
            machine.version or "?",
            _told(machine.last_contact),
            _clock(machine.clock_error),
            machine.captured,
            machine.in_van,
            machine.at_office,
            machine.in_backup,
            _age(machine.oldest_unsent, now),
            _until(machine.until),
            _("revoked") if machine.is_revoked else "",
        )
        for machine in standings
    ]
    put_table(_head(), rows)
    for fork in known_forks:
        say(str(fork))
    return 0


def _head() -> list[str]:
    whose = [_("name"), _("unit"), "id", _("version"), _("last contact"), _("clock")]
    how_far = [_("captured"), _("in van"), _("at office"), _("in backup"), _("oldest unsent")]
    return [*whose, *how_far, _("until"), ""]


def run_revoke(arguments: argparse.Namespace) -> int:
    from mobilink.journal.sync import recovery

    recovery.revoke(arguments.id, arguments.why)
    put(
        _("Revoked. What %(id)s wrote and the office has not ordered goes to quarantine.")
        % {"id": arguments.id}
    )
    return 0


def run_renew(arguments: argparse.Namespace) -> int:
    from mobilink.journal.members import installations

    installations.renew(arguments.id, arguments.why)
    put(
        _("Renewed for 60 days. What %(id)s wrote and waited for this is ordered now.")
        % {"id": arguments.id}
    )
    return 0


def run_sync(arguments: argparse.Namespace) -> int:
    from mobilink.journal.sync import sync_loop

    outcome = sync_loop.once(arguments.budget)
    if arguments.json:
        put_json(asdict(outcome))
    else:
        put(
            _(
                "Sent %(sent)s segments, received %(received)s, followed %(lines)s decisions in "
                "%(round_trips)s round trips."
            )
            % {
                "sent": outcome.sent,
                "received": outcome.received,
                "lines": outcome.lines,
                "round_trips": outcome.round_trips,
            }
        )
    if outcome.is_more:
        say(
            _(
                "%(spent)s bytes are spent, and more waits. All of this is kept; the next "
                "`mobilink sync --once` goes on from here."
            )
            % {"spent": outcome.spent}
        )
    for refusal in outcome.refused:
        say(_("Refused: %(refusal)s") % {"refusal": refusal})
    return 1 if outcome.refused else 0


def run_bundle(arguments: argparse.Namespace) -> int:
    from mobilink.journal.sync import bundles

    if arguments.way == "export":
        segments = bundles.write(arguments.file, arguments.to)
        put_json({"segments": segments}) if arguments.json else put(
            _("%(segments)s segments in %(file)s.") % {"segments": segments, "file": arguments.file}
        )
        return 0
    if arguments.to:
        return fail(_("--to goes with `bundle export`: who opens a bundle was settled there."), 2)
    unloaded = bundles.read(arguments.file)
    if arguments.json:
        put_json(asdict(unloaded))
    else:
        put(_("%(kept)s segments kept.") % {"kept": unloaded.kept})
    for refusal in unloaded.refused:
        say(_("Refused: %(refusal)s") % {"refusal": refusal})
    if not unloaded.is_whole:
        say(
            _(
                "%(file)s ends within a segment, or was altered there; everything before it was "
                "kept. Ask for the file again."
            )
            % {"file": arguments.file}
        )
    return 1 if unloaded.refused or not unloaded.is_whole else 0


def _bytes(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(
            _("“%(text)s” is no number of bytes; write it like 200000") % {"text": text}
        )
    return int(text)


def _told(instant: int | None) -> str:
    return datetime.fromtimestamp(instant / 1000, UTC).isoformat() if instant else _("never")


def _until(instant: int | None) -> str:
    return datetime.fromtimestamp(instant / 1000, UTC).date().isoformat() if instant else ""


def _clock(error: int | None) -> str:
    """How far a clock is off, in words; less than five minutes is nothing to tell."""
    if error is None or abs(error) < 5 * 60_000:
        return ""
    return _("%(hours)+.1f h") % {"hours": error / 3_600_000}


def _age(since: int | None, now: int) -> str:
    """How old the oldest entry is that is not at the office; nothing where all is there."""
    return "" if since is None else _("%(hours).1f h") % {"hours": max(0, now - since) / 3_600_000}
