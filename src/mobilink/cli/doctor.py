"""doctor: one page of truth about this installation, each line with what to do."""

import argparse
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import put, put_json

OK, LOOK, BAD = "ok", "look", "bad"
MINUTE, HOUR, DAY = 60_000, 3_600_000, 24 * 3_600_000  # ms
WRONG_CLOCK = 5 * MINUTE
SILENT, LATE, TOO_LATE = 7 * DAY, DAY, 3 * DAY
ENDS_SOON = 30 * DAY
LITTLE, TOO_LITTLE = 2 * 1024**3, 200 * 1024**2  # bytes of disk
MANY = 5  # exchanges in vain
CHEAP = 2_000  # entries that are compared without being asked


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, how it is, in words, and what to do."""

    name: str
    state: str
    says: str
    do: str = ""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    doctor = commands.add_parser(
        "doctor", help=_("one page of truth about this installation, with what to do")
    )
    doctor.add_argument(
        "--deep", action="store_true", help=_("compare the tables with the journal")
    )
    doctor.add_argument("--json", action="store_true")
    doctor.set_defaults(run=run_doctor)


def run_doctor(arguments: argparse.Namespace) -> int:
    findings = list(examine(deep=arguments.deep))
    states = {finding.state for finding in findings}
    worst = next(state for state in (BAD, LOOK, OK) if state in states)
    if arguments.json:
        put_json({"state": worst, "findings": [asdict(finding) for finding in findings]})
        return int(worst == BAD)
    _put(findings)
    return int(worst == BAD)


def _put(findings: list[Finding]) -> None:
    states, names = _states(), _names()
    lines = []
    for finding in findings:
        subject, space, machine = finding.name.partition(" ")
        name = names.get(finding.name) or f"{names[subject]}{space}{machine}"
        lines.append((states[finding.state], name, finding))
    state_width = max(map(len, states.values()))
    width = max(13, *(len(name) for name in names.values()))
    for state, name, finding in lines:
        put(f"{state:{state_width}}  {name:{width}} {finding.says}")
        if finding.do:
            put(f"{'':{state_width + width + 2}} → {finding.do}")


def _states() -> dict[str, str]:
    return {OK: _("ok"), LOOK: _("look"), BAD: _("bad")}


def _names() -> dict[str, str]:
    """What a person is told of each name; before a machine's name its first word stands."""
    return {
        "version": _("version"),
        "database": _("database"),
        "disk": _("disk"),
        "proof": _("proof"),
        "recovery": _("recovery"),
        "claim": _("claim"),
        "authority": _("authority"),
        "exchanges": _("exchanges"),
        "clock": _("clock"),
        "unsent": _("unsent"),
        "same rows": _("same rows"),
        "contact": _("contact"),
        "certificates": _("certificates"),
        "backup": _("backup"),
        "strays": _("strays"),
        "forks": _("forks"),
        "waiting": _("waiting"),
        "conflicts": _("conflicts"),
        "quarantine": _("quarantine"),
    }


def examine(*, deep: bool = False) -> Iterator[Finding]:
    """Look at everything; cheap but for the comparison, which `deep` asks for."""
    from mobilink.journal import checkup

    yield from (_version(), _database(), _disk())
    state = checkup.look()
    yield _proof(state.entries, deep=deep)
    yield from _recovery(state)
    yield from _claims(state)
    parts: tuple[Callable[[Any], Iterator[Finding]], ...] = (
        _office_lines if state.is_office else _hub_lines,
        _journal_lines,
    )
    for part in parts:
        yield from part(state)


def _version() -> Finding:
    from django.db import connection

    from mobilink import __version__

    question = "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
    with connection.cursor() as cursor:
        cursor.execute(question)
        version = cursor.fetchone()[0]
    return Finding(
        "version",
        OK,
        _("Mobilink %(program)s on %(database)s %(version)s.")
        % {"program": __version__, "database": connection.display_name, "version": version},
    )


def _database() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(1)")
            result = cursor.fetchone()[0]
            if result != "ok":
                again = _("Stop the server, keep a copy of the folder, restore the last backup.")
                return Finding(
                    "database",
                    BAD,
                    _("The file is damaged: %(result)s") % {"result": result},
                    again,
                )
            return Finding("database", OK, _("The file is sound (quick check)."))
        cursor.execute("SHOW data_checksums")
        if cursor.fetchone()[0] != "on":
            advice = _("Let its keeper run pg_checksums --enable while it is stopped.")
            return Finding(
                "database", LOOK, _("PostgreSQL keeps no checksums of its pages."), advice
            )
    return Finding("database", OK, _("PostgreSQL checks each page that it reads."))


