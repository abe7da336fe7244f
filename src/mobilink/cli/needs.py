"""Programs that tests and benchmarks need of the machine, and where to get them."""

import os
import shlex
import shutil
from dataclasses import dataclass

from mobilink.cli.workshop import run

# A server for one command. Its own locale, because the caller's may be C, which knows no UTF-8.
POSTGRESQL_SERVER = shlex.split("pg_virtualenv -t -c --locale=C.UTF-8")
WITH_ITS_ADDRESS = (
    "sh",
    "-c",
    'MOBILINK_DATABASE_URL="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE"'
    ' exec "$@"',
    "sh",
)


@dataclass(frozen=True)
class Need:
    """What a part of the tests needs of the machine, and where to get it."""

    name: str
    programs: tuple[str, ...]  # one of them is enough
    packages: tuple[str, ...]
    otherwise: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    part: str = ""  # what does not run without it; where none is named, single tests skip
    instead: str = ""  # the part that then runs

    def program(self) -> str | None:
        """Where the first of its programs is on this machine."""
        return next(filter(None, map(shutil.which, self.programs)), None)


STRACE = Need(name="strace", programs=("strace",), packages=("strace",))
CHROMIUM = Need(
    name="Chromium",
    programs=("chromium", "chromium-browser", "google-chrome"),
    packages=("chromium", "libatomic1"),
    otherwise=("playwright", "install", "chromium"),
    # Playwright's own Node does not start on a slim Debian, which has no libatomic.
    proof=("playwright", "--version"),
    part="browser",
    instead="sqlite",
)
POSTGRESQL = Need(
    name="PostgreSQL with pg_virtualenv",
    programs=("pg_virtualenv",),
    packages=("postgresql",),
    part="postgresql",
)


def obtain(need: Need) -> bool:
    if is_present(need):
        return True
    if shutil.which("apt-get") and os.geteuid() == 0:
        install = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "--yes", "-q")
        run("apt-get", "update", "-q")
        run(*install, "--no-install-recommends", *need.packages)
        if is_present(need):
            return True
    return bool(need.otherwise) and run(*need.otherwise) == 0


def is_present(need: Need) -> bool:
    return need.program() is not None and (not need.proof or run(*need.proof) == 0)
