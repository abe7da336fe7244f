"""Where tests stand: a data folder of their own, the story of July 2019 loaded once, real servers."""

import itertools
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
import psycopg
import pytest
from hypothesis import settings as hypothesis

from mobilink.basics.limits import Limit
from mobilink.config import folder
from mobilink.design import fonts
from tests import cheap, chromium, extent, loops, processes
from tests.installations import PATIENCE, Officer, Served, copy, load_story, once

# Settings read the data folder when they are imported, so it must be there before Django is.
# The workers of a parallel run inherit the folder of the run; their databases are in memory.
_IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
if not _IS_WORKER:
    _FOLDER = folder.create(Path(tempfile.mkdtemp(prefix="mobilink-tests-")))
    fonts.prepare(_FOLDER.cache / "made")
    os.environ["MOBILINK_DATA"] = str(_FOLDER.path)
    os.environ["DJANGO_SETTINGS_MODULE"] = "mobilink.config.settings"
    os.environ.pop("MOBILINK_NOW", None)
    # Hundreds of processes would compile every module anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Whatever the machine speaks, commands speak English here; a test of another language names it.
os.environ["MOBILINK_LANGUAGE"] = "en"
django.setup()
cheap.hash_cheaply()

from mobilink.journal.acts import every_act  # noqa: E402
from tests import law  # noqa: E402
from tests.law import (  # noqa: E402, F401  (fixtures)
    _machines_are_believed,
    _verbs_are_believed,
    _verbs_keep_the_law,
)

law.note_what_is_refused(processes.REFUSED)

SUNDAY_BEFORE_DAWN = "2019-08-18T05:30:00+07:00"
# When the story is loaded: longer before that than it takes, since nobody's clock may go back.
EARLIER = "2019-08-18T05:00:00+07:00"


# What is right is not a matter of how busy the machine is.
hypothesis.register_profile("house", deadline=None)
hypothesis.load_profile("house")


# CPU seconds of each worker that has ended, of which only the process that waits for them knows.
COSTS: list[float] = []
# The PostgreSQL of this run, or nothing. Processes that tests start do not inherit it: each
# installation has a database of its own.
SERVER = ""


def pytest_configure(config: pytest.Config) -> None:
    global SERVER
    if _IS_WORKER or not config.getoption("numprocesses", None):
        SERVER = os.environ.pop("MOBILINK_DATABASE_URL", "")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run has no database for, and what its server would show nothing of."""
    for item in items:
        if extent.is_left_out({mark.name for mark in item.iter_markers()}):
            item.add_marker("thorough")
    stays = _asks_for_a_database if SERVER else _needs_no_server
    config.hook.pytest_deselected(items=[item for item in items if not stays(item)])
    items[:] = filter(stays, items)


def _needs_no_server(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgresql") is None


def _asks_for_a_database(item: pytest.Item) -> bool:
    """pytest-django keeps all others from it; what they start has databases of its own."""
    asked = {"db", "transactional_db", "new_database"}
    return bool(
        item.get_closest_marker("django_db") or asked & {*getattr(item, "fixturenames", ())}
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """A worker may take tests of the database after some of the browser."""
    if item.get_closest_marker("browser"):
        return (yield)
    with loops.set_aside():
        return (yield)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Each worker says what it cost, with all that it started; the dearest is kept."""
    if _IS_WORKER:
        processes.end()
        session.config.workeroutput["cpu"] = sum(os.times()[:4])
        session.config.workeroutput["walked"] = sorted(law.WALKED)
    elif COSTS:
        session.config.cache.set("mobilink/busiest", max(COSTS))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    output = getattr(node, "workeroutput", {})
    COSTS.append(output.get("cpu", 0.0))
    law.WALKED.update(output.get("walked", ()))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Of which acts that are not the office's the judge was asked whether their machine is believed."""
    if not _IS_WORKER and law.WALKED:
        machines = {act.text for act in every_act() if not act.is_offices}
        left = ", ".join(sorted(machines - law.WALKED))
        many = f"{len(machines & law.WALKED)} of {len(machines)}"
        terminalreporter.write_line(f"acts of machines that the judge believed: {many}")
        terminalreporter.write_line(f"not walked: {left or 'none'}")


