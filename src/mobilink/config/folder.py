"""The data folder: everything of an installation that is not the program.

mobilink.toml    settings an operator may write
mobilink.db      the encrypted database (unless MOBILINK_DATABASE_URL names a PostgreSQL)
keys/            database.key, without which the database cannot be opened; secret.key;
                 signing.key, by which others know this installation.
                 Until the first tables are made, the first is called database.key.new: beside
                 a database.key, a database without tables is one that was lost
upgrading        there while an upgrade is on its way: another start goes on from it
demo             there where the folder was filled by `mobilink demo`; only such a one is put aside
heads.json       what left this machine, by which a database that was set back is noticed
cache/           made anew whenever it is missing
"""

import os
import secrets
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from mobilink.basics.disk import put_new, sync_folder
from mobilink.basics.terminal import gettext as _
from mobilink.basics.terminal import reason_of

HALF_UPGRADED, DEMO = "upgrading", "demo"


class FolderProblem(Exception):
    """The data folder cannot be used; the message is one sentence for the operator."""


@dataclass(frozen=True)
class Folder:
    """An opened data folder."""

    path: Path
    database_key: str
    secret_key: str
    signing_key: str
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        return self.path / "mobilink.db"

    @property
    def is_filled(self) -> bool:
        """Whether its database had its tables at some time."""
        return (self.path / "keys" / "database.key").exists()

    @property
    def heads(self) -> Path:
        return self.path / "heads.json"

    @property
    def cache(self) -> Path:
        return self.path / "cache"


def chosen_path() -> Path:
    """The data folder of this run: MOBILINK_DATA, else one in the user's home."""
    default = Path.home() / ".local" / "share" / "mobilink"
    return Path(os.environ.get("MOBILINK_DATA") or default).expanduser().absolute()


def create(path: Path) -> Folder:
    """Make the folder and its keys where they are missing, then open it."""
    try:
        (path / "keys").mkdir(mode=0o700, parents=True, exist_ok=True)
        (path / "cache" / "made").mkdir(parents=True, exist_ok=True)
        if not (path / "mobilink.db").exists() and not _database_key(path).exists():
            _make_key(path / "keys" / "database.key.new")
        _make_key(path / "keys" / "secret.key")
        _make_key(path / "keys" / "signing.key")
    except OSError as error:
        raise FolderProblem(_refusal(path, error)) from error
    return open_folder(path)


def open_folder(path: Path) -> Folder:
    """Read the keys and options of an existing folder; raises FolderProblem."""
    try:
        database_key = _read_key(_database_key(path))
        secret_key = _read_key(path / "keys" / "secret.key")
        signing_key = _read_key(path / "keys" / "signing.key")
        options = _read_options(path / "mobilink.toml")
    except FileNotFoundError as error:
        if (path / "mobilink.db").exists():
            raise FolderProblem(
                _(
                    "%(file)s is missing, and without it the database beside it cannot be "
                    "opened. Put the file back from your backup."
                )
                % {"file": error.filename}
            ) from error
        raise FolderProblem(
            _(
                "There is no Mobilink data in %(folder)s (%(file)s is missing). Run `mobilink "
                "init` first, or name another folder with --data."
            )
            % {"folder": path, "file": Path(error.filename).name}
        ) from error
    except OSError as error:
        raise FolderProblem(_refusal(path, error)) from error
    return Folder(path, database_key, secret_key, signing_key, options)


def note_filled(path: Path) -> None:
    """Keep in mind that the database has its tables: from now on an empty one is a lost one."""
    key = path / "keys" / "database.key"
    if not key.exists():
        key.with_name("database.key.new").rename(key)
        sync_folder(key.parent)


def put_demo_aside(path: Path) -> Path | None:
    """Rename the folder of a demo, so that the next one begins anew; where it is then, or nothing.

    Raises FolderProblem where somebody else filled it. Nothing is deleted.
    """
    if not path.exists():
        return None
    if not (path / DEMO).exists():
        raise FolderProblem(
            _(
                "%(folder)s was not filled by this version's `mobilink demo`, so it is left "
                "alone. Name another folder for the demo with --data."
            )
            % {"folder": path}
        )
    taken = (path.with_name(f"{path.name}-before-{number}") for number in count(1))
    aside = next(other for other in taken if not other.exists())
    try:
        path.rename(aside)
    except OSError as error:
        raise FolderProblem(_refusal(path, error)) from error
    return aside


def is_half_upgraded(path: Path) -> bool:
    """Whether an upgrade began that did not come to its end."""
    return (path / HALF_UPGRADED).exists()


@contextmanager
def upgrading(path: Path) -> Iterator[None]:
    """Keep in mind, on disk, that an upgrade is on its way, until it is over."""
    note = path / HALF_UPGRADED
    note.touch()
    sync_folder(path)
    yield
    note.unlink()


def refuse_if_lost(folder: Folder) -> None:
    """Refuse to go on, or to build anew, where the file of a filled database is gone or empty."""
    file = folder.database
    if folder.is_filled and not (file.exists() and file.stat().st_size):
        what = _("%(file)s is empty") if file.exists() else _("%(file)s is missing")
        raise FolderProblem(lost(what % {"file": file}))


def lost(what: str) -> str:
    """The sentence about a database that is not there any more."""
    return _(
        "%(what)s, though it was filled before. Put it back from your backup, name the PostgreSQL "
        "that holds it in MOBILINK_DATABASE_URL, or begin anew in another folder with --data."
    ) % {"what": what}


def _database_key(path: Path) -> Path:
    key = path / "keys" / "database.key"
    new = key.with_name("database.key.new")
    return new if new.exists() and not key.exists() else key


def _make_key(file: Path) -> None:
    if not file.exists():
        put_new(file, [f"{secrets.token_hex(32)}\n".encode()], mode=0o600)


def _read_key(file: Path) -> str:
    key = file.read_bytes().decode("ascii", "replace").strip()
    if len(key) != 64 or not set(key) <= set("0123456789abcdef"):
        raise FolderProblem(
            _("The key in %(file)s is not 64 hexadecimal digits; restore it from your backup.")
            % {"file": file}
        )
    return key


def _read_options(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FolderProblem(
            _("%(file)s cannot be read: %(error)s. Correct it or move it away.")
            % {"file": file, "error": error}
        ) from error


def _refusal(path: Path, error: OSError) -> str:
    return _(
        "The data folder %(folder)s cannot be used: %(reason)s. Choose another with --data."
    ) % {"folder": path, "reason": reason_of(error) or error}
