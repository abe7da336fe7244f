"""The web server: one process of Granian behind a buffer of requests, which never inherits an open database."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management import call_command

from mobilink.design import fonts


def run(host: str, port: int) -> int:
    """Serve until stopped; returns the exit code where this process goes on.

    This process becomes a fresh one. Granian forks its workers, and an SQLite connection that
    crosses a fork loses its locks unseen: another program would then clear the log that the worker
    still writes to, and what was acknowledged would be gone.
    """
    prepare_static_files()
    hosts = " ".join([*settings.ALLOWED_HOSTS, host])
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mobilink.config.settings",
        "MOBILINK_HOSTS": hosts,
    }
    command = [sys.executable, "-P", "-m", "mobilink.serving.worker", host, str(port)]
    if os.name != "nt":
        os.execve(sys.executable, command, environment)
    return subprocess.call(command, env=environment)


def prepare_static_files() -> None:
    """Make the web fonts and collect what the faces serve, where anything is newer than last time."""
    fonts.prepare(settings.FOLDER.cache / "made")
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.exists() or _newest_static_file() > manifest.stat().st_mtime:
        call_command(collectstatic.Command(), verbosity=0, interactive=False)


def _newest_static_file() -> float:
    times = (
        Path(storage.path(name)).stat().st_mtime
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    return max(times)
