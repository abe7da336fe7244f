"""What visitors' phones are handed by a served installation is never older than the last commit."""

import http.client
import re
import urllib.request

import pytest

from tests import processes
from tests.installations import blank

PLANNED = """
from datetime import date
from mobilink.outreach import actions
from mobilink.outreach.models import Slot
outing = actions.propose_from_slot(Slot.objects.get(), date(2019, 8, 18), by=None)
actions.approve(outing, by=None)
print(outing.pk)
"""
CANCELLED = """
from mobilink.outreach import actions
from mobilink.outreach.models import Outing
actions.cancel(Outing.objects.get(pk='{}'), by=None, reason='jalan ditutup')
"""
GONE = "Alasan: Jalan ditutup"
OPENED = """
from mobilink.booth import actions
from mobilink.outreach.models import Outing
actions.open_session(Outing.objects.get(pk='{}'), by=None)
"""
CLOSED = """
from mobilink.booth import actions
from mobilink.booth.queries import open_session_of
from mobilink.outreach.models import Outing
actions.close_session(open_session_of(Outing.objects.get(pk='{}')), by=None)
"""
TAPPED = """
from mobilink.booth import actions
from mobilink.outreach.models import Outing
actions.tally(Outing.objects.get(pk='{}'), by=None)
"""


class Phone:
    """A visitor's phone: one connection, kept open."""

    def __init__(self, port):
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, path="/", method="GET", **headers):
        self.line.request(method, path, headers=headers)
        answer = self.line.getresponse()
        answer.text = answer.read().decode()
        return answer

    def packed(self, path="/"):
        """The bytes of a page: no two that were made apart are the same, whatever they tell."""
        self.line.request("GET", path, headers={"Accept-Encoding": "gzip"})
        return self.line.getresponse().read()

    def reads(self, path="/", **headers):
        return self.get(path, **headers).text


class Van:
    """A hub that does not serve."""

    def __init__(self, data, environment):
        self.environment = {**environment, "MOBILINK_DATA": str(data), "MOBILINK_DATABASE_URL": ""}

    def run(self, *words):
        done = processes.command(*words, env=self.environment)
        assert not done.returncode, done.stderr

    def cancel(self, outing):
        processes.python(CANCELLED.format(outing), env=self.environment)


@pytest.fixture
def phone(served):
    phone = Phone(served.port)
    yield phone
    phone.line.close()


def test_a_cancellation_by_another_process_is_on_the_very_next_answer(served, phone):
    outing = served.python(PLANNED).strip()
    pages = ("/", "/upcoming/", f"/outings/{outing}/")
    before = [phone.get(page) for page in pages]
    tags = [page.headers["ETag"] for page in before]

    def asked_again():
        return [
            phone.get(page, **{"If-None-Match": tag}) for page, tag in zip(pages, tags, strict=True)
        ]

    assert not any("Batal" in page.text for page in before)
    assert [page.status for page in asked_again()] == [304] * 3

    served.python(CANCELLED.format(outing))

    after = asked_again()
    assert [page.status for page in after] == [200] * 3
    assert all("Batal" in page.text for page in after)
    assert GONE in after[0].text


def test_a_cancellation_at_the_desk_is_on_the_very_next_answer(served, phone, officer_of):
    outing = served.python(PLANNED).strip()
    planner = officer_of(served, "perencana")
    assert GONE not in phone.reads()

    page = f"/console/outings/{outing}/"
    planner.send(f"{page}do/cancel", page, reason="jalan ditutup")

    assert GONE in phone.reads()


def test_a_cancellation_that_a_van_brings_is_on_the_very_next_answer(served, phone, tmp_path):
    outing = served.python(PLANNED).strip()
    code = served.run("invite", "--kind", "hub", "--unit", "KEPRI-KPP").stdout.strip()
    van = Van(blank(tmp_path / "van"), served.environment)
    van.run("enrol", served.address, code)
    van.run("sync", "--once")
    van.cancel(outing)
    assert GONE not in phone.reads()

    van.run("sync", "--once")

    assert GONE in phone.reads()


