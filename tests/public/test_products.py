"""The catalogue that anyone may see, on the evening of 17 August 2019. All makers are made up."""

import re
from datetime import date

import pytest

from mobilink.goods import actions, photos
from mobilink.goods.models import Product
from mobilink.people.models import Unit
from mobilink.public.products import international

pytestmark = pytest.mark.django_db
TINY = bytes.fromhex("ffd8ffda0008010100003f00d2cf20ffd9")


def seen(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def maker(db):
    unit = Unit.objects.get(code="KEPRI-KPP")
    return actions.register_maker(
        by=None, unit=unit, name="Dapur Misal (contoh)", person_name="Bu Misal", origin_code="18",
        worked_in="MY", phone="0812-9999-9999", order_phone="0812-0000-0000",
    )  # fmt: skip


@pytest.fixture
def crisps(maker):
    made = actions.list_product(
        maker, by=None, name="Keripik pisang", kind="food", price=15_000, pack="250 g",
        about="Pisang kepok, garam laut",
    )  # fmt: skip
    until = date(2019, 9, 1)
    actions.note_permit(made, by=None, kind="pirt", number="P-IRT 1", valid_until=until)
    return made


def test_the_catalogue_tells_province_price_and_maker(client, crisps):
    page = seen(client, "/products/")

    assert (
        "Lampung Keripik pisang 250 g · Dapur Misal (contoh) Pisang kepok, garam laut Rp15.000"
        in page
    )
    assert "Produk: 1" in page


def test_a_product_tells_who_made_it_by_which_permit_and_how_to_order(client, crisps):
    page = seen(client, f"/products/{crisps.pk}/")
    assert "Pembuat Bu Misal, Lampung" in page
    assert "Pernah bekerja di Malaysia" in page
    assert "P-IRT 1 sampai 1 September 2019" in page

    source = client.get(f"/products/{crisps.pk}/").content.decode()
    assert "9999" not in source  # the office's own number
    assert 'href="https://wa.me/6281200000000?text=Halo%2C%20saya%20mau%20pesan' in source
    assert 'href="sms:+6281200000000?body=' in source


def test_a_product_goes_by_itself_when_its_permit_lapses(client, crisps, monkeypatch, saturday):
    from mobilink.basics import clock

    later = clock.now().replace(month=9, day=2)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert "Keripik" not in seen(client, "/products/")
    assert "ada izin yang sudah habis" in seen(client, f"/products/{crisps.pk}/", 410)
    assert "tidak ada produk" in seen(client, "/products/")


def test_only_the_photo_of_what_is_shown_is_given_out(client, crisps):
    actions.revise_product(crisps, by=None, **photos.keep(TINY))
    crisps = Product.objects.get(pk=crisps.pk)
    address = f"/products/photos/{crisps.photo}"
    assert f'src="{address}"' in client.get(f"/products/{crisps.pk}/").content.decode()
    answer = client.get(address)
    assert (answer.content, answer["Content-Type"]) == (TINY, "image/jpeg")
    assert "immutable" in answer["Cache-Control"]

    actions.revise_product(crisps, by=None, is_listed=False)
    assert client.get(address).status_code == 404
    assert client.get("/products/photos/0").status_code == 404


def test_the_catalogue_asks_as_often_for_many_products_as_for_one(
    client, maker, crisps, django_assert_max_num_queries
):
    for number in range(30):
        actions.list_product(maker, by=None, name=f"Tas {number}", kind="craft", price=9_000)

    with django_assert_max_num_queries(6):
        assert client.get("/products/").content.decode().count('class="entry"') == 31


def test_a_product_is_found_by_its_words(client, crisps):
    assert "Keripik pisang" in seen(client, "/search/?q=keripik")


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0812-0000-0000", "6281200000000"), ("+65 6123 4567", "6561234567"), ("tanya Bu RT", "")],
)
def test_a_number_is_written_for_every_country(typed, number):
    assert international(typed) == number
