"""An office that was set back says so in red, on its desk, in `doctor`, and on its vans."""

import pytest
from django.urls import reverse

from mobilink.cli import doctor
from mobilink.journal import checkup
from mobilink.journal.storage.models import Installation, Peer
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import recovery

RED = "belum memutuskan apa pun"
SINCE = 1_566_000_000_000


@pytest.fixture
def set_back(hub):
    """A van that an office which was put back awaits."""
    van = hub()
    TableStore().renew_epoch()
    return van


def examined():
    return {finding.name: finding for finding in doctor._recovery(checkup.look())}


def test_the_desk_names_whom_the_office_awaits_and_since_when(set_back, signed_in, words):
    said = words(signed_in("petugas").get(reverse("console:calendar")))

    assert RED in said
    assert "Laptop Batam" in said
    assert "2019" in said


def test_doctor_says_that_it_is_bad(set_back):
    finding = examined()["recovery"]

    assert finding.state == doctor.BAD
    assert "it awaits Laptop Batam." in finding.says


def test_it_ends_when_the_last_that_was_awaited_is_revoked(set_back, signed_in, words):
    recovery.revoke(set_back.author, "tenggelam")

    assert not recovery.state().is_on
    assert TableStore().decides
    assert examined() == {}
    assert RED not in words(signed_in("petugas").get(reverse("console:calendar")))


def test_a_van_tells_where_it_says_what_it_carries_and_in_doctor_what_its_office_said(
    set_back, client, words
):
    assert RED not in words(client.get("/carried/"))
    office = Installation.objects.get()
    message = recovery.message()
    Installation.objects.update(kind="hub", heard=None)
    peer = Peer(author=office.id, is_office=True)
    recovery.note_message(peer, message)
    peer.save()

    said = words(client.get("/carried/"))

    assert RED in said
    assert "Laptop Batam" in said
    assert "it awaits Laptop Batam." in examined()["recovery"].says


def test_a_van_whose_office_decides_again_says_nothing_of_it(set_back, client, words):
    peer = Peer(author=Installation.objects.get().id, is_office=True, recovery=[SINCE, []])
    Installation.objects.update(kind="hub", heard=None)
    recovery.note_message(peer, None)
    peer.save()

    assert RED not in words(client.get("/carried/"))
