"""Every door of the desk: for staff only, the right method, a page for what is missing."""

from uuid import UUID

import pytest
from django.urls import reverse

from mobilink.people.models import Person

NOBODY = UUID("00000000-0000-4000-8000-000000000000")
PAGES = [
    "calendar", "outing_new", "slots", "venues", "venue_new", "cards", "card_new", "partners", "fleet_figures", "fleet_assets", "printed", "recruiters", "vacancies", "countries", "fleet", "machines", "team",
    "reports", "reports_pdf", "releases",
]  # fmt: skip
OF_ONE = [
    "outing",
    "audit",
    "drive",
    "drive_pdf",
    "outing_edit",
    "venue",
    "report",
    "report_pdf",
    "release",
    "release_pdf",
    "person",
]
POSTS = [
    ("act", {"pk": NOBODY, "code": "propose"}),
    ("book", {"pk": NOBODY, "what": "van"}),
    ("free", {"pk": NOBODY}),
    ("served", {"pk": NOBODY}),
    ("attend", {"pk": NOBODY}),
    ("attend_back", {"pk": NOBODY}),
    ("slot_new", {}),
    ("slot_propose", {"pk": NOBODY}),
    ("fleet_record", {"pk": NOBODY, "what": "km"}),
    ("load_record", {"pk": NOBODY, "what": "out"}),
    ("fleet_mended", {"pk": NOBODY}),
    ("release_approve", {"pk": NOBODY}),
    ("printed_act", {"pk": NOBODY, "what": "off"}),
    ("person_keep", {"pk": NOBODY, "what": "absence"}),
    ("person_new", {}),
    ("person_role_end", {"pk": NOBODY}),
    ("person_serve", {"pk": NOBODY, "what": "out"}),
    ("person_give_up", {"pk": NOBODY}),
    ("person_absence", {"pk": NOBODY, "what": "back"}),
    ("card_decide", {"pk": NOBODY, "what": "sign-off"}),
]
READERS = ["kepala", "perencana", "petugas", "batam", "humas"]


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_is_sent_to_sign_in_and_back(client, name):
    address = reverse(f"console:{name}")

    response = client.get(address)

    assert (response.status_code, response["Location"]) == (302, f"/sign-in/?next={address}")


@pytest.mark.parametrize(("name", "values"), POSTS)
def test_a_stranger_does_nothing(client, name, values):
    assert client.post(reverse(f"console:{name}", kwargs=values)).status_code == 302


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("username", READERS)
def test_everybody_who_works_here_may_read(signed_in, username, name):
    assert signed_in(username).get(reverse(f"console:{name}")).status_code == 200


def test_an_account_that_was_closed_reads_nothing(signed_in):
    desk = signed_in("kepala")
    account = Person.objects.get(name="Rahmad Contoh").accounts.get()
    account.is_active = False
    account.save()

    assert desk.get("/console/").status_code == 302


@pytest.mark.parametrize(
    "name", ["calendar", "venues", "cards", "fleet", "machines", "team", "reports", "slots"]
)
def test_a_page_that_is_only_read_takes_no_post(signed_in, name):
    assert signed_in("kepala").post(reverse(f"console:{name}")).status_code == 405


@pytest.mark.parametrize(("name", "values"), POSTS)
def test_a_deed_is_not_a_link(signed_in, words, name, values):
    response = signed_in("kepala").get(reverse(f"console:{name}", kwargs=values))

    assert response.status_code == 405
    assert "Alamat ini hanya menerima kiriman formulir" in words(response)
    assert b'href="/console/"' in response.content


@pytest.mark.parametrize("name", OF_ONE)
def test_what_is_not_there_is_not_found(signed_in, name):
    assert signed_in("kepala").get(reverse(f"console:{name}", args=[NOBODY])).status_code == 404


@pytest.mark.parametrize(("name", "values"), [post for post in POSTS if post[1]])
def test_nothing_is_done_to_what_is_not_there(signed_in, name, values):
    response = signed_in("kepala").post(reverse(f"console:{name}", kwargs=values))

    assert response.status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/console/outings/new?day=yesterday",
        "/console/outings/new?slot=none",
        f"/console/outings/new?slot={NOBODY}",
        "/console/outings/one/",
        "/console/reports/window.pdf?from=2019-07-29&to=2019-06-29",
    ],
)
def test_an_address_that_means_nothing_is_not_found(signed_in, address):
    assert signed_in("perencana").get(address).status_code == 404


def test_whose_sign_in_ran_out_while_typing_comes_back_to_the_page_they_typed_on(client, db):
    form = "http://testserver/console/slots/"

    sent = client.post("/console/releases/", {"from": "x"}, headers={"Referer": form})

    assert sent["Location"] == "/sign-in/?next=/console/slots/"
    sent = client.post("/console/releases/", headers={"Referer": "https://elsewhere.test/x"})
    assert sent["Location"] == "/sign-in/?next=/"
