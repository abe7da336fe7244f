"""The data folder: everything of an installation that is not the program.

mobilink.toml    settings an operator may write
mobilink.db      the encrypted database (unless MOBILINK_DATABASE_URL names a PostgreSQL)
keys/            database.key, without which the database cannot be opened; secret.key;
                 signing.key, by which others know this installation
cache/           made anew whenever it is missing
"""

import os
import secrets
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


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
        if not (path / "mobilink.db").exists():
            _make_key(path / "keys" / "database.key")
        _make_key(path / "keys" / "secret.key")
        _make_key(path / "keys" / "signing.key")
    except OSError as error:
        raise FolderProblem(_refusal(path, error)) from error
    return open_folder(path)


def open_folder(path: Path) -> Folder:
    """Read the keys and options of an existing folder; raises FolderProblem."""
    try:
        database_key = _read_key(path / "keys" / "database.key")
        secret_key = _read_key(path / "keys" / "secret.key")
        signing_key = _read_key(path / "keys" / "signing.key")
        options = _read_options(path / "mobilink.toml")
    except FileNotFoundError as error:
        if (path / "mobilink.db").exists():
            raise FolderProblem(
                f"{error.filename} is missing, and without it the database beside it cannot be "
                "opened. Put the file back from your backup."
            ) from error
        raise FolderProblem(
            f"There is no Mobilink data in {path} ({Path(error.filename).name} is missing). "
            "Run `mobilink init` first, or name another folder with --data."
        ) from error
    except OSError as error:
        raise FolderProblem(_refusal(path, error)) from error
    return Folder(path, database_key, secret_key, signing_key, options)


def _make_key(file: Path) -> None:
    if file.exists():
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(secrets.token_hex(32) + "\n")


def _read_key(file: Path) -> str:
    key = file.read_bytes().decode("ascii", "replace").strip()
    if len(key) != 64 or not set(key) <= set("0123456789abcdef"):
        raise FolderProblem(
            f"The key in {file} is not 64 hexadecimal digits; restore the file from your backup."
        )
    return key


def _read_options(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FolderProblem(
            f"{file} cannot be read: {error}. Correct it or move it away."
        ) from error


def _refusal(path: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"The data folder {path} cannot be used: {reason}. Choose another with --data."
