"""Message catalogues, compiled when the program or its translation is newer than the last time.

gettext's compiled files are not kept in the repository, and a field machine has no msgfmt.
"""

from pathlib import Path

ROOMS = Path(__file__).parent.parent


def compiled_into(target: Path) -> Path:
    """Compile every room's `locale/LANGUAGE/LC_MESSAGES/django.po` into one catalogue per language.

    Nothing is done where `target` is newer than all of them. Returns `target`.
    """
    languages = {source.parts[-3] for source in sources()}
    for language in languages:
        made = target / language / "LC_MESSAGES" / "django.mo"
        newest = max(source.stat().st_mtime for source in sources(language))
        if not made.exists() or made.stat().st_mtime < newest:
            _compile(language, made)
    return target


def sources(language: str = "*") -> list[Path]:
    """The translations that the rooms and faces bring, in order of their names."""
    return sorted(ROOMS.glob(f"*/locale/{language}/LC_MESSAGES/django.po"))


def _compile(language: str, made: Path) -> None:
    from babel.messages import Catalog, mofile, pofile  # slow to import, and rarely needed

    whole = Catalog(language)
    for text in sources(language):
        with text.open("rb") as stream:
            for message in pofile.read_po(stream, locale=language):
                if message.id:
                    whole.add(message.id, message.string, context=message.context)
    made.parent.mkdir(parents=True, exist_ok=True)
    draft = made.with_suffix(".new")
    with draft.open("wb") as stream:
        mofile.write_mo(stream, whole)
    draft.replace(made)