def _disk() -> Finding:
    from django.conf import settings

    free = shutil.disk_usage(settings.FOLDER.path).free
    says = _("%(many).1f GB free where the data folder is.") % {"many": free / 1024**3}
    if free >= LITTLE:
        return Finding("disk", OK, says)
    state = BAD if free < TOO_LITTLE else LOOK
    return Finding("disk", state, says, _("Make room: move other files to another disk."))


def _proof(entries: int, *, deep: bool) -> Finding:
    from mobilink.journal.safety import rebuild

    if not deep and entries > CHEAP:
        says = _("%(entries)s entries; not compared with the tables now.") % {"entries": entries}
        return Finding("proof", OK, says, _("`mobilink doctor --deep` compares them, row by row."))
    outcome = rebuild.verify()
    if outcome.is_equal:
        return Finding(
            "proof",
            OK,
            _("%(rows)s rows follow from %(entries)s entries.")
            % {"rows": outcome.rows, "entries": outcome.entries},
        )
    first = outcome.differences[0]
    says = _("%(many)s differences; the first: %(first)s") % {
        "many": len(outcome.differences),
        "first": first,
    }
    return Finding(
        "proof", BAD, says, _("`mobilink rebuild --verify` names them; then ask for help.")
    )


def _recovery(state: Any) -> Iterator[Finding]:
    """Nothing where nobody was set back; else whom the office awaits and since when."""
    recovery = state.recovery
    if not recovery.is_on:
        return
    whose = _("This office") if state.is_office else _("The office")
    sentence = (
        _("%(whose)s was set back and decides nothing for %(span)s; it awaits %(names)s.")
        if recovery.since
        else _("%(whose)s was set back and decides nothing; it awaits %(names)s.")
    )
    says = sentence % {
        "whose": whose,
        "span": span(state.now - (recovery.since or state.now)),
        "names": recovery.names or _("nobody"),
    }
    advice = (
        _(
            "Let them exchange, or revoke who is lost; `mobilink recover --now` decides "
            "without them."
        )
        if state.is_office
        else _("Exchange from this machine too, and tell the office whom it awaits.")
    )
    yield Finding("recovery", BAD, says, advice)


def _claims(state: Any) -> Iterator[Finding]:
    for claim in state.claims:
        advice = _(
            "If this office was set back, `mobilink recover --believe %(author)s` takes "
            "them; `--ignore` goes on without them. Revoke a machine that was stolen."
        ) % {"author": claim.author}
        yield Finding("claim", BAD, str(claim), advice)


def _hub_lines(state: Any) -> Iterator[Finding]:
    yield _contact(state)
    if state.distrusted:
        says = _("The office will not believe %(many)s unsent entries; the last: %(last)s.") % {
            "many": state.distrusted,
            "last": state.distrust,
        }
        advice = _(
            "Send them all the same: the office enters what is right again from its quarantine."
        )
        yield Finding("authority", LOOK, says, advice)
    if state.in_vain:
        says = _("%(many)s exchanges brought no decision of the office. The last: %(last)s") % {
            "many": state.in_vain,
            "last": state.refusal,
        }
        advice = _("If it goes on, tell the office what it says, and send a bundle meanwhile.")
        yield Finding("exchanges", BAD if state.in_vain >= MANY else LOOK, says, advice)
    yield _clock("clock", state.clock_error)
    yield _unsent("unsent", state.unsent, state.oldest)
    if state.differs:
        says = _("Other rows than the office's were shown here in %(names)s.") % {
            "names": ", ".join(state.differs)
        }
        yield Finding(
            "same rows", BAD, says, _("mobilink sync --once; if it stays, mobilink rebuild.")
        )
    else:
        yield Finding("same rows", OK, _("No difference from the office's was seen."))
    if state.until is not None:
        yield from _certificates([(_("this machine"), state.until - state.now)])


def _contact(state: Any) -> Finding:
    if state.last_contact is None:
        return Finding("contact", LOOK, _("The office was never reached."), "mobilink sync --once")
    age = state.now - state.last_contact
    says = _("Last contact with the office %(span)s ago.") % {"span": span(age)}
    if age < SILENT:
        return Finding("contact", OK, says)
    advice = _("Bring the machine near a network, or send a bundle: mobilink bundle export FILE.")
    return Finding("contact", LOOK, says, advice)


def _office_lines(state: Any) -> Iterator[Finding]:
    machines = [machine for machine in state.standings if not machine.is_revoked]
    silent = [
        machine.name
        for machine in machines
        if machine.last_contact and state.now - machine.last_contact > SILENT
    ]
    if silent:
        says = _("Silent for more than 7 days: %(names)s.") % {"names": ", ".join(silent)}
        yield Finding("contact", LOOK, says, _("Ask their crews to bring them near a network."))
    else:
        yield Finding(
            "contact",
            OK,
            _("%(many)s machines take part; none is silent.") % {"many": len(machines)},
        )
    wrong = [machine for machine in machines if abs(machine.clock_error or 0) >= WRONG_CLOCK]
    for machine in wrong:
        yield _clock(f"clock {machine.name}", machine.clock_error)
    if not wrong:
        yield Finding("clock", OK, _("No machine's clock is off by 5 minutes or more."))
    for machine in machines:
        if machine.unsent:
            oldest = None if machine.oldest_unsent is None else state.now - machine.oldest_unsent
            yield _unsent(f"unsent {machine.name}", machine.unsent, oldest)
    terms = [
        (machine.name, machine.until - state.now)
        for machine in machines
        if machine.until is not None
    ]
    yield from _certificates(terms)
    yield _backup(state)


