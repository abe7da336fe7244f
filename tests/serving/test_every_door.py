"""Every address that this program answers, walked as a stranger: T6, no door without a rule."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from mobilink.journal.members import installations

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"
SAMPLES = {"uuid": NOBODY, "slug": "none", "int": "1", "str": "none", "path": "none"}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
SHOWN = {"GET", "HEAD"}
# What anybody may ask, and how. All the rest is for who signed in.
OPEN = {
    "healthz": SHOWN,
    "": SHOWN,
    "upcoming/": SHOWN,
    "check/": SHOWN,
    "ask/": SHOWN | {"POST"},
    "report/": SHOWN | {"POST"},
    "offer/": SHOWN | {"POST"},
    "survey/": SHOWN | {"POST"},
    "kiosk/": SHOWN,
    "kiosk/again/": SHOWN,
    "kiosk/end/": SHOWN,
    "past/": SHOWN,
    "partners/": SHOWN,
    "procedure/": SHOWN,
    "search/": SHOWN,
    "procedure/<slug:code>/": SHOWN,
    "outings/<uuid:outing_id>/": SHOWN,
    "outings/<uuid:outing_id>.ics": SHOWN,
    "calendar.ics": SHOWN,
    "feed.xml": SHOWN,
    "outings.geojson": SHOWN,
    "accessibility/": SHOWN,
    "carried/": SHOWN,
    "pack/": SHOWN,
    "pack/<str:sha256>": SHOWN,
    "products/": SHOWN,
    "products/<uuid:product_id>/": SHOWN,
    "products/photos/<slug:hash_>": SHOWN,
    "vacancies/": SHOWN,
    "vacancies/<uuid:vacancy_id>/": SHOWN,
    "vacancies/<uuid:vacancy_id>.pdf": SHOWN,
    # Partners come in here by a code; all else of theirs is for who has one.
    "partner/": SHOWN | {"POST"},
    "partner/leave/": {"POST"},
    "sign-in/": SHOWN | {"POST"},
    "sign-out/": {"POST"},
    # Where nothing has begun, and then for who has the code of the terminal; else they lead away.
    "begin/": SHOWN | {"POST"},
    "begin/office/": SHOWN | {"POST"},
    "begin/van/": SHOWN | {"POST"},
    # This is remembered in the reader's own browser only.
    "appearance/": {"POST"},
    # The booth's program, which holds nothing of anybody.
    "field/join/": SHOWN,
    "field/app/<str:language>/": SHOWN,
    "field/worker.js": SHOWN,
    # A person proves themselves by what they send; a phone is told hashes that lead to no code.
    "field/prove/": {"POST"},
    "field/codes/<uuid:phone>/": SHOWN,
}
MACHINES = ["api/v1/blobs", "api/v1/deliver", "api/v1/enrol", "api/v1/exchange"]


def routes(resolver=None, before=""):
    """Every address of the program, as its pattern is written."""
    for each in (resolver or get_resolver()).url_patterns:
        place = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each, place)
        else:
            assert isinstance(each, URLPattern)
            yield place


def sample(route):
    """An address that fits the pattern; a pattern of a kind that is not known here fails."""
    return "/" + re.sub(r"<(\w+):\w+>", lambda found: SAMPLES[found[1]], route)


ROUTES = sorted(routes())
CLOSED = [route for route in ROUTES if route not in OPEN and route not in MACHINES]


def is_refused(answer):
    """Sent to sign in, refused, or asked in a way that nobody may ask there."""
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")
    return to_sign_in or answer.status_code in (401, 403, 405)


def test_each_rule_is_about_an_address_that_there_is():
    assert set(OPEN) | set(MACHINES) <= set(ROUTES)
    assert len(CLOSED) > 40


@pytest.mark.parametrize("route", CLOSED)
def test_a_stranger_is_sent_to_sign_in_or_refused(client, route):
    answers = {method: client.generic(method, sample(route)) for method in (*METHODS, "OPTIONS")}

    let_in = {method: a.status_code for method, a in answers.items() if not is_refused(a)}
    assert let_in == {}


@pytest.mark.parametrize("route", sorted(OPEN))
def test_what_is_open_answers_only_as_it_is_meant(client, route):
    statuses = {method: client.generic(method, sample(route)).status_code for method in METHODS}

    answered = {method for method, status in statuses.items() if status != 405}
    assert answered == OPEN[route]
    assert set(statuses.values()) <= {200, 302, 404, 405, 422}


@pytest.mark.parametrize("route", MACHINES)
@pytest.mark.parametrize("said", [b"", b"\x90", b"x" * 1000, bytes.fromhex("94c400c400c400c400")])
def test_machines_are_refused_what_nobody_signed(client, route, said):
    before = len(installations.standings())

    for method in ("GET", "HEAD", "PUT", "DELETE"):
        assert client.generic(method, sample(route), said).status_code == 405
    answer = client.post(sample(route), said, content_type="application/vnd.mobilink")

    assert answer.status_code == 403
    assert answer.json()["refused"]
    assert len(installations.standings()) == before


def test_no_file_outside_the_static_folder_is_served(client):
    (Path(settings.STATIC_ROOT).parent / "secret.txt").write_text("secret")

    for way in ("../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "//etc/passwd"):
        assert client.get(f"/static/{way}").status_code == 404


def test_a_page_that_is_not_there_is_not_there_for_anybody(client):
    assert client.get("/admin/").status_code == 404
    assert client.get("/api/v1/").status_code == 404