def pytest_unconfigure() -> None:
    if not _IS_WORKER:
        shutil.rmtree(_FOLDER.path, ignore_errors=True)


@pytest.fixture(scope="session")
def story_made(django_db_modify_db_settings, django_test_environment, django_db_blocker) -> Path:
    """A database that holds the story, for all workers."""
    from tests import story

    with django_db_blocker.unblock():
        image = once("tables", story.make)
    story.expect_copy()
    return image


@pytest.fixture(scope="session")
def django_db_setup(story_made, django_db_setup: None, django_db_blocker) -> None:
    """The whole session shares one database that holds the story; each test rolls back."""
    from tests import story

    with django_db_blocker.unblock():
        story.copy(story_made)


@pytest.fixture(autouse=True)
def _nothing_has_left(settings, tmp_path) -> None:
    """A test's entries vanish when it ends; a file beside the database would still know them."""
    settings.HEADS_FILE = tmp_path / "heads.json"


@pytest.fixture(autouse=True)
def _nobody_has_asked(monkeypatch) -> None:
    """What one test asked by a code is no matter of the next, which comes from the same address."""
    from mobilink.public import letters

    asking = letters.ASKING
    limit = Limit(each=asking.each, all_together=asking.all_together, span=asking.span)
    monkeypatch.setattr(letters, "ASKING", limit)


@pytest.fixture(autouse=True)
def _no_list_is_remembered() -> None:
    """The lists of one test's office are not those of the next."""
    from mobilink.lists.queries import forget

    forget()


@pytest.fixture(autouse=True, scope="session")
def _static_folder() -> None:
    """WhiteNoise warns of a folder that is not there, and a warning is an error."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def in_english() -> Iterator[None]:
    """What is said in this test is said in English."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def rows_read(monkeypatch) -> Callable[[Callable[[], object]], int]:
    """`rows_read(act)`: how many rows the database brought while something was done."""

    from django.db.models.sql import compiler

    def count(act):
        many = []
        true = compiler.cursor_iter

        def counting(*args):
            for rows in true(*args):
                many.append(len(rows))
                yield rows

        with monkeypatch.context() as patch:
            patch.setattr(compiler, "cursor_iter", counting)
            act()
        return sum(many)

    return count


@pytest.fixture(autouse=True)
def _plain_static_files(settings) -> None:
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def person(db) -> Callable[[str], object]:
    """A member of the standing cast, by the name they sign in with."""
    from mobilink.people.models import Account

    return lambda username: Account.objects.get(username=username).person


@pytest.fixture
def signed_in(client, db) -> Callable[[str], object]:
    """The test client, signed in as one of the cast."""
    from mobilink.people.models import Account

    def sign_in(username: str) -> object:
        client.force_login(Account.objects.get(username=username))
        return client

    return sign_in


@pytest.fixture
def on(monkeypatch) -> Callable[[date], None]:
    """`on(day)`: it is noon at the office on a day."""

    def move(day: date) -> None:
        noon = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
        monkeypatch.setattr("mobilink.basics.clock.now", lambda: noon)

    return move


