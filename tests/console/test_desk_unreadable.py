"""What a machine of the version before said in a shape that no page can read, at the desk."""

import pytest

from mobilink.journal.core.wire import Op
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage.tables import TableStore
from mobilink.places.models import Venue

PAGE = "/console/machines/unreadable/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def venue(hub, monkeypatch):
    """A venue whose other names nobody can read."""
    with monkeypatch.context() as version_before:
        version_before.setattr(TableStore, "distrust", lambda *_: "")
        said = {"name": "Kebun Misal", "regency_code": "21.71", "aliases": {"a": 1}}
        hub().says("add venue", Op("venue", None, said))
    return Venue.objects.get(name="Kebun Misal")


def test_everything_can_be_read_of_what_the_office_wrote(signed_in, words):
    assert "Semuanya terbaca." in words(signed_in("kepala").get(PAGE))


def test_a_page_leads_to_what_it_left_out_and_a_person_empties_it(venue, signed_in, words):
    desk = signed_in("kepala")
    page = desk.get(f"/console/venues/{venue.pk}/")
    assert "tidak terbaca" in words(page)
    assert f'href="{PAGE}"' in page.content.decode()

    listed = desk.get(PAGE)
    assert 'Tempat Kebun Misal Nama lain {"a": 1} Laptop Batam' in words(listed)
    done = desk.post(f"{PAGE}venue/{venue.pk}/aliases", follow=True)

    assert "Sudah dikosongkan." in words(done)
    assert "Semuanya terbaca." in words(done)
    assert "tidak terbaca" not in words(desk.get(f"/console/venues/{venue.pk}/"))
    assert Venue.objects.get(pk=venue.pk).aliases == []
    assert verify().is_equal


def test_who_may_not_decide_empties_nothing(venue, signed_in):
    assert signed_in("batam").post(f"{PAGE}venue/{venue.pk}/aliases").status_code == 403

    assert Venue.objects.get(pk=venue.pk).aliases == {"a": 1}


@pytest.mark.parametrize("place", ["venue/{}/name", "flight/{}/name", "unit/{}/code"])
def test_what_can_be_read_is_not_emptied(venue, signed_in, words, place):
    answer = signed_in("kepala").post(PAGE + place.format(venue.pk))

    assert answer.status_code == 409
    assert "Tidak ada isian seperti itu" in words(answer)


def test_what_was_emptied_meanwhile_is_told(venue, signed_in):
    desk = signed_in("kepala")
    assert desk.post(f"{PAGE}venue/{venue.pk}/aliases").status_code == 302

    assert desk.post(f"{PAGE}venue/{venue.pk}/aliases").status_code == 409
