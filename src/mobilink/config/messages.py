"""Indonesian words, compiled when the program or its translation is newer than the last time.

gettext's compiled files are not kept in the repository, and a field machine has no msgfmt.
"""

from pathlib import Path

SOURCES = Path(__file__).parent.parent / "locale"


def compiled_into(target: Path) -> Path:
    """Compile each language's `django.po` below `target` where it is stale; returns `target`."""
    for source in SOURCES.glob("*/LC_MESSAGES/django.po"):
        made = target / source.relative_to(SOURCES).with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            _compile(source, made)
    return target


def _compile(source: Path, made: Path) -> None:
    from babel.messages import mofile, pofile  # slow to import, and rarely needed

    made.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as stream:
        catalogue = pofile.read_po(stream)
    draft = made.with_suffix(".new")
    with draft.open("wb") as stream:
        mofile.write_mo(stream, catalogue)
    draft.replace(made)
