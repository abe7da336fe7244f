"""The desk's menu: every page of the desk has one place in it, and the place is marked."""

import re

import pytest
from django.urls import reverse

from mobilink.console.menu import MENU, place_of
from mobilink.console.urls import urlpatterns

pytestmark = pytest.mark.django_db
PAGES = [page for way in MENU for page in way.pages]
# Doors to the house that belong to none of its rooms have no place; the desk has none today.
NAMES = sorted({each.name for package in urlpatterns for each in package.url_patterns})


def marked(page):
    """The names that the head of a page marks as where the reader is."""
    head = page.content.decode().partition("<main")[0]
    return re.findall(r'aria-current="page">([^<]+)</a>', head)


def test_there_are_seven_ways_and_every_page_stands_below_one():
    assert len(MENU) == 7
    assert len({page.name for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("name", NAMES)
def test_every_address_of_the_desk_belongs_to_a_page(name):
    assert place_of(name), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_marks_its_way_and_itself(signed_in, page):
    way, placed = place_of(page.name)
    assert placed == page

    marks = marked(signed_in("perencana").get(page.address))

    assert marks[0] == str(way.label)
    assert marks[1:] == ([str(page.label)] if len(way.pages) > 1 else [])


@pytest.mark.parametrize(
    ("name", "page"),
    [("outing", "calendar"), ("outing_invite", "calendar"), ("venue_new", "venues"),
     ("slot_propose", "slots"), ("follow_ups_done", "follow_ups"), ("goods_lot", "lots"),
     ("goods_maker", "makers"), ("goods_slip", "lots"), ("machines_decide", "machines_conflicts"),
     ("machines_merge", "machines_duplicates"), ("card_new", "cards"), ("fleet_mended", "fleet"),
     ("partner_keep", "partners"), ("report_pdf", "reports"), ("release", "releases")],
)  # fmt: skip
def test_what_lies_below_a_page_is_marked_as_it(name, page):
    assert place_of(name)[1].name == page


def test_what_is_no_page_of_the_desk_has_no_place():
    assert place_of("") is None
    assert place_of("field_today") is None


def test_the_menu_is_there_on_a_page_below_another(signed_in, draft):
    page = signed_in("perencana").get(reverse("console:outing", args=[draft().pk]))

    assert marked(page) == ["Kegiatan", "Kalender"]


def test_every_page_is_one_tap_away_from_every_page(signed_in):
    foot = signed_in("petugas").get("/console/team/").content.decode().partition("</main>")[2]

    assert re.findall(r'<li><a href="([^"]+)"', foot) == [page.address for page in PAGES]
