"""What a partner sees and does by its own way in."""

import html
import io
import json
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from mobilink.booth import actions as booth
from mobilink.outreach import actions as outings
from mobilink.partners import access, actions, letters
from mobilink.partners.models import Invitation, Objection, ProposedVacancy
from mobilink.partners.queries import to_be_noted
from mobilink.portal import door
from tests.partners.letting_in import let_in

pytestmark = pytest.mark.django_db
END = date(2019, 9, 1)


@pytest.fixture(autouse=True)
def _fresh_limit(monkeypatch):
    limit = door.Limit(each=10, all_together=200, span=timedelta(hours=1))
    monkeypatch.setattr(door, "LIMIT", limit)


@pytest.fixture
def come_in(client):
    """A browser in which somebody came in for the organisation."""

    def enter(organisation):
        _made, code = let_in(organisation)
        assert client.post("/partner/", {"code": code}).status_code == 302
        return client

    return enter


def words(response):
    text = response.content.decode().partition('<main id="content"')[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_a_link_asks_before_it_lets_in(client, partner):
    _made, code = let_in(partner())

    page = client.get(f"/partner/?code={code}")

    assert code in page.content.decode()
    assert "PT Karya Contoh" not in words(page)
    assert "no-store" in page["Cache-Control"]


def test_a_wrong_code_opens_nothing_and_many_are_stopped(client, partner):
    _made, code = let_in(partner())

    statuses = [client.post("/partner/", {"code": f"X{n}"}).status_code for n in range(11)]

    assert statuses == [422] * 10 + [429]
    assert client.post("/partner/", {"code": code}).status_code == 429


def test_who_is_in_is_out_as_soon_as_the_code_is_taken_back(come_in, partner):
    organisation = partner()
    browser = come_in(organisation)
    assert "PT Karya Contoh" in words(browser.get("/partner/"))

    access.take_back(organisation.accesses.get(), by=None, reason="hilang")

    assert "PT Karya Contoh" not in words(browser.get("/partner/"))
    assert browser.get(reverse("portal:entry")).status_code == 403


def test_leaving_forgets_the_partner(come_in, partner):
    browser = come_in(partner())
    browser.post(reverse("portal:leave"))

    assert browser.get(reverse("portal:entry")).status_code == 403


def test_a_partner_answers_its_invitation_and_withdraws(come_in, partner, outing):
    organisation = partner()
    asked = actions.invite(outing(), organisation, by=None, duty="Jobs info", brings="Meja")
    browser, address = come_in(organisation), reverse("portal:invitation", args=[asked.pk])
    assert "Jobs info" in words(browser.get("/partner/"))

    assert browser.post(address, {"state": "comes"}).status_code == 302
    assert browser.post(address, {"state": "declined"}).status_code == 409
    assert browser.post(address, {"state": "declined", "words": "Mobil rusak"}).status_code == 302

    assert [invitation.state for invitation in to_be_noted()] == ["withdrawn"]
    assert browser.post(address, {"state": "comes"}).status_code == 409


def test_a_partner_lists_all_its_outings_and_takes_them_away_as_a_file(come_in, partner, outing):
    organisation, other = partner(), partner(name="PT Lain Contoh")
    asked = actions.invite(outing(), organisation, by=None, duty="Jobs info")
    actions.invite(outing(title="Milik lain"), other, by=None, duty="Bukan urusannya")
    browser = come_in(organisation)

    page = words(browser.get(reverse("portal:joint"), {"sort": "-day"}))
    rows = json.loads(browser.get(reverse("portal:joint_file", args=["json"])).content)

    assert asked.outing.title in page
    assert "Milik lain" not in page
    assert [(row["title"], row["state"]) for row in rows] == [(asked.outing.title, "invited")]
    assert browser.get(reverse("portal:joint_file", args=["doc"])).status_code == 404
    browser.post(reverse("portal:leave"))
    assert browser.get(reverse("portal:joint_file", args=["json"])).status_code == 403


def test_an_answer_that_no_partner_gives_is_refused(come_in, partner, outing):
    organisation = partner()
    asked = actions.invite(outing(), organisation, by=None, duty="Jobs info")

    address = reverse("portal:invitation", args=[asked.pk])
    assert (
        come_in(organisation).post(address, {"state": "called_back", "words": "x"}).status_code
        == 422
    )
    assert Invitation.objects.get().state == "invited"


@pytest.fixture
def held_together(partner, outing):
    """An outing that was held with the partner, at which so many stopped."""

    def make(organisation, stopped):
        day = outing(day=date(2019, 8, 18), title="Bersama")
        actions.answer(
            actions.invite(day, organisation, by=None, duty="Jobs info"), "comes", by=None
        )
        outings.propose(day, by=None)
        outings.approve(day, by=None)
        session = booth.open_session(day, by=None)
        for _number in range(stopped):
            booth.tally(day, by=None)
        booth.close_session(session, by=None)
        return day

    return make


@pytest.mark.parametrize(("stopped", "shown"), [(4, "kurang dari 5"), (7, "7")])
def test_counts_under_five_are_told_neither_by_page_nor_by_paper(
    come_in, partner, held_together, stopped, shown
):
    organisation = partner()
    day = held_together(organisation, stopped)
    browser = come_in(organisation)

    page = browser.get("/partner/").content.decode()
    cells = re.findall(r'<td data-name="Orang yang singgah">([^<]+)<', page)
    paper = browser.get(reverse("portal:thanks", args=[day.pk]))

    assert [cell.strip() for cell in cells] == [shown]
    pages = PdfReader(io.BytesIO(paper.content)).pages
    assert len(pages) == 1
    assert shown in " ".join(pages[0].extract_text().split())


def test_there_are_no_thanks_before_the_outing_was_held(come_in, partner, outing):
    organisation, day = partner(), outing()
    actions.answer(actions.invite(day, organisation, by=None, duty="x"), "comes", by=None)

    assert come_in(organisation).get(reverse("portal:thanks", args=[day.pk])).status_code == 409


def test_a_recruiter_sees_its_own_entry_and_objects(come_in, partner, take_vacancies):
    take_vacancies({"title": "Tukang las"})
    organisation = partner(sip3mi="C-1")
    browser, address = come_in(organisation), reverse("portal:entry")

    assert "c - 1" in words(browser.get(address))
    assert "Bahari" not in words(browser.get(address))
    browser.post(address, {"words": "Kota kami salah"})
    letters.answer_letter(Objection.objects.get(), by=None, answer="Diteruskan ke pusat")

    page = words(browser.get(address))
    assert "Kota kami salah" in page
    assert "Diteruskan ke pusat" in page


def test_a_proposed_vacancy_is_shown_to_nobody_until_a_list_names_it(
    come_in, client, partner, take_vacancies
):
    take_vacancies({"sip2mi": "J-0"})
    organisation = partner(sip3mi="C-1")
    vacancy = {
        "title": "Juru las rahasia",
        "country": "my",
        "sip2mi": "J-1",
        "closes_on": "2019-09-01",
    }
    browser = come_in(organisation)
    browser.post(reverse("portal:vacancies"), vacancy)

    assert ProposedVacancy.objects.get().country == "MY"
    assert "Juru las rahasia" not in client.get("/vacancies/").content.decode()
    assert not letters.is_on_board(ProposedVacancy.objects.get())
    take_vacancies({"sip2mi": "J-1"})
    assert letters.is_on_board(ProposedVacancy.objects.get())


def test_a_partner_that_is_no_recruiter_has_no_entry_and_proposes_nothing(come_in, partner):
    browser = come_in(partner("Pemda Contoh", "government"))

    for name in ("entry", "vacancies"):
        assert browser.get(reverse(f"portal:{name}")).status_code == 404


def test_letters_that_wait_have_a_limit(come_in, partner):
    organisation = partner()
    for _number in range(letters.MOST):
        letters.object_to_entry(organisation, words="Salah")

    assert come_in(organisation).post(reverse("portal:entry"), {"words": "Lagi"}).status_code == 409


def test_a_machine_on_the_road_lets_no_partner_in(client, partner, monkeypatch):
    _made, code = let_in(partner())
    monkeypatch.setattr(door, "is_office", lambda: False)

    page = client.post("/partner/", {"code": code})

    assert page.status_code == 409
    assert "di alamat kantor" in words(page)
    assert client.get(reverse("portal:entry")).status_code == 403
