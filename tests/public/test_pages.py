"""What anyone may see."""

import json
import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.template.loader import get_template
from django.test import RequestFactory

from mobilink.booth.actions import open_session
from mobilink.outreach import actions
from mobilink.outreach.models import Outing

pytestmark = pytest.mark.django_db
STORY_OUTINGS = (
    ("Car Free Day Tanjungpinang", "Minggu, 14 Juli 2019", "pelabuhan Internasional Sri Bintan"),
    ("Sosialisasi Pasar Baru", "Jumat, 19 Juli 2019", "Area Pasar Baru Kota Tanjungpinang"),
    ("Sosialisasi Kebun Raya", "Minggu, 21 Juli 2019", "Kebun Raya Nongsa, Batam"),
)


def text(client, address: str = "/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def seen(page: str) -> str:
    """The words of a page without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize(("title", "day", "place"), STORY_OUTINGS)
@pytest.mark.parametrize("address", ["/", "/past/"])
def test_the_storys_outings_are_listed_by_title_day_and_place(
    client, address: str, title: str, day: str, place: str
) -> None:
    page = text(client, address)
    start = page.index(day)
    entry = seen(page[start : page.index("</li>", start)])
    assert title in entry
    assert place in entry


def test_without_an_announcement_the_page_says_so_and_when_the_van_usually_comes(client) -> None:
    page = seen(text(client))
    assert "Saat ini belum ada kegiatan yang diumumkan." in page
    assert "Minggu kedua tiap bulan" in page
    assert "06.00–09.00 WIB" in page
    assert "Taman tepi laut Gurindam 12" in page


def test_the_next_outing_is_the_first_thing_said(client, announced) -> None:
    announced("Pasar pekan depan", date(2019, 8, 25))
    announced("Pagi di tepi laut", date(2019, 8, 18))
    page = seen(text(client))
    assert page.index("Pagi di tepi laut") < page.index("Pasar pekan depan")
    assert page.index("Pagi di tepi laut") < page.index("Kegiatan yang sudah lewat")
    assert "Besok" in page


def test_a_cancelled_outing_says_why_and_that_no_date_is_known(client, announced, person) -> None:
    outing = announced()
    actions.cancel(outing, by=person("perencana"), reason="jalan ditutup")
    for address in ("/", f"/outings/{outing.pk}/"):
        page = seen(text(client, address))
        assert "Batal" in page
        assert "Alasan: Jalan ditutup" in page
        assert "Tanggal pengganti belum ada." in page
    assert "Saat ini belum ada kegiatan yang diumumkan." in seen(text(client))


def test_a_postponed_outing_leads_to_the_one_that_follows_once_it_is_approved(
    client, announced, person
) -> None:
    outing = announced()
    next_day = date(2019, 8, 25)
    follower = actions.postpone(
        outing, by=person("perencana"), reason="hujan lebat", next_day=next_day
    )
    address = f"/outings/{outing.pk}/"
    page = text(client, address)
    assert "Minggu, 25 Agustus 2019" in page
    assert "menunggu kepastian" in page
    assert str(follower.pk) not in page
    actions.approve(follower, by=person("kepala"))
    assert f"/outings/{follower.pk}/" in text(client, address)


@pytest.mark.parametrize("is_proposed", [False, True], ids=["draft", "proposal"])
def test_what_was_not_approved_is_nowhere(client, draft, person, is_proposed: bool) -> None:
    outing = draft("Rahasia rencana")
    if is_proposed:
        actions.propose(outing, by=person("perencana"))
    for address in ("/", "/upcoming/", "/past/", "/calendar.ics"):
        assert "Rahasia rencana" not in text(client, address)
    for address in (f"/outings/{outing.pk}/", f"/outings/{outing.pk}.ics"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Rahasia rencana" not in response.content.decode()


def test_a_draft_is_hidden_from_those_who_are_signed_in_too(signed_in, draft) -> None:
    outing = draft("Rahasia rencana")
    assert signed_in("perencana").get(f"/outings/{outing.pk}/").status_code == 404


def test_an_unknown_address_answers_with_a_way_back(client) -> None:
    response = client.get(f"/outings/{uuid4()}/")
    assert response.status_code == 404
    assert "Lihat di mana Mobilink" in response.content.decode()


def test_figures_that_nobody_recorded_are_not_zero(client) -> None:
    outing = Outing.objects.get(title="Sosialisasi Kebun Raya")
    page = text(client, f"/outings/{outing.pk}/")
    assert page.count('<dd class="unrecorded">tidak dicatat</dd>') == 3
    assert "jam tidak dicatat" in page
    assert 'href="geo:1.17278,104.07833?q=1.17278,104.07833"' in page


def test_figures_that_were_recorded_are_shown(client, announced, person) -> None:
    outing = announced(day=date(2019, 8, 17))
    open_session(outing, by=person("petugas"))
    outing.refresh_from_db()
    actions.finish(outing, by=person("petugas"))
    page = seen(text(client, f"/outings/{outing.pk}/"))
    assert "Terlaksana" in page
    assert "Orang yang singgah 0" in page


def test_a_venue_without_a_point_is_listed_and_not_drawn(client) -> None:
    page = text(client)
    assert page.count('class="spot"') == 1
    assert "Kebun Raya Batam" in page[page.index('class="spot"') :][:120]
    assert page.count("titik belum diukur") == 4


def test_both_vans_stand_at_their_home_posts(client) -> None:
    page = text(client)
    assert page.count('class="van"') == 2
    assert "<title>Gonggong</title>" in page
    assert "<title>Ayo Batam</title>" in page


def test_the_event_is_told_to_machines_with_its_state(client, announced, person) -> None:
    outing = announced('Pagi "di" tepi <laut> & pasar')

    def json_ld() -> dict[str, object]:
        page = text(client, f"/outings/{outing.pk}/")
        scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
        assert [kind for kind, _ in scripts] == [' type="application/ld+json"']
        return json.loads(scripts[0][1])

    assert json_ld()["eventStatus"] == "https://schema.org/EventScheduled"
    assert json_ld()["name"] == 'Pagi "di" tepi <laut> & pasar'
    assert json_ld()["startDate"] == "2019-08-18T06:00:00+07:00"
    actions.cancel(outing, by=person("perencana"), reason="hujan")
    assert json_ld()["eventStatus"] == "https://schema.org/EventCancelled"


def test_nothing_runs_in_the_readers_browser_but_what_sorts_the_first_page(client) -> None:
    for address, scripts in (("/", ["near.js"]), ("/past/", []), ("/upcoming/", [])):
        page = text(client, address)
        assert re.findall(r'<script src="/static/public/([^"]+)" defer></script>', page) == scripts
        assert page.count("<script") == len(scripts)
        assert not re.search(r'\son\w+="|\sstyle="', page)


def test_the_page_speaks_indonesian_and_english_when_asked(client) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert '<html lang="id">' in text(client)
    client.post("/appearance/", {"language": "en", "theme": "dark", "next": "/"})
    page = text(client)
    assert '<html lang="en" data-theme="dark">' in page
    assert "Where is Mobilink?" in page
    assert "the second Sunday of every month" in page
    assert "Sunday, 14 July 2019" in page


@pytest.mark.parametrize("address", ["/", "/past/?page=2", "/upcoming/", "/calendar.ics"])
def test_two_hundred_outings_cost_no_more_queries_than_a_few(
    client, two_hundred, address: str, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(13):
        text(client, address)


def test_many_outings_do_not_make_the_first_page_long(client, announced) -> None:
    for number in range(11):
        announced(f"Kegiatan {number}", date(2019, 8, 18) + timedelta(days=number))
    page = text(client)
    assert "Kegiatan 7" in page
    assert "Kegiatan 8" not in page
    assert "(3 lagi)" in page
    assert "Kegiatan 10" in text(client, "/upcoming/")


def test_a_list_goes_on_page_by_page_and_bears_nonsense(client) -> None:
    for page in ("0", "-1", "seribu", "99999999999999999999"):
        assert "Sosialisasi Kebun Raya" in text(client, f"/past/?page={page}")


def test_long_names_and_markup_are_shown_as_they_are(client, announced) -> None:
    title = "<b>Kebun</b> " + "P" * 100
    announced(title)
    page = text(client)
    assert "<b>Kebun</b>" not in page
    assert "&lt;b&gt;Kebun&lt;/b&gt; " + "P" * 100 in page


def test_the_page_for_a_breakdown_needs_neither_database_nor_request() -> None:
    page = get_template("500.html").render()
    assert "bukan kesalahan Anda" in page
    assert "csrf" not in page


def test_a_breakdown_is_answered_in_words(client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(day: date) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("mobilink.public.listing.first_page", broken)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "bukan kesalahan Anda" in response.content.decode()


def test_a_form_from_a_browser_without_cookies_is_answered_in_words() -> None:
    from django.views.csrf import csrf_failure

    response = csrf_failure(RequestFactory().post("/appearance/"))
    assert response.status_code == 403
    assert "Buka lagi halamannya" in response.content.decode()


def test_a_page_can_only_be_read(client) -> None:
    assert client.post("/").status_code == 405
    assert client.head("/").status_code == 200
