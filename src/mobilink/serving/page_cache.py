"""Page cache: pages for all readers, made once for each state of the data and then handed out.

A page is made from its key alone, so nothing of one reader comes into another's. Whoever signed in
neither gets such a page nor makes one.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from mobilink.serving.data_version import State, Unknown, Watch

MOST = 500  # pages
ROOM = 8 * 1024 * 1024  # bytes of all of them, and of what asks for them
OF_THE_PAGE_ONLY = {"content-type", "content-length", "content-encoding"}

Headers = list[tuple[str, str]]


class Key(NamedTuple):
    """All that a shared page may depend on, beside the state of the data."""

    scheme: str
    host: str
    path: str
    query: str
    looks: str  # the choices that the reader made here, as cookies
    coding: str


class Answer(NamedTuple):
    status: int
    headers: Headers
    body: bytes


class Made(NamedTuple):
    """An answer, and whether all that it tells comes by the office's streams."""

    answer: Answer
    is_told: bool


class Page:
    """An answer in the state that it was made in."""

    def __init__(self, made: Made, state: State) -> None:
        answer, self._is_told = made
        self.answer, self._state = answer, state.of(is_told=self._is_told)
        headers = {name.lower(): value for name, value in answer.headers}
        self.tag = headers.get("etag", "").removeprefix("W/")
        self.is_lasting = answer.status == 200 and "set-cookie" not in headers and bool(self.tag)
        # A reader that has the page is told that it may go on, and the rules that it came with.
        rules = [each for each in answer.headers if each[0].lower() not in OF_THE_PAGE_ONLY]
        self.unchanged = Answer(304, rules, b"")

    def holds(self, now: State) -> bool:
        """Whether nothing that it depends on has changed."""
        return self._state == now.of(is_told=self._is_told)

    def for_a_reader_with(self, tags: str | None) -> Answer:
        """The page, or that it has not changed, to a reader who keeps the pages of these tags."""
        has_it = tags is not None and self.is_lasting and (self.tag in tags or tags.strip() == "*")
        return self.unchanged if has_it else self.answer


class PageCache:
    """The pages that are at hand, the latest used last."""

    def __init__(
        self,
        make: Callable[[Key], Awaitable[Made]],
        watch: Watch,
        is_shared: Callable[[str], bool],
    ) -> None:
        self._make, self._watch, self._is_shared = make, watch, is_shared
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._making: dict[tuple[Key, State], asyncio.Task[Page]] = {}
        self.size = 0

    def at_hand(self, key: Key) -> Page | None:
        """The page as it is now, where that is known without waiting."""
        page, now = self._pages.get(key), self._watch.known()
        if page is None or now is None or not page.holds(now):
            return None
        self._pages.move_to_end(key)
        return page

    async def page(self, key: Key) -> Page | None:
        """The page as it is now; nothing where none is shared, or nobody knows what is now."""
        page = self._pages.get(key)
        if page is None and not self._is_shared(key.path):
            return None
        try:
            state = await self._watch.now()
        except Unknown:
            return None
        if page is not None and page.holds(state):
            self._pages.move_to_end(key)
            return page
        # One makes it, the others wait; a reader who leaves takes it from nobody.
        making = self._making.get((key, state))
        if making is None:
            making = asyncio.create_task(self._made(key, state))
            self._making[key, state] = making
        return await asyncio.shield(making)

    async def _made(self, key: Key, state: State) -> Page:
        try:
            page = Page(await self._make(key), state)
        finally:
            del self._making[key, state]
        self._take_away(key)
        if page.is_lasting and _weight(key, page) <= ROOM // 8:
            self._pages[key] = page
            self.size += _weight(key, page)
            while self.size > ROOM or len(self._pages) > MOST:
                self._take_away(next(iter(self._pages)))
        return page

    def _take_away(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.size -= _weight(key, page)


def _weight(key: Key, page: Page) -> int:
    return len(page.answer.body) + sum(map(len, key))
