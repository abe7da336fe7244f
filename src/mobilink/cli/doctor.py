"""doctor: one page of truth about this installation, each line with what to do."""

import argparse
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

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
        "doctor", help="one page of truth about this installation, with what to do"
    )
    doctor.add_argument("--deep", action="store_true", help="compare the tables with the journal")
    doctor.add_argument("--json", action="store_true")
    doctor.set_defaults(run=run_doctor)


def run_doctor(arguments: argparse.Namespace) -> int:
    findings = list(examine(deep=arguments.deep))
    states = {finding.state for finding in findings}
    worst = next(state for state in (BAD, LOOK, OK) if state in states)
    if arguments.json:
        put_json({"state": worst, "findings": [asdict(finding) for finding in findings]})
        return int(worst == BAD)
    for finding in findings:
        put(f"{finding.state:5} {finding.name:13} {finding.says}")
        if finding.do:
            put(f"{'':19} → {finding.do}")
    return int(worst == BAD)


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
    return Finding("version", OK, f"Mobilink {__version__} on {connection.display_name} {version}.")


def _database() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(1)")
            result = cursor.fetchone()[0]
            if result != "ok":
                again = "Stop the server, keep a copy of the folder, restore the last backup."
                return Finding("database", BAD, f"The file is damaged: {result}", again)
            return Finding("database", OK, "The file is sound (quick check).")
        cursor.execute("SHOW data_checksums")
        if cursor.fetchone()[0] != "on":
            advice = "Let its keeper run pg_checksums --enable while it is stopped."
            return Finding("database", LOOK, "PostgreSQL keeps no checksums of its pages.", advice)
    return Finding("database", OK, "PostgreSQL checks each page that it reads.")


def _disk() -> Finding:
    from django.conf import settings

    free = shutil.disk_usage(settings.FOLDER.path).free
    says = f"{free / 1024**3:.1f} GB free where the data folder is."
    if free >= LITTLE:
        return Finding("disk", OK, says)
    state = BAD if free < TOO_LITTLE else LOOK
    return Finding("disk", state, says, "Make room: move other files to another disk.")


def _proof(entries: int, *, deep: bool) -> Finding:
    from mobilink.journal.safety import rebuild

    if not deep and entries > CHEAP:
        says = f"{entries} entries; not compared with the tables now."
        return Finding("proof", OK, says, "`mobilink doctor --deep` compares them, row by row.")
    outcome = rebuild.verify()
    if outcome.is_equal:
        return Finding("proof", OK, f"{outcome.rows} rows follow from {outcome.entries} entries.")
    first = outcome.differences[0]
    says = f"{len(outcome.differences)} differences; the first: {first}"
    return Finding("proof", BAD, says, "`mobilink rebuild --verify` names them; then ask for help.")


def _recovery(state: Any) -> Iterator[Finding]:
    """Nothing where nobody was set back; else whom the office awaits and since when."""
    recovery = state.recovery
    if not recovery.is_on:
        return
    whose = "This office" if state.is_office else "The office"
    since = f" for {span(state.now - recovery.since)}" if recovery.since else ""
    says = (
        f"{whose} was set back and decides nothing{since}; it awaits {recovery.names or 'nobody'}."
    )
    advice = (
        "Let them exchange, or revoke who is lost; `mobilink recover --now` decides without them."
        if state.is_office
        else "Exchange from this machine too, and tell the office whom it awaits."
    )
    yield Finding("recovery", BAD, says, advice)


def _claims(state: Any) -> Iterator[Finding]:
    for claim in state.claims:
        advice = (
            f"If this office was set back, `mobilink recover --believe {claim.author}` takes them; "
            "`--ignore` goes on without them. Revoke a machine that was stolen."
        )
        yield Finding("claim", BAD, str(claim), advice)


def _hub_lines(state: Any) -> Iterator[Finding]:
    yield _contact(state)
    if state.distrusted:
        says = f"The office will not believe {state.distrusted} unsent entries; the last: {state.distrust}."
        advice = (
            "Send them all the same: the office enters what is right again from its quarantine."
        )
        yield Finding("authority", LOOK, says, advice)
    if state.in_vain:
        says = f"{state.in_vain} exchanges brought no decision of the office. The last: {state.refusal}"
        advice = "If it goes on, tell the office what it says, and send a bundle meanwhile."
        yield Finding("exchanges", BAD if state.in_vain >= MANY else LOOK, says, advice)
    yield _clock("clock", state.clock_error)
    yield _unsent("unsent", state.unsent, state.oldest)
    if state.differs:
        says = f"Other rows than the office's were shown here in {', '.join(state.differs)}."
        yield Finding(
            "same rows", BAD, says, "mobilink sync --once; if it stays, mobilink rebuild."
        )
    else:
        yield Finding("same rows", OK, "No difference from the office's was seen.")
    if state.until is not None:
        yield from _certificates([("this machine", state.until - state.now)])


