"""A password is tried a few times, then no more for a while: by whom, for whom and from where."""

import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from mobilink.basics import clock
from mobilink.people import sign_in
from mobilink.people.accounts import give_password
from mobilink.people.models import SignInTry

RIGHT = "mobilink-2019"
pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(client):
    """`enter(name, password)`: somebody signs in at the desk; the answer."""

    def enter(username, password="salah", **request):
        return client.post("/sign-in/", {"username": username, "password": password}, **request)

    return enter


@pytest.fixture
def hashed(monkeypatch):
    """The passwords that were hashed."""
    from django.contrib.auth.backends import ModelBackend

    seen, true = [], ModelBackend.authenticate

    def noted(self, request, username=None, password=None, **more):
        seen.append(password)
        return true(self, request, username, password, **more)

    monkeypatch.setattr(ModelBackend, "authenticate", noted)
    return seen


def later(monkeypatch, **span):
    now = clock.now() + timedelta(**span)
    monkeypatch.setattr("mobilink.basics.clock.now", lambda: now)


def test_after_sixty_wrong_passwords_the_right_one_does_not_open(enter, hashed, words):
    for number in range(60):
        enter("kepala", f"salah {number}")

    page = enter("kepala", RIGHT)

    assert page.status_code == 429
    assert len(hashed) == sign_in.EACH_ACCOUNT
    assert "Coba lagi dalam 15 menit" in words(page)
    assert page["Retry-After"] == "900"


def test_a_quarter_of_an_hour_later_it_opens(enter, monkeypatch):
    for _ in range(sign_in.EACH_ACCOUNT):
        enter("kepala")

    later(monkeypatch, minutes=15, seconds=1)

    assert enter("kepala", RIGHT).status_code == 302


def test_one_source_does_not_try_many_names(enter, hashed):
    for number in range(sign_in.EACH_SOURCE):
        assert enter(f"orang{number}").status_code == 200

    assert enter("perencana", RIGHT).status_code == 429
    assert enter("perencana", RIGHT, REMOTE_ADDR="198.51.100.7").status_code == 302
    assert len(hashed) == sign_in.EACH_SOURCE + 1


def test_many_sources_do_not_try_one_name(enter):
    for number in range(sign_in.EACH_ACCOUNT):
        enter("kepala", REMOTE_ADDR=f"198.51.100.{number}")

    assert enter(" Kepala", RIGHT, REMOTE_ADDR="203.0.113.9").status_code == 429


