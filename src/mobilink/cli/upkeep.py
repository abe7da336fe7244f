"""rebuild, backup, restore, recover: the tables proved and mended, and what comes after a loss."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from mobilink.basics.disk import sync_folder
from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _
from mobilink.basics.terminal import reason_of
from mobilink.cli.output import fail, put, put_json, say

if TYPE_CHECKING:
    from mobilink.journal.safety.encrypted_file import Contents

SHOWN = 50
PASSPHRASE = "MOBILINK_BACKUP_PASSPHRASE"
SHORTEST = 12  # characters


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rebuild = commands.add_parser(
        "rebuild",
        help=_("write the tables anew from the journal, or prove that they are equal to it"),
    )
    rebuild.add_argument("--verify", action="store_true", help=_("only compare; write nothing"))
    rebuild.add_argument("--json", action="store_true")
    rebuild.set_defaults(run=run_rebuild)

    secret = _("%(setting)s, or the file that %(setting)s_FILE names, holds its passphrase.") % {
        "setting": PASSPHRASE
    }
    backup = commands.add_parser(
        "backup",
        help=_("everything of this installation in one new file, read back"),
        epilog=secret,
    )
    backup.add_argument("file", metavar="FILE", type=Path)
    backup.add_argument("--json", action="store_true")
    backup.set_defaults(run=run_backup, check_first=_check_backup)

    restore = commands.add_parser(
        "restore", help=_("make a data folder anew from a backup"), epilog=secret
    )
    restore.add_argument("file", metavar="FILE", type=Path)
    restore.add_argument("--json", action="store_true")
    restore.set_defaults(run=run_restore, check_first=_prepare_restore, creates_data=True)

    recover = commands.add_parser(
        "recover", help=_("whom an office that was set back awaits before it decides anything")
    )
    choice = recover.add_mutually_exclusive_group()
    choice.add_argument("--now", action="store_true", help=_("decide without those not heard"))
    choice.add_argument(
        "--believe",
        metavar="ID",
        type=UUID,
        help=_("decide nothing until all are heard, and take what this machine cannot prove"),
    )
    choice.add_argument(
        "--ignore", metavar="ID", type=UUID, help=_("go on without what this machine cannot prove")
    )
    recover.add_argument("--why", default="", help=_("the reason, for the record"))
    recover.add_argument("--json", action="store_true")
    recover.set_defaults(run=run_recover)


def run_rebuild(arguments: argparse.Namespace) -> int:
    from mobilink.journal.safety import rebuild

    outcome = rebuild.verify() if arguments.verify else rebuild.rebuild()
    if arguments.json:
        put_json({**asdict(outcome), "equal": outcome.is_equal})
    elif outcome.is_equal:
        put(
            _("Equal: %(rows)s rows follow from %(entries)s entries.")
            % {"rows": outcome.rows, "entries": outcome.entries}
        )
    for difference in outcome.differences[:SHOWN]:
        say(str(difference))
    if len(outcome.differences) > SHOWN:
        say(_("… and %(many)s more differences.") % {"many": len(outcome.differences) - SHOWN})
    if outcome.is_equal:
        return 0
    return fail(
        _("%(many)s differences between the tables and the journal.")
        % {"many": len(outcome.differences)}
    )


def run_backup(arguments: argparse.Namespace) -> int:
    from mobilink.journal.safety import backup

    file: Path = arguments.file
    draft = file.with_name(f".{file.name}.part")
    draft.unlink(missing_ok=True)
    try:
        contents = backup.write(draft, _passphrase())
        _read_back(draft, contents)
        _check_backup(arguments)
        draft.rename(file)
        sync_folder(file.parent)
    except OSError as error:
        raise Refused(
            _("%(file)s could not be written: %(reason)s. There is no backup.")
            % {"file": file, "reason": reason_of(error)}
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    backup.move_horizon(contents)
    if arguments.json:
        put_json(_told(contents) | {"bytes": file.stat().st_size})
    else:
        put(
            _(
                "%(file)s holds %(entries)s entries and was read back: %(rows)s rows follow from "
                "it. Keep its passphrase elsewhere."
            )
            % {"file": file, "entries": contents.entries, "rows": contents.rows}
        )
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """The draft folder is filled and proved before it gets its name."""
    from django.db import connection

    from mobilink.journal.safety import backup
    from mobilink.journal.sync import recovery

    draft, target = Path(os.environ["MOBILINK_DATA"]), arguments.target
    try:
        contents = backup.fill(arguments.file, _passphrase())
        recovering = recovery.state()
        connection.close()
        if target.exists():
            target.rmdir()
        draft.rename(target)
        sync_folder(target.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    if arguments.json:
        put_json(_told(contents))
    else:
        put(
            _("Restored %(installation)s in %(target)s: %(rows)s rows, proved.")
            % {"installation": contents.installation, "target": target, "rows": contents.rows}
        )
    if recovering.is_on:
        say(str(recovering))
    return 0


def run_recover(arguments: argparse.Namespace) -> int:
    from mobilink.journal.sync import claims, recovery

    if arguments.believe:
        claims.believe(arguments.believe, by=None, why=arguments.why)
    if arguments.ignore:
        claims.ignore(arguments.ignore, by=None, why=arguments.why)
    state, unproven = recovery.state(), claims.claims()
    ordered = recovery.end() if arguments.now else None
    if arguments.json:
        fields: dict[str, Any] = {
            **asdict(state),
            "ordered": ordered,
            "claims": [asdict(each) for each in unproven],
        }
        fields["is_on"] = state.is_on and ordered is None
        put_json(fields)
        return 0
    put(str(state))
    for machine in state.awaited:
        put(f"  {machine.name} ({machine.unit}) {machine.id}")
    for claim in unproven:
        put(
            _("%(claim)s `recover --believe %(author)s`, or `--ignore`.")
            % {"claim": claim, "author": claim.author}
        )
    if ordered is not None:
        put(_("Ended: %(ordered)s entries were put in order without them.") % {"ordered": ordered})
    return 0


def _told(contents: "Contents") -> dict[str, Any]:
    """What may be said of a backup; the key stays in it."""
    return {
        "installation": contents.installation,
        "ledger": contents.ledger,
        "entries": contents.entries,
        "rows": contents.rows,
    }


def _read_back(draft: Path, contents: "Contents") -> None:
    """Restore the file as anybody would, into a folder that is thrown away."""
    from django.conf import settings

    with tempfile.TemporaryDirectory(prefix="read-back-", dir=settings.FOLDER.cache) as room:
        environment = {**os.environ, "MOBILINK_DATA": str(Path(room) / "data")}
        environment.pop("MOBILINK_DATABASE_URL", None)
        command = [sys.executable, "-P", "-m", "mobilink", "restore", str(draft), "--json"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode or json.loads(done.stdout) != _told(contents):
        reason = done.stderr.strip().removeprefix("mobilink: ") or _("it holds something else.")
        raise Refused(
            _("The backup could not be read back, so there is none: %(reason)s")
            % {"reason": reason}
        )


def _check_backup(arguments: argparse.Namespace) -> None:
    _passphrase()
    if arguments.file.exists():
        raise Refused(
            _("%(file)s is there already. Backups are never overwritten; choose a new name.")
            % {"file": arguments.file}
        )


def _prepare_restore(arguments: argparse.Namespace) -> None:
    """Look at the file and the place, then make a draft of the folder with the key of the backup."""
    from mobilink.config import folder
    from mobilink.journal.safety import encrypted_file

    contents = encrypted_file.contents_in(next(encrypted_file.read(arguments.file, _passphrase())))
    target = folder.chosen_path()
    if target.exists() and any(target.iterdir()):
        raise Refused(
            _(
                "%(target)s is not empty, and nothing is restored over what is there. Name a new "
                "folder with --data."
            )
            % {"target": target}
        )
    draft = target.with_name(f".{target.name}.restoring")
    shutil.rmtree(draft, ignore_errors=True)
    (draft / "keys").mkdir(mode=0o700, parents=True)
    (draft / "keys" / "signing.key").touch(mode=0o600)
    (draft / "keys" / "signing.key").write_text(contents.signing_key + "\n")
    if contents.options:
        (draft / "mobilink.toml").write_text(contents.options, "utf-8")
    arguments.target = target
    os.environ["MOBILINK_DATA"] = str(draft)


def _passphrase() -> str:
    """The passphrase of backups, which never stands on a command line."""
    file = os.environ.get(f"{PASSPHRASE}_FILE", "")
    said = Path(file).read_text("utf-8") if file else os.environ.get(PASSPHRASE, "")
    if len(said.strip()) < SHORTEST:
        raise Refused(
            _(
                "A backup needs a passphrase of at least %(shortest)s characters: set "
                "%(setting)s, or %(setting)s_FILE to the name of a file that holds it. "
                "Keep it apart from the backup."
            )
            % {"shortest": SHORTEST, "setting": PASSPHRASE}
        )
    return said.strip()
