"""Who gets a shared page, and what that page may know of them."""

import asyncio
import time
from types import SimpleNamespace

import pytest
from sqlcipher3 import dbapi2 as driver

from mobilink.serving import data_version, shared_pages

pytestmark = pytest.mark.pure
SESSION = "mobilink_session=abc"


class Headers(list):
    """Granian's: `get` tells the first of a name."""

    def get(self, name):
        return next((value for key, value in self if key == name), None)

    def items(self):
        return list(self)

    def __contains__(self, name):
        return self.get(name) is not None


def asked(*headers, method="GET", path="/", query=""):
    return SimpleNamespace(
        headers=Headers([("host", "van.local"), *headers]), method=method, path=path,
        query_string=query, scheme="http",
    )  # fmt: skip


def key_of(*headers, **words):
    request = asked(*headers, **words)
    return shared_pages.asked_for(request, request.headers)


@pytest.mark.parametrize(
    "request_",
    [
        asked(("cookie", SESSION)),
        asked(("cookie", f"mobilink_theme=dark; {SESSION}")),
        asked(("cookie", "mobilink_theme=dark"), ("cookie", SESSION)),
        asked(method="POST"),
    ],
)
def test_who_signed_in_or_sends_something_passes_on(request_):
    assert shared_pages.asked_for(request_, request_.headers) is None


def test_a_page_depends_on_address_language_theme_and_coding_and_nothing_else():
    plain = key_of()
    others = [
        key_of(path="/past/"),
        key_of(query="page=2"),
        key_of(("cookie", "mobilink_language=en")),
        key_of(("cookie", "mobilink_theme=dark")),
        key_of(("cookie", "mobilink_theme=outdoor; mobilink_language=en")),
        key_of(("accept-encoding", "gzip, br")),
    ]
    same = [
        key_of(method="HEAD"),
        key_of(("cookie", "mobilink_csrf=1; mobilink_theme=pink; mobilink_language=xx")),
        key_of(("user-agent", "x"), ("accept-language", "en"), ("x-forwarded-for", "10.0.0.1")),
    ]
    assert len({plain, *others}) == 1 + len(others)
    assert {*same} == {plain}


def test_the_same_choices_in_another_order_are_the_same_page():
    cookies, reordered = (
        "mobilink_theme=dark; mobilink_language=en",
        "mobilink_language=en; mobilink_theme=dark",
    )

    assert key_of(("cookie", cookies)) == key_of(("cookie", reordered))


def test_the_request_that_makes_a_page_tells_of_nobody():
    key = key_of(
        ("cookie", "x=1; mobilink_language=en"), ("user-agent", "me"), ("if-none-match", '"1"'),
        query="page=2",
    )  # fmt: skip

    environment = shared_pages.request_for(key)

    assert environment["HTTP_COOKIE"] == "mobilink_language=en"
    assert {name for name in environment if name.startswith("HTTP_")} == {
        "HTTP_HOST",
        "HTTP_COOKIE",
    }
    assert (environment["REQUEST_METHOD"], environment["QUERY_STRING"]) == ("GET", "page=2")
    assert not environment["REMOTE_ADDR"]


@pytest.mark.parametrize("at_work", [set(), {4711}])
def test_a_page_lets_who_is_at_work_in_a_thread_take_a_turn(at_work, monkeypatch):
    turns, answers = [], []
    monkeypatch.setattr(shared_pages.time, "sleep", turns.append)
    before = shared_pages.SharedPages(SimpleNamespace(at_work=at_work))
    page = SimpleNamespace(for_a_reader_with=lambda _tags: (200, [], b"page"))
    before.cache = SimpleNamespace(at_hand=lambda _key: page)
    reader = SimpleNamespace(response_bytes=lambda *answer: answers.append(answer))

    asyncio.run(before.__rsgi__(asked(), reader))

    assert answers == [(200, [], b"page")]
    assert turns == [0] * len(at_work)


def test_views_say_whose_pages_are_shared():
    shared = ["/", "/upcoming/", "/past/", "/outings/00000000-0000-4000-8000-000000000000/"]
    own = ["/check/", "/sign-in/", "/console/", "/field/", "/healthz", "/no/such/address/"]

    assert all(shared_pages.is_shared(path) for path in shared)
    assert not any(shared_pages.is_shared(path) for path in own)


