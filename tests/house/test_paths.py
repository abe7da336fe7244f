"""A file that a comment or a document names is there."""

import re
from itertools import chain
from pathlib import Path

HOME = Path(__file__).parent.parent.parent
FOLDERS = ("src", "docs", "tests", "benchmarks", "requirements", ".ci")
FILES = [
    *(path for path in HOME.iterdir() if path.is_file()),
    *(
        path
        for path in chain.from_iterable((HOME / folder).rglob("*") for folder in FOLDERS)
        if path.is_file() and "__pycache__" not in path.parts
    ),
]
KNOWN = {
    "/".join(path.relative_to(HOME).parts[start:])
    for path in FILES
    for start in range(len(path.relative_to(HOME).parts))
}
"""Every file by its whole path and by each end of it: `core/wire.py` is `journal/core/wire.py`."""
OUTSIDE = {
    "mobilink.toml",  # these two stand in a data folder
    "heads.json",
    "CODE.LANGUAGE.md",  # a pattern, as are the next two
    "locale/LANGUAGE/LC_MESSAGES/django.po",
    "en/past/page-2/index.html",
    "seed.py",
    "tempat_kepri_geonames.csv",  # the sources from which the places' data were made
    "lokasi_bersumber.csv",
    "provinces/CODE.csv",  # patterns of kits and countries
}
NAMED = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|js|mjs|html|css|toml|md|typ|po|csv|json|txt))`")
WRITTEN = [path for path in FILES if path.suffix in {".md", ".py", ".js", ".css", ".toml"}]
OF_THE_PAST = {"CHANGELOG.md"}


def missing_in(text: str) -> set[str]:
    return {name for name in NAMED.findall(text) if name not in KNOWN | OUTSIDE}


def is_superseded(path: Path) -> bool:
    """A decision that says in its first lines that another one holds now."""
    return path.parent.name == "decisions" and "uperseded" in path.read_text("utf-8")[:400]


def test_every_file_that_is_named_is_there():
    missing = {
        str(path.relative_to(HOME)): names
        for path in WRITTEN
        if path.name not in OF_THE_PAST and path != Path(__file__) and not is_superseded(path)
        if (names := missing_in(path.read_text("utf-8")))
    }

    assert missing == {}


def test_a_file_that_is_not_there_is_missed():
    assert missing_in("see `journal/departures.py` and `wire.py`") == {"journal/departures.py"}
