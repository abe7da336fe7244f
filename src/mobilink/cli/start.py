"""Start-up of Django on a data folder, and saying in words why it would not come."""

import errno
import os

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils import translation

from mobilink.basics import clock
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
        raise FolderProblem(f"A setting cannot be used: {error}") from error
    # Commands speak one language, so that a script may read their refusals.
    translation.activate("en")
    if create or migrate:
        bring_tables_up_to_date()
    elif folder.is_half_upgraded(path):
        raise FolderProblem(
            "An upgrade was broken off. Run `mobilink init` once; it goes on from there."
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
        raise FolderProblem(folder.lost("The database is empty"))
    is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    is_upgrade = here.is_filled and (is_behind or folder.is_half_upgraded(here.path))
    if is_upgrade:
        # What an older version kept without understanding it is laid on the tables of this one.
        from mobilink.journal.safety.rebuild import rebuild

        with folder.upgrading(here.path):
            call_command("migrate", verbosity=0, interactive=False)
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
        return (
            f"The database in {folder.chosen_path()} does not open with the key in "
            "keys/database.key: the key is another one's, or the file is damaged. Put back both "
            "from one backup."
        )
    if "disk image is malformed" in text:
        return (
            f"The database in {folder.chosen_path()} is damaged. Put it back from your backup; "
            "`mobilink rebuild --verify` counts the pages that are not what was written."
        )
    of_another = ("no such table", "does not exist", "no such column", "an id is kept as text")
    if any(sign in text for sign in of_another):
        return "The database was not filled by this version. Run `mobilink init` once."
    if isinstance(error, DatabaseError):
        return f"The database refused: {text}"
    if isinstance(error, OSError) and error.errno in {errno.EIO, errno.ENOSPC, errno.EROFS}:
        return (
            f"The disk failed ({error.strerror}): {error.filename or folder.chosen_path()} could "
            "not be used. Make room or have the disk looked at, then run the command again."
        )
    if isinstance(error, OSError) and error.filename:
        reason = error.strerror or "it cannot be used"
        return f"{error.filename}: {reason[:1].lower()}{reason[1:]}. Check its name and its rights."
    return text
