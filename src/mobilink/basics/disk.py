"""Atomic, durable writes: files that are whole and safe on the disk, or not there."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path


def put_new(file: Path, parts: Iterable[bytes], *, mode: int = 0o666) -> None:
    """Write a new file, so that even a power cut leaves all of it under its name, or nothing.

    Raises FileExistsError where the name is taken, and OSError when the disk fails; nothing is
    left there then.
    """
    draft = file.with_name(f".{file.name}.part")
    try:
        with open(draft, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as stream:
            stream.writelines(parts)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
        draft.rename(file)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    try:
        sync_folder(file.parent)
    except OSError:
        file.unlink(missing_ok=True)
        raise


def put_whole(file: Path, data: bytes) -> None:
    """Write a file in place of what it was; on the disk, with its name, when this returns."""
    draft = file.with_name(f".{file.name}.part")
    with draft.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk: a new or changed name is safe only then."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