def _clock(name: str, error: int | None) -> Finding:
    if error is None:
        return Finding(name, LOOK, _("Not compared with another yet."), "mobilink sync --once")
    if abs(error) < WRONG_CLOCK:
        return Finding(name, OK, _("The clock is right to within 5 minutes."))
    sentence = (
        _("The clock is %(span)s off from the office's; nothing is refused for that.")
        if name == "clock"
        else _("The clock is %(span)s off; nothing is refused for that.")
    )
    says = sentence % {"span": span(abs(error))}
    return Finding(
        name, LOOK, says, _("Set the clock of the machine; times on reports are wrong until then.")
    )


def _unsent(name: str, many: int, oldest: int | None) -> Finding:
    if not many:
        return Finding(name, OK, _("Everything written here is at the office."))
    age = oldest or 0
    sentence = (
        _("%(many)s entries are not at the office.")
        if oldest is None
        else _("%(many)s entries are not at the office, the oldest %(span)s old.")
    )
    says = sentence % {"many": many, "span": span(age)}
    state = BAD if age >= TOO_LATE else LOOK if age >= LATE else OK
    advice = "" if state == OK else _("mobilink sync --once on the machine, or carry a bundle.")
    return Finding(name, state, says, advice)


def _certificates(terms: list[tuple[str, int]]) -> Iterator[Finding]:
    ended = [name for name, left in terms if left < 0]
    soon = [name for name, left in terms if 0 <= left < ENDS_SOON]
    if ended:
        says = _("Ended for %(names)s; what they send waits.") % {"names": ", ".join(ended)}
        yield Finding(
            "certificates", BAD, says, _("At the office: mobilink renew ID, or revoke ID.")
        )
    if soon:
        says = _("Ends within 30 days for %(names)s.") % {"names": ", ".join(soon)}
        yield Finding("certificates", LOOK, says, _("The next contact renews it by itself."))
    if not ended and not soon:
        yield Finding("certificates", OK, _("None ends within 30 days."))


def _backup(state: Any) -> Finding:
    if not state.uncovered:
        return Finding(
            "backup", OK, _("Everything in the ledger is in a backup that was read back.")
        )
    sentence = (
        _("%(many)s of %(all)s entries are in no backup that was read back.")
        if state.uncovered_since is None
        else _(
            "%(many)s of %(all)s entries are in no backup that was read back, the oldest %(span)s "
            "old."
        )
    )
    age = state.now - (state.uncovered_since or state.now)
    says = sentence % {"many": state.uncovered, "all": state.ordered, "span": span(age)}
    advice = _("Make one and keep it elsewhere; until then a lost disk is a lost office.")
    return Finding("backup", BAD if age >= SILENT else LOOK, says, advice)


def _journal_lines(state: Any) -> Iterator[Finding]:
    for name, many, says, advice in (
        (
            "strays",
            state.strays,
            _("%(many)s segments wait for the one before them."),
            _("They join it when it comes; after 14 days without it."),
        ),
        (
            "forks",
            state.forks,
            _("%(many)s chains go two ways: a machine was copied, or restored."),
            _("`mobilink forks` names them, and closes the alarm where one copy alone works on."),
        ),
        (
            "waiting",
            state.waiting,
            _("%(many)s entries wait for another entry or for a renewal."),
            _("`mobilink installations` tells whose; they are ordered by themselves."),
        ),
        (
            "conflicts",
            state.conflicts,
            _("%(many)s conflicts await a decision."),
            _("mobilink conflicts, or the page of the machines."),
        ),
        (
            "quarantine",
            state.quarantined,
            _("%(many)s entries in quarantine await a decision."),
            _("mobilink quarantine, or the page of the machines."),
        ),
    ):
        if many:
            yield Finding(name, LOOK, says % {"many": many}, advice)
        else:
            yield Finding(name, OK, _("None."))


def span(ms: int) -> str:
    """So many ms in the largest unit that says enough."""
    if ms >= 2 * DAY:
        return _("%(many)s days") % {"many": ms // DAY}
    if ms >= 2 * HOUR:
        return _("%(many)s hours") % {"many": ms // HOUR}
    return _("%(many)s minutes") % {"many": max(ms, 0) // MINUTE}
