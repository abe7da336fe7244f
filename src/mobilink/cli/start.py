"""Bringing Django up on a data folder, and saying in words why it would not come."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from mobilink.config import folder
from mobilink.config.folder import FolderProblem

FAILURES = (FolderProblem, DatabaseError, ImproperlyConfigured, OSError)


def django(*, create: bool = False) -> None:
    """Set Django up; with `create`, make the data folder and bring its tables up to date."""
    path = folder.chosen_path()
    if create:
        folder.create(path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mobilink.config.settings")
    import django as framework

    framework.setup()
    if create:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)


def in_words(error: BaseException) -> str:
    """One sentence for a failure of the surroundings: folder, key, database, disk."""
    text = str(error).strip()
    if "file is not a database" in text or "file is encrypted" in text:
        return (
            f"The database in {folder.chosen_path()} does not open with the key in "
            "keys/database.key. Put back the key that belongs to it, from your backup."
        )
    if "no such table" in text or "does not exist" in text or "no such column" in text:
        return "The database was not filled by this version. Run `mobilink init` once."
    if isinstance(error, DatabaseError):
        return f"The database refused: {text}"
    return text
