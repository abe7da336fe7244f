"""Static export: the public pages as files that any web server or stick can carry.

The copy begins at the first page and follows every link, so a page joins by being linked to. Links
become relative, and one that leads nowhere ends the copy before anything is put in its place.
"""

import posixpath
import re
import tempfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mobilink.basics.errors import Refused
from mobilink.design.copies import CopyRequest

MARK = ".mobilink-site"  # stands in every copy, so that nothing else is ever replaced by one
LINK = re.compile(r'(?<=\s)(href|src)="([^"#]+)(#[^"]*)?"')
STYLE_LINK = re.compile(r'url\("([^"]+)"\)')


class Page(NamedTuple):
    """One address in one language."""

    address: str
    language: str

    @property
    def file(self) -> str:
        """Where the copy keeps it: `/past/?page=2` in English is `en/past/page-2/index.html`."""
        parts = urlsplit(self.address)
        prefix = "" if self.language == settings.LANGUAGE_CODE else f"{self.language}/"
        query = f"{slugify(parts.query.replace('=', '-'))}/" if parts.query else ""
        path = f"{prefix}{parts.path.lstrip('/')}{query}"
        return f"{path}index.html" if path.endswith("/") or not path else path


def write(folder: Path, address: str = "") -> int:
    """Put the copy at `folder`, in place of an older one; returns how many pages it has.

    `address` is where it will stand, without a slash at the end. The copy is made beside the folder
    first, so that a failure leaves the folder as it was.
    """
    if folder.exists() and not (folder / MARK).exists() and any(folder.iterdir()):
        raise Refused(
            _("%(folder)s holds other things than a copy of the site. Name a new folder.")
            % {"folder": folder}
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        new, old = Path(beside) / "new", Path(beside) / "old"
        new.mkdir()
        pages = _Copy(new, address).make()
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    return pages


class _Copy:
    """A copy in the making: what is still to be written, and what was."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.address = folder, address
        languages = [language for language, _name in settings.LANGUAGES]
        self.pages = [Page("/", language) for language in languages]
        self.lost = [Page("/404.html", language) for language in languages]
        self.known = {*self.pages, *self.lost}
        self.files: set[str] = set()

    def make(self) -> int:
        for page in self.pages:  # grows while it is walked
            self._put(page.file, self._rendered(page))
        for page in self.lost:
            self._put(page.file, self._not_found(page))
        self._put("robots.txt", "\n".join(self._robots()) + "\n")
        if self.address:
            self._put("sitemap.xml", "\n".join(self._sitemap()) + "\n")
        self._put(MARK, "")
        return len(self.pages)

    def _rendered(self, page: Page) -> str | bytes:
        response = self._answer(page)
        if not response.headers["Content-Type"].startswith("text/html"):
            return response.content
        return self._with_links(response.content.decode(), page)

    def _answer(self, page: Page) -> HttpResponse:
        request = CopyRequest(page.address, page.language, self.address or ".")
        try:
            match = resolve(request.path)
            if match.namespace != "public":
                raise Http404
            request.resolver_match = match
            with translation.override(page.language):
                answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
        except (Resolver404, Http404) as lost:
            raise Refused(
                _("A public page links to %(address)s, which has no copy.")
                % {"address": page.address}
            ) from lost
        return answer

    def _with_links(self, html: str, page: Page, *, root: str = "") -> str:
        """The page with each link of this site made to lead to a file of the copy."""

        def turned(match: re.Match[str]) -> str:
            name, link, within = match[1], unescape(match[2]), match[3] or ""
            if urlsplit(link).scheme or link.startswith("//"):
                return match[0]
            file = self._file_of(urljoin(page.address, link), page.language)
            leads = root + file if root else _relative(file, page.file)
            return f'{name}="{escape(leads)}{within}"'

        return LINK.sub(turned, html)

    def _file_of(self, address: str, language: str) -> str:
        """The file that an address leads to; from now on it is part of the copy."""
        if address.startswith(settings.STATIC_URL):
            return self._static(address.removeprefix(settings.STATIC_URL))
        first = address.split("/")[1]
        if first in dict(settings.LANGUAGES):
            address, language = address.removeprefix(f"/{first}"), first
        page = Page(address, language)
        if page not in self.known:
            self.known.add(page)
            self.pages.append(page)
        return page.file

    def _static(self, name: str) -> str:
        """Take over a file that a page loads, and what a style loads in turn."""
        file = f"static/{name}"
        if file not in self.files:
            content = _static_file(name).read_bytes()
            self._put(file, content)
            if name.endswith(".css"):
                for link in STYLE_LINK.findall(content.decode()):
                    self._static(posixpath.normpath(posixpath.join(posixpath.dirname(name), link)))
        return file

    def _not_found(self, page: Page) -> str:
        """The page for an address that is not there. It is shown at any depth, so its links begin
        at the root of the server.
        """
        request = CopyRequest(page.address, page.language, self.address)
        with translation.override(page.language):
            html = render_to_string("404.html", {}, request)
        return self._with_links(html, page, root=f"{urlsplit(self.address).path}/")

    def _robots(self) -> Iterator[str]:
        yield from ("User-agent: *", "Allow: /")
        if self.address:
            yield f"Sitemap: {self.address}/sitemap.xml"

    def _sitemap(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        for page in self.pages:
            if page.file.endswith("index.html"):
                at = page.file.removesuffix("index.html")
                yield f"<url><loc>{escape(f'{self.address}/{at}')}</loc></url>"
        yield "</urlset>"

    def _put(self, file: str, content: str | bytes) -> None:
        self.files.add(file)
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def _relative(file: str, own: str) -> str:
    return posixpath.relpath(file, posixpath.dirname(own) or ".")


def _static_file(name: str) -> Path:
    """A file as the server serves it, or as it stands in the source where nothing was collected."""
    served = Path(settings.STATIC_ROOT) / name
    path = served if served.is_file() else finders.find(name)
    if not path:
        raise Refused(_("A public page loads %(name)s, which is not there.") % {"name": name})
    return Path(path)
