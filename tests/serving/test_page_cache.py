"""Pages that all readers share: made once for each state, and never a stale or a strange one."""

import asyncio
from collections import Counter
from datetime import date

import pytest

from mobilink.serving import page_cache
from mobilink.serving.data_version import State, Unknown
from mobilink.serving.page_cache import Answer, Key, Made, PageCache

pytestmark = pytest.mark.pure
HOME = Key("http", "van.local", "/", "", "", "gzip")


class Office:
    """The data, and Django in front of it: slow enough that readers meet."""

    def __init__(self, asks_slowly):
        self.asks_slowly = asks_slowly
        self.state, self.counted, self.is_told = 1, 0, False
        self.status, self.headers = 200, []
        self.made, self.body = Counter(), None
        self.cache = PageCache(self.make, self, lambda path: path != "/console/")

    def known(self):
        return None if self.asks_slowly else self._now()

    async def now(self):
        if self.state is None:
            raise Unknown
        return self._now()

    def _now(self):
        commit = (self.state, self.counted)
        return None if self.state is None else State(date(2019, 8, 18), self.state, commit)

    async def make(self, key):
        self.made[key] += 1
        saw = self.state
        await asyncio.sleep(0.01)
        body = self.body or f"{key.path}{key.looks} as of {saw}".encode()
        headers = [
            ("ETag", f'W/"{saw}"'),
            ("X-Frame-Options", "DENY"),
            ("Content-Encoding", "gzip"),
        ]
        return Made(Answer(self.status, headers + self.headers, body), self.is_told)

    async def read(self, key=HOME):
        page = self.cache.at_hand(key) or await self.cache.page(key)
        return page and page.answer.body.decode()


@pytest.fixture(params=[False, True], ids=["embedded", "server"])
def office(request):
    return Office(request.param)


def test_a_page_is_made_once_for_all_who_ask_at_once_and_later(office):
    async def story():
        return [*await asyncio.gather(*(office.read() for _ in range(200))), await office.read()]

    assert set(asyncio.run(story())) == {"/ as of 1"}
    assert office.made == {HOME: 1}


def test_what_was_committed_is_on_the_next_answer(office):
    async def story():
        before = await office.read()
        office.state = 2
        return before, await office.read()

    assert asyncio.run(story()) == ("/ as of 1", "/ as of 2")


@pytest.mark.parametrize(("is_told", "many"), [(True, 1), (False, 2)])
def test_a_count_makes_anew_only_what_may_tell_it(office, is_told, many):
    office.is_told = is_told

    async def story():
        await office.read()
        office.counted += 1
        return await office.read()

    assert asyncio.run(story()) == "/ as of 1"
    assert office.made[HOME] == many


def test_a_page_without_counts_is_as_fresh_as_any_other(office):
    office.is_told = True

    async def story():
        before = await office.read()
        office.counted, office.state = 1, 2
        return before, await office.read()

    assert asyncio.run(story()) == ("/ as of 1", "/ as of 2")


def test_who_comes_after_a_commit_does_not_get_what_was_begun_before_it(office):
    async def story():
        early = asyncio.create_task(office.read())
        await asyncio.sleep(0.005)
        office.state = 2
        return await office.read(), await early, await office.read()

    assert asyncio.run(story()) == ("/ as of 2", "/ as of 1", "/ as of 2")


def test_each_look_has_its_own_page(office):
    looks = ["", "mobilink_language=en", "mobilink_theme=dark"]

    async def story():
        return [await office.read(HOME._replace(looks=look)) for look in looks * 2]

    assert asyncio.run(story()) == [f"/{look} as of 1" for look in looks * 2]
    assert len(office.made) == len(looks)


def test_a_reader_who_leaves_takes_the_page_from_nobody(office):
    async def story():
        first, second = (asyncio.create_task(office.read()) for _ in range(2))
        await asyncio.sleep(0.005)
        first.cancel()
        return await second

    assert asyncio.run(story()) == "/ as of 1"


def test_what_is_not_shared_is_not_made_here(office):
    assert asyncio.run(office.read(HOME._replace(path="/console/"))) is None
    assert not office.made


def test_while_nobody_knows_the_state_nothing_is_handed_out(office):
    async def story():
        await office.read()
        office.state = None
        return await office.read()

    assert asyncio.run(story()) is None


@pytest.mark.parametrize(
    ("status", "headers"), [(404, []), (500, []), (200, [("Set-Cookie", "a=1")])]
)
def test_what_is_no_whole_page_for_everybody_is_not_kept(office, status, headers):
    office.status, office.headers = status, headers

    async def story():
        return [await office.read(), await office.read()]

    assert asyncio.run(story()) == ["/ as of 1"] * 2
    assert (office.made[HOME], office.cache.size) == (2, 0)


def test_a_page_that_cannot_be_made_fails_for_those_who_wait_and_is_tried_again(office):
    office.make_well, office.cache._make = office.make, None

    async def broken(key):
        await asyncio.sleep(0.01)
        raise RuntimeError("no thread")

    async def story():
        office.cache._make = broken
        failed = await asyncio.gather(office.read(), office.read(), return_exceptions=True)
        office.cache._make = office.make_well
        return [type(each) for each in failed], await office.read()

    assert asyncio.run(story()) == ([RuntimeError] * 2, "/ as of 1")


def test_pages_beyond_the_bounds_go_and_the_latest_used_stay(office, monkeypatch):
    monkeypatch.setattr(page_cache, "MOST", 3)

    async def story():
        for query in ("a", "b", "c", "a", "d"):
            await office.read(HOME._replace(query=query))
        await office.read(HOME._replace(query="a"))

    asyncio.run(story())
    assert office.made[HOME._replace(query="a")] == 1
    assert {key.query for key in office.cache._pages} == {"c", "a", "d"}
    assert office.cache.size == 3 * (len("/ as of 1") + len("httpvan.local/agzip"))


def test_bytes_are_bounded_too_and_what_is_too_large_is_not_kept(office, monkeypatch):
    monkeypatch.setattr(page_cache, "ROOM", 8_000)

    async def story():
        office.body = bytes(900)
        for number in range(20):
            await office.read(HOME._replace(query=f"page={number:02}"))
        office.body = bytes(1_001)
        await office.read(HOME)
        office.body = bytes(1)
        await office.read(HOME._replace(query="q" * 1_000))

    asyncio.run(story())
    assert 7_000 < office.cache.size <= 8_000
    assert {len(key.query) for key in office.cache._pages} == {len("page=00")}


@pytest.mark.parametrize(
    ("tags", "status"),
    [(None, 200), ('"1"', 304), ('W/"1"', 304), ('"0", W/"1"', 304), ("*", 304), ('"11"', 200)],
)
def test_a_reader_who_has_the_page_is_told_that_it_still_holds(office, tags, status):
    page = asyncio.run(office.cache.page(HOME))

    answer = page.for_a_reader_with(tags)

    assert answer.status == status
    names = {name for name, _value in answer.headers}
    assert {"ETag", "X-Frame-Options"} <= names
    assert ("Content-Encoding" in names) == bool(answer.body) == (status == 200)
