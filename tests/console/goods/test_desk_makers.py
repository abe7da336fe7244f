"""Makers and their products at the desk: who makes what, what may be shown, who may be named."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mobilink.cases.accounts import note_account
from mobilink.cases.actions import publish_key
from mobilink.console.goods.views import MakerForm
from mobilink.console.todo.items import needs_of
from mobilink.goods import actions
from mobilink.goods.counts import count_goods
from mobilink.goods.forgetting import forget_maker
from mobilink.goods.models import (
    BankAccount,
    Maker,
    MakerPerson,
    Movement,
    Product,
)
from mobilink.journal.actions import commit
from mobilink.people.models import Person
from mobilink.people.queries import Rights
from tests.acts import an_act
from tests.console.goods.pages import TODAY, at

MAKER = {
    "name": "Dapur Yuni (contoh)", "person_name": "Yuni Contoh", "origin_code": "18",
    "worked_in": "TW", "phone": "0812 0000 0001", "since": "2019-08-01",
}  # fmt: skip
PRODUCT = {"name": "Keripik", "kind": "food", "pack": "250 g", "price": "15000", "is_listed": "on"}
PHOTO = b"\xff\xd8\xff\xe1\0\x0aExif GPS" + b"\xff\xda\0\x04\0\0picture\xff\xd9"


def test_a_maker_and_their_product_are_entered_and_the_page_says_why_it_is_not_shown(
    custodian, words, unit
):
    custodian.post(at("goods_new"), MAKER | {"unit": unit.pk})
    maker = Maker.objects.get()
    custodian.post(at("goods_product_new", maker.pk), PRODUCT)
    product = Product.objects.get()

    page = words(custodian.get(at("makers")))
    assert "Dapur Yuni (contoh) Yuni Contoh Lampung" in page
    assert "Tidak ditampilkan: Keripik: izin pangan belum dicatat" in page
    assert "Hari ini tidak ada produk yang boleh ditampilkan." in page
    permit = {"kind": "pirt", "number": "P-IRT CONTOH", "valid_until": "2019-08-18"}
    custodian.post(at("goods_permit", product.pk), permit)
    page = words(custodian.get(at("makers")))
    assert "Tidak ditampilkan" not in page
    assert "Dapur Yuni (contoh) belum pernah" in page
    products = words(custodian.get(at("products")))
    assert "Keripik Dapur Yuni (contoh) Makanan atau minuman 250 g 15.000" in products


def test_a_photo_is_kept_without_its_place_and_shown_to_who_signed_in(custodian, bag):
    picture = SimpleUploadedFile("foto.jpg", PHOTO, "image/jpeg")
    form = PRODUCT | {"kind": "craft", "picture": picture}
    custodian.post(at("goods_product", bag.pk), form)

    bag.refresh_from_db()
    shown = custodian.get(at("goods_photo", bag.photo))
    assert (shown["Content-Type"], len(shown.content)) == ("image/jpeg", bag.photo_size)
    assert b"GPS" not in shown.content
    assert custodian.get(at("goods_photo", "0" * 64)).status_code == 404


def test_what_is_no_photo_is_refused_and_what_was_typed_stays(custodian, bag, words):
    picture = SimpleUploadedFile("foto.png", b"\x89PNG", "image/png")

    answer = custodian.post(at("goods_product", bag.pk), PRODUCT | {"picture": picture})

    assert answer.status_code == 409
    assert "Pilih berkas JPEG." in words(answer)
    assert 'value="Keripik"' in answer.content.decode()
    bag.refresh_from_db()
    assert (bag.name, bag.photo) == ("Tas pandan", "")


def test_who_keeps_no_store_reads_and_changes_nothing(signed_in, maker, bag, lot, store, unit):
    officer, many = signed_in("petugas"), Movement.objects.count()

    for name, key in (("goods_maker", maker), ("goods_product", bag), ("goods_lot", lot)):
        page = officer.get(at(name, key.pk))
        assert page.status_code == 200
        assert "button-primary" not in page.content.decode()
    tries = {
        at("goods_maker", maker.pk): MAKER | {"unit": unit.pk},
        at("goods_product", bag.pk): PRODUCT,
        at("goods_permit", bag.pk): {"kind": "nib", "number": "1"},
        at("goods_lot", lot.pk): {"quantity": 1, "origin": store, "target": "maker"},
        at("goods_account", maker.pk): {"bank": "B", "number": "123456", "holder": "Y"},
        at("goods_pay", maker.pk): {"rupiah": "1", "way": "cash"},
        at("goods_count", lot.pk): {"place": store, "counted": "1"},
        at("goods_settle", count_goods(lot, by=None, place=store, counted=1).pk): {
            "difference": "-9", "reason": "Hilang",
        },
    }  # fmt: skip
    for address, form in tries.items():
        assert officer.post(address, form).status_code in (403, 422), address
    assert Movement.objects.count() == many


def test_a_maker_that_somebody_changed_meanwhile_is_not_overwritten(custodian, maker, unit, words):
    seen = f"{maker.revision}.{maker.person.revision}"
    actions.revise_maker(maker, by=None, phone="0811")

    form = MAKER | {"unit": unit.pk, "seen": seen}
    answer = custodian.post(at("goods_maker", maker.pk), form)

    assert answer.status_code == 409
    maker.refresh_from_db()
    assert maker.phone == "0811"


def test_what_will_not_last_is_told_to_the_custodian_and_to_nobody_else(bag, unit, person):
    actions.note_permit(bag, by=None, kind="nib", number="1", valid_until=date(2019, 9, 17))
    actions.take_in(bag, by=None, unit=unit, quantity=4, best_before=date(2019, 9, 1))
    actions.take_in(bag, by=None, unit=unit, quantity=4, best_before=date(2019, 12, 1))

    def notices_of(who, day=TODAY):
        return [need.words for need in needs_of(Rights(person(who)), day) if need.kind == "goods"]

    permit, lot = notices_of("perencana")
    assert (
        permit
        == "Izin “NIB (nomor induk berusaha) 1” untuk “Tas pandan” habis pada 17 September 2019. Mintalah yang baru."
    )
    assert lot.startswith("Kembalikan sebelum 1 September 2019: 4 “Tas pandan”, titipan T-")
    assert notices_of("kepala") == notices_of("batam") == []
    actions.note_permit(bag, by=None, kind="nib", number="2")
    assert notices_of("perencana") == [lot]


def test_two_names_of_one_maker_are_merged_on_the_page_and_taken_back(
    signed_in, maker, unit, words, sold
):
    other = actions.register_maker(by=None, unit=unit, name="Bu Yuni", origin_code="18")
    head, page = signed_in("kepala"), at("machines_duplicates")
    assert "Bu Yuni" in words(head.get(page))

    seen = f"{maker.revision}.{other.revision}"
    said = head.post(at("machines_merge", other.pk), {"other": maker.pk, "seen": seen}, follow=True)
    assert "Dapur Yuni → Bu Yuni" in words(said)
    moved = head.get(at("goods_statement", maker.pk), follow=True)
    assert "Rincian Bu Yuni" in words(moved)
    assert "Hasil penjualan Rp100.000" in words(moved)
    said = head.post(at("machines_split", maker.pk), follow=True)
    assert "Sekarang dua lagi." in words(said)
    assert "Hasil penjualan Rp0" in words(head.get(at("goods_statement", other.pk)))


def test_a_maker_and_a_venue_are_never_one(signed_in, maker):
    from mobilink.places.models import Venue

    form = {"other": Venue.objects.all()[0].pk}
    assert signed_in("kepala").post(at("machines_merge", maker.pk), form).status_code == 404


@pytest.mark.parametrize(
    "name", ["makers", "products", "lots", "goods_statement", "goods_lot", "outing"]
)
def test_the_pages_of_goods_ask_no_more_questions_of_more_goods(
    custodian, maker, lot, unit, held, store, name, django_assert_num_queries
):
    keeper = Person.objects.get(name="Maya Contoh")

    def fill(number):
        for each in (actions.register_maker(by=None, unit=unit, name=f"Pembuat {number}"), maker):
            made = actions.list_product(each, by=None, name="Tas", kind="craft", price=1000)
            more = actions.take_in(made, by=keeper, unit=unit, quantity=3)
            actions.sell(held, [(more, 1), (lot, 1)], by=None, origin=store)
            count_goods(more, by=keeper, place=store, counted=number, outing=held)
        count_goods(lot, by=keeper, place=store, counted=number, outing=held)
        actions.pay(maker, by=keeper, rupiah=500, way="cash")
        other = Person.objects.get(name="Dewi Contoh")
        actions.count_cash(held, by=keeper, counted=0, seconded_by=other, reason="Contoh")

    args = {"goods_statement": [maker.pk], "goods_lot": [lot.pk], "outing": [held.pk]}
    address = at(name, *args.get(name, []))
    fill(0)
    actions.pay(maker, by=keeper, rupiah=500, way="cash")
    with CaptureQueriesContext(connection) as few:
        custodian.get(address)
    for number in range(1, 4):
        fill(number)
    with django_assert_num_queries(len(few)):
        custodian.get(address)


def test_every_field_of_a_maker_stands_on_the_page_and_is_kept(custodian, maker):
    """What stands on no page would be emptied by the next who saves it."""
    address = reverse("console:goods_maker", args=[maker.pk])
    page = custodian.get(address).content.decode()
    assert [name for name in MakerForm.base_fields if f'name="{name}"' not in page] == []

    sent = MAKER | {"unit": str(maker.unit_id), "order_phone": "0812 0000 0009"}
    custodian.post(address, sent)

    maker.refresh_from_db()
    assert (maker.phone, maker.order_phone) == ("0812 0000 0001", "0812 0000 0009")


@pytest.fixture
def nameless(unit):
    """A maker of whom another machine has not told yet who that is."""
    with commit(an_act("register maker"), by=None) as draft:
        return draft.add(Maker, unit=unit, since=TODAY)


def test_a_maker_whose_name_has_not_been_told_is_named_on_the_page(
    custodian, nameless, unit, words
):
    page = custodian.get(at("goods_maker", nameless.pk))
    assert "Simpan pembuat" in words(page)
    assert page.context["form"]["name"].value() == ""

    custodian.post(at("goods_maker", nameless.pk), MAKER | {"unit": unit.pk})
    assert "Dapur Yuni (contoh)" in words(custodian.get(at("goods_maker", nameless.pk)))


def test_a_form_from_before_an_erasure_names_nobody_anew(custodian, maker, unit, words):
    actions.revise_maker(maker, by=None, left_on=TODAY - timedelta(days=1))
    seen = custodian.get(at("goods_maker", maker.pk)).context["seen"]
    forget_maker(maker, by=None, why="Permintaan sendiri")

    form = MAKER | {"unit": unit.pk, "seen": seen}
    answer = custodian.post(at("goods_maker", maker.pk), form)

    assert answer.status_code == 409
    assert "dihapus setelah Anda membuka halaman ini" in words(answer)
    assert 'value="0812 0000 0001"' in answer.content.decode()
    assert not MakerPerson.objects.exists()


def test_an_account_is_erased_also_where_no_name_is_known(signed_in, nameless, words):
    head, address = signed_in("kepala"), at("goods_maker", nameless.pk)
    assert "Hapus nama dan nomor" not in words(head.get(address))
    publish_key()
    note_account(nameless, by=None, bank="Bank", number="1234567890", holder="Yuni Contoh")

    assert "Hapus nama dan nomor" in words(head.get(address))
    head.post(at("goods_forget", nameless.pk), {"why": "Permintaan sendiri"})
    assert not BankAccount.objects.exists()
    assert "Hapus nama dan nomor" not in words(head.get(address))


def test_who_a_maker_is_is_erased_by_the_head_and_the_page_names_nobody(
    signed_in, maker, sold, words
):
    custodian = signed_in("perencana")
    assert "Hapus nama dan nomor" not in words(custodian.get(at("goods_maker", maker.pk)))
    assert custodian.post(at("goods_forget", maker.pk), {"why": "Coba"}).status_code == 403

    head = signed_in("kepala")
    assert "Hapus nama dan nomor" in words(head.get(at("goods_maker", maker.pk)))
    assert head.post(at("goods_forget", maker.pk), {"why": ""}).status_code == 422
    said = head.post(at("goods_forget", maker.pk), {"why": "Permintaan sendiri"}, follow=True)
    assert "Dihapus di sini" in words(said)
    assert "Dapur Yuni" not in words(said)
    for name in ("makers", "products", "lots"):
        page = words(head.get(at(name)))
        assert "Dapur Yuni" not in page
        assert f"Pembuat {maker.code}" in page
    assert "Hasil penjualan Rp100.000" in words(head.get(at("goods_statement", maker.pk)))
