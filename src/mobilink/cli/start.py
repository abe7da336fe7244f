"""Start-up of Django on a data folder, and saying in words why it would not come."""

import errno
import os

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils import translation

from mobilink.basics import clock
from mobilink.basics.terminal import gettext as _
from mobilink.basics.terminal import language, reason_of
from mobilink.config import folder
from mobilink.config.folder import FolderProblem

FAILURES = (FolderProblem, DatabaseError, ImproperlyConfigured, OSError)


def django(*, create: bool = False, migrate: bool = False) -> None:
    """Set Django up, and bring the tables up to date with `migrate`; `create` makes the folder too."""
    path = folder.chosen_path()
    if create:
        folder.create(path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mobilink.config.settings")
    import django as framework

    try:
        framework.setup()
        clock.now()
    except (ValueError, TypeError) as error:
        # A setting that cannot be meant: a zone, a moved clock, the address of a database.
        raise FolderProblem(_("A setting cannot be used: %(error)s") % {"error": error}) from error
    translation.activate(language())
    if create or migrate:
        bring_tables_up_to_date()
    elif folder.is_half_upgraded(path):
        raise FolderProblem(
            _("An upgrade was broken off. Run `mobilink init` once; it goes on from there.")
        )
    notice_what_was_set_back()


def notice_what_was_set_back() -> None:
    """Warn in one line of a rollback: the database does not know what had left this machine."""
    from mobilink.cli.output import say
    from mobilink.journal.sync import rollback_guard

    warning = rollback_guard.notice()
    if warning:
        say(warning)


def bring_tables_up_to_date() -> None:
    """Run the migrations that this version adds, or that an upgrade has begun; else nothing.

    A database that has no table, though it had, is refused and not filled anew.
    """
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    here = settings.FOLDER
    if here.is_filled and not executor.loader.applied_migrations:
        raise FolderProblem(folder.lost(_("The database is empty")))
    is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    is_upgrade = here.is_filled and (is_behind or folder.is_half_upgraded(here.path))
    if is_upgrade:
        # What an older version kept without understanding it is laid on the tables of this one.
        from mobilink.journal.members import installations
        from mobilink.journal.safety.rebuild import rebuild

        with folder.upgrading(here.path):
            call_command("migrate", verbosity=0, interactive=False)
            if installations.here():
                rebuild()
                _tell_what_is_new()
    elif not here.is_filled:
        # Also after a first run that was killed behind its last migration, before the guards.
        call_command("migrate", verbosity=0, interactive=False)
    folder.note_filled(here.path)


def _tell_what_is_new() -> None:
    """What an office of an older version had no way to tell its vans."""
    from mobilink.cases.actions import publish_key
    from mobilink.journal.members.installations import certify, is_office
    from mobilink.journal.sync import recovery

    if is_office() and not recovery.state().is_on:
        publish_key()
        certify()


def in_words(error: BaseException) -> str:
    """One sentence for a failure of the surroundings: folder, key, database, disk."""
    text = str(error).strip()
    if "file is not a database" in text or "file is encrypted" in text:
        return _(
            "The database in %(folder)s does not open with the key in keys/database.key: the key "
            "is another one's, or the file is damaged. Put back both from one backup."
        ) % {"folder": folder.chosen_path()}
    if "disk image is malformed" in text:
        return _(
            "The database in %(folder)s is damaged. Put it back from your backup; `mobilink "
            "rebuild --verify` counts the pages that are not what was written."
        ) % {"folder": folder.chosen_path()}
    of_another = ("no such table", "does not exist", "no such column", "an id is kept as text")
    if any(sign in text for sign in of_another):
        return _("The database was not filled by this version. Run `mobilink init` once.")
    if isinstance(error, DatabaseError):
        return _("The database refused: %(error)s") % {"error": text}
    return _of_the_disk(error) if isinstance(error, OSError) else text


def _of_the_disk(error: OSError) -> str:
    if error.errno in {errno.EIO, errno.ENOSPC, errno.EROFS}:
        return _(
            "The disk failed (%(reason)s): %(file)s could not be used. Make room or have the disk "
            "looked at, then run the command again."
        ) % {"reason": reason_of(error), "file": error.filename or folder.chosen_path()}
    if error.filename:
        reason = reason_of(error) or _("it cannot be used")
        reason = f"{reason[:1].lower()}{reason[1:]}"
        return _("%(file)s: %(reason)s. Check its name and its rights.") % {
            "file": error.filename,
            "reason": reason,
        }
    return str(error).strip()
