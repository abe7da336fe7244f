"""Every page, feed and paper of the story, as bytes, so that two versions can be held side by side.

`python -m tests.scenarios.control DIR` writes them, one file for each, and a list of their hashes.
What no version owes another is levelled: ids of rows come from what the rows say, the clock stands
still, chance is seeded. What tells of the journal itself, such as a machine's counts, is left out.
"""

import hashlib
import os
import random
import re
import shutil
import sys
import tempfile
import uuid
import zipfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urldefrag, urljoin

LOADED = datetime(2019, 8, 17, 22, tzinfo=UTC)
LOOKED_AT = LOADED + timedelta(minutes=30)
READERS = ("", "kepala", "perencana", "humas", "pengemudi", "batam")
LANGUAGES = ("id", "en")
# They tell how many entries there are, in which order, and by which keys they are signed.
OF_THE_JOURNAL = re.compile(r"/(machines|audit|history|quarantine|unreadable|sync|pack|exports?)\b")
LINKS = re.compile(r'(?:href|src|action)="([^"]+)"')
# Another at each reading: the mark of a form, up to which entry it was filled, when Django wrote the
# feed.
PASSING = re.compile(rb'name="(?:csrfmiddlewaretoken|seen)" value="[^"]+|<lastBuildDate>[^<]+')
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Levelled:
    """Ids of rows by what the rows say, instead of by their place in a chain."""

    def __init__(self) -> None:
        from mobilink.journal.actions import Draft
        from mobilink.journal.core import wire

        self.made: dict[tuple[Any, int, int], Any] = {}
        self.seen: dict[str, int] = {}
        self.says = ""
        self.by_place, self.add = wire.row_id, Draft.add

    @contextmanager
    def given(self) -> Iterator[None]:
        """Let rows that are made in the block have such ids."""
        from mobilink.journal.actions import Draft
        from mobilink.journal.core import wire

        def add(draft: Any, model: Any, **fields: Any) -> Any:
            return self.added(draft, model, fields)

        with mock.patch.object(wire, "row_id", self.row_id), mock.patch.object(Draft, "add", add):
            yield

    def added(self, draft: Any, model: Any, fields: dict[str, Any]) -> Any:
        row = model(**fields)
        values = [
            f"{field.attname} {getattr(row, field.attname)}"
            for field in model._meta.concrete_fields
            if field.attname not in ("id", "revision", "versions")
        ]
        self.says = f"{model.__name__} {values!r}"
        return self.add(draft, model, **fields)

    def row_id(self, link: Any, claimed_at: int, position: int) -> Any:
        place = (link, claimed_at, position)
        if place not in self.made:
            if not self.says:
                return self.by_place(link, claimed_at, position)
            times = self.seen[self.says] = self.seen.get(self.says, 0) + 1
            self.made[place] = uuid.uuid5(uuid.NAMESPACE_OID, f"{self.says} {times}")
            self.says = ""
        return self.made[place]


class Seeded(random.Random):
    """Bytes that nobody reads are drawn apart, so that more of them change no code that is read."""

    def __init__(self, seed: int) -> None:
        self.apart = random.Random(seed)
        super().__init__(seed)

    def randbytes(self, n: int) -> bytes:
        return self.apart.randbytes(n)


def main(target: Path) -> None:
    """Write what every reader is shown."""
    from mobilink.basics import chance, clock
    from mobilink.scenarios import loading
    from tests.installations import STORY

    with chance.seeded(Seeded(2019)), Levelled().given():
        with clock.stopped_at(LOADED):
            loading.load(STORY)
        with clock.stopped_at(LOOKED_AT):
            pages = {
                (reader, language, address): said
                for reader in READERS
                for language in LANGUAGES
                for address, said in walk(reader, language)
            }
    lines = []
    for number, ((reader, language, address), said) in enumerate(sorted(pages.items())):
        shelf = target / (reader or "anyone") / language
        shelf.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^A-Za-z0-9.-]+", "_", address)[:120]
        (shelf / f"{name}-{number}").write_bytes(said)
        digest = hashlib.sha256(said).hexdigest()[:16]
        lines.append(f"{digest} {shelf.relative_to(target)} {address}")
    (target / "hashes.txt").write_text("\n".join(lines) + "\n", "utf-8")
    sys.stdout.write(f"{len(lines)} pages and papers\n")


def walk(reader: str, language: str) -> Iterator[tuple[str, bytes]]:
    """Every address that one reader finds from the start pages on, with what it answers."""
    from django.conf import settings
    from django.test import Client

    from mobilink.people.models import Account

    client = Client(raise_request_exception=False)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    if reader:
        client.force_login(Account.objects.get(username=reader))
    waiting, met = deque(["/console/"] if reader else ["/"]), set[str]()
    while waiting:
        address = waiting.popleft()
        if address in met or OF_THE_JOURNAL.search(address) or address.startswith("/static/"):
            continue
        met.add(address)
        if reader and not address.startswith("/console/"):
            continue
        answer = client.get(address)
        said = levelled(answer)
        waiting.extend(links_of(address, answer, said))
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            yield address, b"%d\n" % answer.status_code + said


def levelled(answer: Any) -> bytes:
    """What a reader gets, without what is another at each reading."""
    said: bytes = answer.getvalue() if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    return sheets_of(said) if kind == SHEETS else PASSING.sub(b"", said)


def links_of(address: str, answer: Any, said: bytes) -> Iterator[str]:
    """Where a page leads to within the installation."""
    links = [answer.headers["Location"]] if answer.status_code in (301, 302) else []
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        links += LINKS.findall(said.decode())
    for link in links:
        target = urldefrag(urljoin(address, link.replace("&amp;", "&"))).url
        if target.startswith("/") and not has_no_end(target):
            yield target


def sheets_of(workbook: bytes) -> bytes:
    """What a workbook holds, without the hour at which it was made."""
    with zipfile.ZipFile(BytesIO(workbook)) as parts:
        names = [name for name in parts.namelist() if not name.startswith("docProps")]
        return b"\n".join(name.encode() + parts.read(name) for name in names)


def has_no_end(address: str) -> bool:
    """Whether an address asks a page for another order or another month, of which there is no end."""
    return bool(re.search(r"[?&](sort|page|month|from|to|saved|columns|next|format|day)=", address))


if __name__ == "__main__":
    from mobilink.config import folder

    wanted = Path(sys.argv[1])
    if wanted.exists() and any(wanted.iterdir()):
        sys.exit(f"{wanted} holds something; name an empty folder, or one that is not there yet.")
    # The same database and the same clock, whatever the terminal names.
    for name in ("MOBILINK_DATABASE_URL", "MOBILINK_NOW"):
        os.environ.pop(name, None)
    # The same keys each time, by which slips are signed.
    with mock.patch("secrets.token_hex", return_value="19" * 32):
        data = folder.create(Path(tempfile.mkdtemp(prefix="mobilink-control-")))
    os.environ |= {
        "MOBILINK_DATA": str(data.path),
        "DJANGO_SETTINGS_MODULE": "mobilink.config.settings",
        "MOBILINK_LANGUAGE": "en",
    }
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment

    from tests import cheap

    cheap.hash_cheaply()
    setup_test_environment()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    setup_databases(verbosity=0, interactive=False)
    main(wanted)
    shutil.rmtree(data.path, ignore_errors=True)
