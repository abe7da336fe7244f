"""An office that was set back says so in red, on its desk, in `doctor`, and on its vans."""

import json
from argparse import Namespace

import pytest
from django.urls import reverse

from mobilink.cli import doctor, upkeep
from mobilink.journal import checkup
from mobilink.journal.storage.models import Installation, Peer, Ruling
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import claims, recovery
from mobilink.public.sharing import IS_TOLD

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


def test_a_van_tells_on_its_start_page_by_what_it_carries_and_in_doctor_what_its_office_said(
    set_back, client, words
):
    assert RED not in words(client.get("/carried/")) + words(client.get("/"))
    office = Installation.objects.get()
    message = recovery.message()
    Installation.objects.update(kind="hub", set_back_at=None)
    peer = Peer(author=office.id, is_office=True)
    recovery.note_message(peer, message)
    peer.save()

    for page in ("/", "/carried/"):
        said = words(client.get(page))
        assert RED in said
        assert "Laptop Batam" in said
    assert "it awaits Laptop Batam." in examined()["recovery"].says


def test_a_van_whose_office_decides_again_says_nothing_of_it(set_back, client, words):
    peer = Peer(author=Installation.objects.get().id, is_office=True, recovery=[SINCE, []])
    Installation.objects.update(kind="hub", set_back_at=None)
    recovery.note_message(peer, None)
    peer.save()

    assert RED not in words(client.get("/carried/")) + words(client.get("/"))


@pytest.fixture
def claims_more(hub):
    """A van that says without proof that it knows more than its office."""
    van = hub()
    van.was_heard("2019-08-17T21:15:00+00:00")
    claims.note(van.author, {"team": 9_000})
    return van


@pytest.mark.usefixtures("in_english")
def test_a_claim_without_proof_stands_in_red_in_doctor_on_the_desk_and_at_the_machine(
    claims_more, signed_in, words
):
    [finding] = doctor._claims(checkup.look())
    head = signed_in("kepala")

    assert finding.state == doctor.BAD
    assert "Laptop Batam says without proof" in finding.says
    assert "tanpa bukti" in words(head.get(reverse("console:calendar")))
    assert "tidak menunjukkan bukti" in words(head.get(reverse("console:machines")))
    assert not recovery.state().is_on


@pytest.mark.parametrize(("what", "waits"), [("believe", True), ("ignore", False)])
def test_the_head_of_the_office_chooses_whether_it_waits(claims_more, signed_in, what, waits):
    address = reverse("console:machines_act", args=[claims_more.author, what])

    done = signed_in("kepala").post(address, {"reason": "Diperiksa."})

    assert done.status_code == 302
    assert claims.claims() == []
    assert recovery.state().is_on is waits
    assert Ruling.objects.get(about__startswith="claim").why == "Diperiksa."


def test_whoever_may_not_approve_for_the_whole_office_chooses_nothing(claims_more, signed_in):
    address = reverse("console:machines_act", args=[claims_more.author, "believe"])

    signed_in("batam").post(address, {"reason": "Diperiksa."})

    assert len(claims.claims()) == 1
    assert not recovery.state().is_on


def test_a_machine_that_claims_nothing_offers_no_choice(hub, signed_in, words):
    hub().was_heard("2019-08-17T21:15:00+00:00")

    assert "tidak menunjukkan bukti" not in words(
        signed_in("kepala").get(reverse("console:machines"))
    )


@pytest.mark.usefixtures("in_english")
def test_a_claim_is_told_by_the_command_too_and_chosen_on_there(claims_more, capsys):
    usual = {"now": False, "believe": None, "ignore": None, "why": "", "json": True}

    upkeep.run_recover(Namespace(**usual))
    [claim] = json.loads(capsys.readouterr().out)["claims"]
    assert claim == {
        "author": str(claims_more.author),
        "name": "Laptop Batam",
        "revisions": {"team": 9_000},
    }
    upkeep.run_recover(Namespace(**usual | {"ignore": claims_more.author, "json": False}))

    assert capsys.readouterr().out == "This installation is not recovering.\n"
    assert claims.claims() == []


def test_the_offices_start_page_says_nothing_of_it_and_is_still_made_of_what_all_may_know(
    set_back, client, words
):
    answer = client.get("/")

    assert RED not in words(answer)
    assert answer.wsgi_request.META[IS_TOLD]