def test_the_addresses_of_one_network_are_one_source(enter):
    for number in range(sign_in.EACH_SOURCE):
        enter(f"orang{number}", REMOTE_ADDR=f"2001:db8:1:2::{number:x}")

    assert enter("kepala", RIGHT, REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 429
    assert enter("kepala", RIGHT, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


def test_ipv4_addresses_written_as_ipv6_are_sources_of_their_own(enter):
    for number in range(sign_in.EACH_SOURCE):
        enter(f"orang{number}", REMOTE_ADDR="::ffff:198.51.100.7")

    assert enter("kepala", RIGHT, REMOTE_ADDR="::ffff:198.51.100.7").status_code == 429
    assert enter("kepala", RIGHT, REMOTE_ADDR="::ffff:198.51.100.8").status_code == 302


def test_all_strangers_together_have_an_end(enter, monkeypatch):
    monkeypatch.setattr(sign_in, "ALL_STRANGERS", 3)
    for number in range(3):
        enter(f"orang{number}", REMOTE_ADDR=f"198.51.100.{number}")

    assert enter("kepala", RIGHT, REMOTE_ADDR="203.0.113.9").status_code == 429


def test_a_device_that_signed_in_before_has_its_own_allowance(client, enter, hashed):
    enter("kepala", RIGHT)
    client.get("/sign-out/")
    del client.cookies["mobilink_session"]
    known = client.cookies.pop(sign_in.COOKIE)
    for number in range(30):
        enter("kepala", REMOTE_ADDR=f"198.51.100.{number}")
    client.cookies[sign_in.COOKIE] = known.value

    assert enter("kepala", RIGHT).status_code == 302

    hashed.clear()
    for _ in range(20):
        enter("kepala")
    assert len(hashed) == sign_in.EACH_DEVICE
    assert enter("kepala", RIGHT).status_code == 429


def test_a_device_is_known_only_to_who_signed_in_on_it(client, enter):
    enter("perencana", RIGHT)
    for number in range(sign_in.EACH_ACCOUNT):
        enter("kepala", REMOTE_ADDR=f"198.51.100.{number}")

    assert enter("kepala", RIGHT).status_code == 429
    assert enter("perencana", RIGHT).status_code == 302


@pytest.mark.parametrize("forged", ["", "x", "W10:abc:def", "ey" * 3000])
def test_what_a_device_makes_up_makes_it_known_to_nobody(client, enter, forged):
    client.cookies[sign_in.COOKIE] = forged
    for _ in range(sign_in.EACH_ACCOUNT):
        enter("kepala")

    assert enter("kepala", RIGHT).status_code == 429


def test_a_name_that_nobody_has_is_refused_in_the_same_words(enter, words):
    for name in ("kepala", "siapa"):
        for _ in range(sign_in.EACH_ACCOUNT):
            enter(name, REMOTE_ADDR=f"198.51.100.{len(name)}")

    assert words(enter("kepala")).replace("kepala", "siapa") == words(enter("siapa"))


def test_a_right_password_counts_for_nothing(enter):
    for _ in range(30):
        assert enter("kepala", RIGHT).status_code == 302

    assert not SignInTry.objects.exists()


def test_a_phone_that_asks_for_an_account_goes_through_the_same_door(client, enter, person):
    form = {"username": "petugas", "person": person("petugas").pk}
    for _ in range(sign_in.EACH_ACCOUNT):
        assert client.post("/field/prove/", form | {"password": "salah"}).status_code == 422

    answer = client.post("/field/prove/", form | {"password": RIGHT})

    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert enter("petugas", RIGHT).status_code == 429


def test_a_new_first_password_opens_the_door_again(enter, person):
    for _ in range(sign_in.EACH_ACCOUNT):
        enter("petugas")

    password = give_password(person("petugas"), "petugas", by=person("kepala"))

    assert enter("petugas", password).status_code == 302


def test_no_address_and_no_name_can_be_read_from_what_is_kept(enter):
    enter("kepala", REMOTE_ADDR="198.51.100.7")

    kept = str([*SignInTry.objects.values()])
    assert "kepala" not in kept
    assert "198.51" not in kept


@pytest.mark.parametrize(("minutes", "opens"), [(-1, 429), (-60, 302)])
def test_a_clock_set_back_neither_opens_at_once_nor_locks_for_long(
    enter, monkeypatch, minutes, opens
):
    for _ in range(sign_in.EACH_ACCOUNT):
        enter("kepala")

    later(monkeypatch, minutes=minutes)

    assert enter("kepala", RIGHT).status_code == opens


def test_what_is_over_is_forgotten(enter, monkeypatch):
    for _ in range(3):
        enter("kepala")

    later(monkeypatch, hours=1)
    enter("kepala")

    assert SignInTry.objects.count() == 1


@pytest.mark.both
def test_many_at_once_are_no_more_than_one_after_another(served):
    address = f"{served.address}/sign-in/"

    def status(_number):
        page = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        form = page.open(address).read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
        fields = {"username": "kepala", "password": "salah", "csrfmiddlewaretoken": token}
        try:
            data = urllib.parse.urlencode(fields).encode()
            return page.open(address, data).status
        except urllib.error.HTTPError as refused:
            refused.close()
            return refused.code

    with ThreadPoolExecutor(12) as together:
        answers = Counter(together.map(status, range(36)))

    assert answers == {200: sign_in.EACH_ACCOUNT, 429: 26}
