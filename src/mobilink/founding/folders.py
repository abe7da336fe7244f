"""A kit or a country as it travels: a folder, or the same packed as .zip."""

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from django.utils.translation import gettext as _

from mobilink.imports.sheets import BadFile

HERE: Final = Path(__file__).parent
KITS: Final = "kits"
COUNTRIES: Final = "countries"
MAPS: Final = "maps"
MOST_FILES: Final = 1_000
LARGEST: Final = 32 * 1024 * 1024
"""Bytes of what a .zip unpacks to; the largest of ours has a hundredth."""


def brought_along(what: str, name: str) -> Path:
    """Where this version keeps a kit (`what` is KITS), a country or a map of its own."""
    return HERE / what / name


def all_brought_along(what: str) -> list[str]:
    """The names of the kits or countries of this version."""
    return sorted(path.name for path in (HERE / what).iterdir() if path.is_dir())


def named(what: str, name: str, beside: Path) -> Path:
    """A kit, a country or a map of this version by its name, else the one at a path beside another."""
    if name.replace("-", "").isalnum() and brought_along(what, name).is_dir():
        return brought_along(what, name)
    return beside / name


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder itself, or for the block one into which the .zip is unpacked; raises BadFile."""
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory() as unpacked:
        _unpack(path, Path(unpacked))
        within = [*Path(unpacked).iterdir()]
        is_wrapped = len(within) == 1 and within[0].is_dir()
        yield within[0] if is_wrapped else Path(unpacked)


def _unpack(path: Path, into: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = [part for part in packed.infolist() if not _is_the_systems(part.filename)]
            if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > LARGEST:
                raise BadFile(_("%(path)s holds more than a kit can.") % {"path": path.name})
            if any(_leads_out(part.filename) for part in parts):
                raise BadFile(
                    _("%(path)s holds a file that would lie outside its folder; pack it anew.")
                    % {"path": path.name}
                )
            packed.extractall(into, parts)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
        raise BadFile(
            _("%(path)s is neither a folder nor a .zip that can be read: %(error)s.")
            % {"path": path.name, "error": error}
        ) from error


def _is_the_systems(name: str) -> bool:
    """Whether an operating system put a file beside those of its user."""
    place = PurePosixPath(name)
    return "__MACOSX" in place.parts or place.name == ".DS_Store" or place.name.startswith("._")


def _leads_out(name: str) -> bool:
    place = PurePosixPath(name.replace("\\", "/"))
    return place.is_absolute() or ".." in place.parts or ":" in name
