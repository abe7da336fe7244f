"""A pack as files: a folder, into which only new pieces are written, or one `.zip` to hand on.

Beside `manifest.jsonl` stand the pieces under their names, as a device asks for them at /pack/.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from mobilink.basics.disk import put_whole
from mobilink.publishing.pack_format import MOST, NAME, BadPack, Piece, name_of
from mobilink.publishing.signed_pack import Pack

MANIFEST: Final = "manifest.jsonl"
ALTERED: Final = (
    zipfile.BadZipFile, zlib.error, struct.error,
    ArithmeticError, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip
"""What reading a `.zip` may come to, of which any byte may be another one than was written."""
Read = Callable[[str], bytes | None]


class Written(NamedTuple):
    """How many pieces a pack has, how many of them were not there yet, and their bytes."""

    pieces: int
    new: int
    size: int


def write(path: Path, pack: Pack) -> Written:
    """Write a pack in place of an older one; raises BadPack where something else stands."""
    return _write_file(path, pack) if path.suffix == ".zip" else _write_folder(path, pack)


def opened(path: Path) -> tuple[bytes, Callable[[Piece], bytes | None]]:
    """The signed manifest, and what brings a piece; raises BadPack."""
    read = _folder(path) if path.is_dir() else _file(path)
    signed = read(MANIFEST)
    if signed is None:
        raise BadPack(
            _("%(path)s is no pack: it has no %(manifest)s.") % {"path": path, "manifest": MANIFEST}
        )
    return signed, lambda piece: read(piece.sha256)


def _write_file(path: Path, pack: Pack) -> Written:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in sorted({MANIFEST: pack.signed, **pack.pieces}.items()):
            # Of no time and no system, so that the same pack has the same bytes.
            member = zipfile.ZipInfo(name)
            member.create_system, member.compress_type = 3, zipfile.ZIP_DEFLATED
            archive.writestr(member, data, compresslevel=9)
    put_whole(path, whole.getvalue())
    return Written(len(pack.pieces), len(pack.pieces), len(whole.getvalue()))


def _write_folder(folder: Path, pack: Pack) -> Written:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / MANIFEST).exists():
        raise BadPack(
            _("%(folder)s holds other things than a pack. Name a new folder.") % {"folder": folder}
        )
    read = _folder(folder)
    new = {name: data for name, data in pack.pieces.items() if name_of(read(name) or b"") != name}
    for name, data in new.items():
        put_whole(folder / name, data)
    # Last of all: until it stands there, the older pack is whole.
    put_whole(folder / MANIFEST, pack.signed)
    for file in folder.iterdir():
        if NAME.fullmatch(file.name) and file.name not in pack.pieces:
            file.unlink()
    return Written(len(pack.pieces), len(new), sum(map(len, new.values())))


def _folder(folder: Path) -> Read:
    def read(name: str) -> bytes | None:
        file = folder / name
        if not file.is_file():
            return None
        with file.open("rb") as stream:
            return stream.read(MOST + 1)

    return read


def _file(path: Path) -> Read:
    whole = path.read_bytes()
    try:
        archive = zipfile.ZipFile(io.BytesIO(whole))
    except ALTERED as error:
        raise BadPack(
            _("%(path)s is no pack, or it was cut off. Copy it again.") % {"path": path}
        ) from error

    def read(name: str) -> bytes | None:
        if name not in archive.namelist():
            return None
        if archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            return b""  # no pack is packed so, and other ways unpack more than is asked for
        try:
            with archive.open(name) as stream:
                return stream.read(MOST + 1)
        except ALTERED:
            return b""  # its bytes were altered, whatever they were

    return read
