"""The one family of faces, cut to the letters that Indonesian and English use.

Atkinson Hyperlegible comes from its package as full TrueType files; a phone on 2G should load a
tenth of that, so the served WOFF2 files are subset here, once per data folder and version. Hints go:
they are 5 kB a face and phones draw without them.
"""

from pathlib import Path

import fontpkg_atkinson_hyperlegible as package

SOURCES = Path(package.__file__).parent / "files"
FACES = {"regular": "AtkinsonHyperlegible-Regular.ttf", "bold": "AtkinsonHyperlegible-Bold.ttf"}
LETTERS = (
    "U+20-7E,U+A0,U+A7,U+A9,U+AB,U+B0-B2,U+B7,U+BB-BE,U+C0-FF,"
    "U+2013-2014,U+2018-201E,U+2022,U+2026,U+2212"
)


RECIPE = (
    "--flavor=woff2",
    "--no-hinting",
    "--layout-features=kern,tnum",
    f"--unicodes={LETTERS}",
)


def prepare(folder: Path) -> None:
    """Make `folder`/design/fonts/*.woff2 where they are missing or older than this recipe."""
    fonts = folder / "design" / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    recipe = Path(__file__).stat().st_mtime
    for name, file in FACES.items():
        made = fonts / f"{name}.woff2"
        if not made.exists() or made.stat().st_mtime < recipe:
            _subset(SOURCES / file, made)


def _subset(source: Path, made: Path) -> None:
    from fontTools import subset  # slow to import, and needed once

    draft = made.with_suffix(".new")
    subset.main([str(source), f"--output-file={draft}", *RECIPE])
    draft.replace(made)