def test_taps_at_the_booth_leave_the_kept_pages_in_place(served, phone, officer_of):
    outing = served.python(PLANNED).strip()
    served.python(OPENED.format(outing))
    officer = officer_of(served, "petugas")
    pages = ("/", "/upcoming/", "/past/", f"/outings/{outing}/")
    before = [phone.packed(page) for page in pages]

    officer.send(f"/field/plain/{outing}/", "/field/plain/", act="tally")
    served.python(TAPPED.format(outing))

    assert [phone.packed(page) for page in pages] == before

    served.python(CLOSED.format(outing))

    assert not {*before} & {phone.packed(page) for page in pages}


def test_what_was_counted_after_all_is_on_the_very_next_answer(served, phone):
    outing = served.python(PLANNED).strip()
    for step in (OPENED, TAPPED, CLOSED):
        served.python(step.format(outing))
    page = f"/outings/{outing}/"
    assert "<dd>1</dd>" in phone.reads(page)
    # PostgreSQL tells of the commits of its other databases too, which make the page anew.
    assert any(phone.packed(page) == phone.packed(page) for _again in range(20))

    served.python(TAPPED.format(outing))

    assert "<dd>2</dd>" in phone.reads(page)


def test_languages_and_themes_are_never_mixed_however_they_come(phone):
    looks = [
        f"mobilink_language={language}; mobilink_theme={theme}"
        for language in ("id", "en")
        for theme in ("light", "dark", "outdoor")
    ]
    for look in looks * 2:
        page = phone.reads(Cookie=look)
        language, theme = re.findall(r"=(\w+)", look)
        assert f'<html lang="{language}" data-theme="{theme}">' in page
    assert '<html lang="id">' in phone.reads()


def test_who_signed_in_gets_a_page_of_their_own_and_fills_nobody_elses(served, phone, officer_of):
    officer = officer_of(served, "petugas")

    def rule_for_the_officer():
        with officer.read("/past/") as answer:
            return answer.headers["Cache-Control"]

    assert rule_for_the_officer() == "private, no-cache"
    assert phone.get("/past/").headers["Cache-Control"] == "public, no-cache"
    assert rule_for_the_officer() == "private, no-cache"


def test_a_page_at_hand_keeps_the_headers_that_it_was_made_with(phone):
    made, kept = phone.get("/past/"), phone.get("/past/")
    held = phone.get("/past/", **{"If-None-Match": kept.headers["ETag"]})
    about = {"date", "server"}
    headers = [{n.lower(): v for n, v in answer.headers.items()} for answer in (made, kept, held)]
    for fields in headers:
        for name in about:
            fields.pop(name, None)

    assert headers[0] == headers[1]
    assert "default-src 'self'" in headers[1]["content-security-policy"]
    assert {"Cookie", "Accept-Encoding"} <= {*headers[1]["vary"].split(", ")}
    assert "set-cookie" not in headers[1]
    assert headers[2].items() <= headers[1].items()
    assert headers[1].keys() - headers[2].keys() <= {
        "content-type",
        "content-length",
        "content-encoding",
    }


def test_only_the_head_is_sent_where_only_the_head_is_asked(phone):
    whole = phone.get("/past/")
    head = phone.get("/past/", method="HEAD")

    assert (head.status, head.text) == (200, "")
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_what_is_not_there_is_not_there_again_and_comes_when_it_is(phone):
    nothing = "/outings/00000000-0000-4000-8000-000000000000/"

    assert [phone.get(nothing).status for _ in range(2)] == [404, 404]


def test_a_look_is_chosen_without_a_token_and_stays_on_this_site(served):
    form = b"theme=dark&next=/past/"

    with urllib.request.urlopen(f"{served.address}/appearance/", form) as answer:
        assert answer.url == f"{served.address}/past/"
