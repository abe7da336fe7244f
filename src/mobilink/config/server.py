"""The web server: one process of Granian with threads, static files prepared first."""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management import call_command

from mobilink.design import fonts

# SQLite writes one at a time; more threads than this only wait for each other.
THREADS = 4


def run(host: str, port: int) -> None:
    """Serve until stopped."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    prepare_static_files()
    settings.ALLOWED_HOSTS.append(host)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mobilink.config.settings")
    os.environ["MOBILINK_HOSTS"] = " ".join(settings.ALLOWED_HOSTS)
    Granian(
        "mobilink.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()


def prepare_static_files() -> None:
    """Make the web fonts and collect what the faces serve, where anything is newer than last time."""
    fonts.prepare(settings.FOLDER.cache / "made")
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.exists() or _newest_static_file() > manifest.stat().st_mtime:
        call_command(collectstatic.Command(), verbosity=0, interactive=False)


def _newest_static_file() -> float:
    found = (
        Path(storage.path(name)).stat().st_mtime
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    return max(found)