@pytest.fixture
def file(tmp_path, monkeypatch):
    """A database in a file, which the watch looks at."""
    path = tmp_path / "some.db"
    monkeypatch.setattr(data_version, "_opened", lambda: driver.connect(path))
    other = driver.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("CREATE TABLE note (text)")
    other.execute("CREATE TABLE journal_branch (id, stream, tip_hash, ordered)")
    other.execute("CREATE TABLE journal_ledgerline (stream, revision, hash)")
    other.execute("CREATE TABLE journal_touch (id)")
    yield other
    other.close()


async def told(watch):
    """The state, to a reader who comes in a turn of the loop of his own."""
    await asyncio.sleep(0)
    return await watch.now()


def test_the_state_changes_with_each_commit_and_with_nothing_else(file):
    async def story():
        watch = data_version.SQLiteWatch()
        first, again = await told(watch), await told(watch)
        file.execute("BEGIN IMMEDIATE")
        file.execute("INSERT INTO note VALUES ('cancelled')")
        unseen = await told(watch)
        file.execute("COMMIT")
        return first, again, unseen, await told(watch)

    first, again, unseen, after = asyncio.run(story())
    assert first == again == unseen != after


def test_the_streams_change_only_with_what_goes_into_them(file):
    async def story():
        watch = data_version.SQLiteWatch()
        first = await told(watch)
        file.execute("INSERT INTO note VALUES ('counted')")
        file.execute("INSERT INTO journal_branch VALUES (1, 'unit/KEPRI-KPP', 'a', 1)")
        counted = await told(watch)
        file.execute("INSERT INTO journal_branch VALUES (2, 'team', 'b', 1)")
        return first, counted, await told(watch)

    first, counted, cancelled = asyncio.run(story())
    assert first.streams == counted.streams != cancelled.streams
    assert len({first.commit, counted.commit, cancelled.commit}) == 3


def test_who_watches_keeps_no_writer_from_tidying_up(file):
    async def story():
        watch = data_version.SQLiteWatch()
        await told(watch)
        file.execute("INSERT INTO note VALUES ('cancelled')")
        await told(watch)
        return file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    assert asyncio.run(story()) == (0, 0, 0)


def test_one_question_answers_all_who_wait_and_nobody_who_comes_after_it(file):
    states = []

    async def reader(watch):
        states.append(await watch.now())

    async def story():
        watch, loop = data_version.SQLiteWatch(), asyncio.get_running_loop()

        def commit_and_let_one_more_in():
            file.execute("INSERT INTO note VALUES ('cancelled')")
            readers.append(loop.create_task(reader(watch)))

        readers = [loop.create_task(reader(watch)) for _ in range(2)]
        loop.call_soon(commit_and_let_one_more_in)
        await asyncio.sleep(0.01)
        await asyncio.gather(*readers)

    asyncio.run(story())
    assert states[0] == states[1] != states[2]


def test_the_turn_of_the_day_is_a_change(file, monkeypatch):
    days = ["Sunday", "Sunday", "Monday"]
    monkeypatch.setattr(data_version, "office_day", lambda: days.pop(0))

    async def story():
        watch = data_version.SQLiteWatch()
        return [await told(watch) for _ in range(3)]

    sunday, still, monday = asyncio.run(story())
    assert sunday == still != monday


def test_a_database_that_breaks_off_is_unknown_and_then_watched_anew(file):
    async def story():
        watch = data_version.SQLiteWatch()
        before = await told(watch)
        watch._connection.close()
        with pytest.raises(data_version.Unknown):
            await told(watch)
        return before, await told(watch)

    before, after = asyncio.run(story())
    assert before != after


def test_a_server_is_asked_once_for_all_who_came_before_it_was(monkeypatch):
    asked = []

    def ask(watch):
        asked.append(len(asked))
        time.sleep(0.05)
        watch._commit = str(len(asked))

    monkeypatch.setattr(data_version.PostgreSQLWatch, "_ask", ask)

    async def story():
        watch = data_version.PostgreSQLWatch()
        first = asyncio.create_task(watch.now())
        await asyncio.sleep(0.02)
        # The question is on its way: what is committed from here on may not be in its answer.
        later = await asyncio.gather(*(watch.now() for _ in range(50)))
        return await first, later

    first, later = asyncio.run(story())
    assert len({*later}) == 1
    assert first != later[0]
    assert len(asked) == 2