@pytest.fixture
def take_vacancies(db) -> Callable[..., None]:
    """`take_vacancies(rows…)`: a list of today, of two made-up recruiters; nothing else is listed."""
    from django.db import connection

    from mobilink.guidance.models import CountryStatus, Recruiter, Snapshot, Vacancy
    from mobilink.guidance.registers import COUNTRIES, RECRUITERS, VACANCIES
    from mobilink.journal.storage import guards
    from mobilink.people.queries import office_day

    with guards.writing(connection):
        for model in (CountryStatus, Recruiter, Snapshot, Vacancy):
            model.objects.all().delete()
    day, usual = office_day(), {"scheme": "p-to-p", "country": "MY", "title": "Tukang las"}
    usual |= {"recruiter": "PT Karya Contoh", "sip3mi": "C-1"}
    firms = [
        {"name": "PT Karya Contoh", "sip3mi": "c - 1", "status": "active"},
        {"name": "PT Bahari Misal", "sip3mi": "C-2", "status": "suspended"},
    ]

    def take(*rows: dict[str, object]) -> None:
        RECRUITERS.take_over(firms, as_at=day)
        opened = {"status": "open", "valid_from": day, "source": "Contoh"}
        COUNTRIES.take_over([opened | {"country": one} for one in ("MY", "SG")], as_at=day)
        vacancies = [
            usual | {"sip2mi": f"J-{number}", "closes_on": day + timedelta(days=20)} | row
            for number, row in enumerate(rows, start=1)
        ]
        VACANCIES.take_over(vacancies, as_at=office_day())

    return take


@pytest.fixture(scope="session")
def officer_of() -> Callable[[Served, str], Officer]:
    """`officer_of(served, username)`: signed in at an installation."""
    return Officer


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    def find() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    return find


@pytest.fixture(scope="session")
def new_database() -> Callable[..., str]:
    """Makes a PostgreSQL database, empty or like `template`, and tells its address; nothing
    where this run has no server, and the installation keeps its own file.
    """
    worker, numbers = os.environ.get("PYTEST_XDIST_WORKER", "alone"), itertools.count()

    def make(template: str = "") -> str:
        if not SERVER:
            return ""
        name = f"served_{worker}_{next(numbers)}"
        like = f' TEMPLATE "{urlsplit(template).path[1:]}"' if template else ""
        with psycopg.connect(SERVER, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"{like}')
        return urlsplit(SERVER)._replace(path=f"/{name}").geturl()

    return make


@pytest.fixture(scope="session")
def loaded(tmp_path_factory, new_database) -> tuple[Path, str]:
    """A data folder in which the story is loaded and the static files are prepared, and its
    database where that is a PostgreSQL.
    """
    own = {"MOBILINK_NOW": EARLIER, "MOBILINK_DATABASE_URL": new_database()}
    if not SERVER:
        return once("sunday", lambda data: load_story(data, **own)), ""
    data = tmp_path_factory.mktemp("served") / "data"
    load_story(data, **own)
    return data, own["MOBILINK_DATABASE_URL"]


@pytest.fixture(scope="session")
def own_port() -> Iterator[int]:
    """A port that this worker keeps: what a browser remembers of an address, it finds again."""
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield int(holder.getsockname()[1])


@pytest.fixture(scope="session")
def serve_in(loaded, free_port, new_database) -> Callable[..., Served]:
    """`serve_in(folder)`: the story served from a folder of its own, until somebody stops it."""

    def serve(folder: Path, port: int = 0) -> Served:
        data, database = loaded
        own = new_database(template=database)
        return Served(copy(data, folder / "data"), port or free_port(), SUNDAY_BEFORE_DAWN, own)

    return serve


@pytest.fixture
def served(serve_in, own_port, tmp_path) -> Iterator[Served]:
    """The story served on loopback, on the Sunday of 18 August 2019, half an hour before dawn."""
    installation = serve_in(tmp_path, own_port)
    yield installation
    installation.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Each launch is of the system's own Chromium, and what is awaited may take its time."""
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    return chromium.settings()


@pytest.fixture(scope="session")
def playwright(playwright) -> Iterator[Any]:
    """Playwright, which ends in its own loop whatever test was the last."""
    with loops.resumed_after():
        yield playwright


@pytest.fixture(scope="session")
def browser(browser):
    """Chromium, each of whose windows may take its time."""
    make = browser.new_context

    def patient(**more):
        context = make(**more)
        context.set_default_timeout(PATIENCE)
        return context

    browser.new_context = patient
    with loops.resumed_after():
        yield browser