def _contact(state: Any) -> Finding:
    if state.last_contact is None:
        return Finding("contact", LOOK, "The office was never reached.", "mobilink sync --once")
    age = state.now - state.last_contact
    says = f"Last contact with the office {span(age)} ago."
    if age < SILENT:
        return Finding("contact", OK, says)
    advice = "Bring the machine near a network, or send a bundle: mobilink bundle export FILE."
    return Finding("contact", LOOK, says, advice)


def _office_lines(state: Any) -> Iterator[Finding]:
    machines = [machine for machine in state.standings if not machine.is_revoked]
    silent = [
        machine.name
        for machine in machines
        if machine.last_contact and state.now - machine.last_contact > SILENT
    ]
    if silent:
        says = f"Silent for more than 7 days: {', '.join(silent)}."
        yield Finding("contact", LOOK, says, "Ask their crews to bring them near a network.")
    else:
        yield Finding("contact", OK, f"{len(machines)} machines take part; none is silent.")
    wrong = [machine for machine in machines if abs(machine.clock_error or 0) >= WRONG_CLOCK]
    for machine in wrong:
        yield _clock(f"clock {machine.name}", machine.clock_error)
    if not wrong:
        yield Finding("clock", OK, "No machine's clock is off by 5 minutes or more.")
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
        return Finding(name, LOOK, "Not compared with another yet.", "mobilink sync --once")
    if abs(error) < WRONG_CLOCK:
        return Finding(name, OK, "The clock is right to within 5 minutes.")
    way = "off from the office's" if name == "clock" else "off"
    says = f"The clock is {span(abs(error))} {way}; nothing is refused for that."
    return Finding(
        name, LOOK, says, "Set the clock of the machine; times on reports are wrong until then."
    )


def _unsent(name: str, many: int, oldest: int | None) -> Finding:
    if not many:
        return Finding(name, OK, "Everything written here is at the office.")
    says = f"{many} entries are not at the office" + (
        f", the oldest {span(oldest)} old." if oldest is not None else "."
    )
    age = oldest or 0
    state = BAD if age >= TOO_LATE else LOOK if age >= LATE else OK
    advice = "" if state == OK else "mobilink sync --once on the machine, or carry a bundle."
    return Finding(name, state, says, advice)


def _certificates(terms: list[tuple[str, int]]) -> Iterator[Finding]:
    ended = [name for name, left in terms if left < 0]
    soon = [name for name, left in terms if 0 <= left < ENDS_SOON]
    if ended:
        says = f"Ended for {', '.join(ended)}; what they send waits."
        yield Finding("certificates", BAD, says, "At the office: mobilink renew ID, or revoke ID.")
    if soon:
        says = f"Ends within 30 days for {', '.join(soon)}."
        yield Finding("certificates", LOOK, says, "The next contact renews it by itself.")
    if not ended and not soon:
        yield Finding("certificates", OK, "None ends within 30 days.")


def _backup(state: Any) -> Finding:
    if not state.uncovered:
        return Finding("backup", OK, "Everything in the ledger is in a backup that was read back.")
    says = f"{state.uncovered} of {state.ordered} entries are in no backup that was read back"
    if state.uncovered_since is None:
        return Finding("backup", LOOK, f"{says}.", BACK_UP)
    age = state.now - state.uncovered_since
    bad = age >= SILENT
    return Finding("backup", BAD if bad else LOOK, f"{says}, the oldest {span(age)} old.", BACK_UP)


BACK_UP = "Make one and keep it elsewhere; until then a lost disk is a lost office."


def _journal_lines(state: Any) -> Iterator[Finding]:
    for name, many, says, advice in (
        ("strays", state.strays, "segments wait for the one before them", "They join it when it comes; after 14 days without it."),
        ("forks", state.forks, "chains go two ways: a machine was copied, or restored", "`mobilink forks` names them, and closes the alarm where one copy alone works on."),
        ("waiting", state.waiting, "entries wait for another entry or for a renewal", "`mobilink installations` tells whose; they are ordered by themselves."),
        ("conflicts", state.conflicts, "conflicts await a decision", "mobilink conflicts, or the page of the machines."),
        ("quarantine", state.quarantined, "entries in quarantine await a decision", "mobilink quarantine, or the page of the machines."),
    ):  # fmt: skip
        if many:
            yield Finding(name, LOOK, f"{many} {says}.", advice)
        else:
            yield Finding(name, OK, "None.")


def span(ms: int) -> str:
    """So many ms in the largest unit that says enough."""
    for unit, length in (("days", DAY), ("hours", HOUR)):
        if ms >= 2 * length:
            return f"{ms // length} {unit}"
    return f"{max(ms, 0) // MINUTE} minutes"
