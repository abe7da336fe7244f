"""Returnees' products at the desk: who makes what, what may be shown, what is where, who is paid."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mobilink.basics import clock
from mobilink.cases.accounts import note_account
from mobilink.cases.actions import publish_key
from mobilink.cases.models import Opening
from mobilink.console.goods import MakerForm
from mobilink.console.needs import needs_of
from mobilink.fleet.models import Van
from mobilink.goods import actions, balance, corrections
from mobilink.goods.counts import count_goods
from mobilink.goods.forgetting import forget_maker
from mobilink.goods.models import (
    BankAccount,
    CashCount,
    Consignment,
    Maker,
    MakerPerson,
    Movement,
    Payment,
    Product,
)
from mobilink.goods.queries import Statement
from mobilink.journal import portions, segment, tables
from mobilink.journal.actions import commit
from mobilink.journal.fields import milliseconds
from mobilink.journal.installations import machines_of
from mobilink.journal.store import Parcel
from mobilink.journal.wire import Op, Payload
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import Rights

TODAY = date(2019, 8, 18)
MAKER = {
    "name": "Dapur Yuni (contoh)", "person_name": "Yuni Contoh", "origin_code": "18",
    "worked_in": "TW", "phone": "0812 0000 0001", "since": "2019-08-01",
}  # fmt: skip
PRODUCT = {"name": "Keripik", "kind": "food", "pack": "250 g", "price": "15000", "is_listed": "on"}
PHOTO = b"\xff\xd8\xff\xe1\0\x0aExif GPS" + b"\xff\xda\0\x04\0\0picture\xff\xd9"


@pytest.fixture
def unit(db):
    return Unit.objects.get(code="KEPRI-KPP")


@pytest.fixture
def maker(unit):
    return actions.register_maker(by=None, unit=unit, name="Dapur Yuni", origin_code="18")


@pytest.fixture
def bag(maker):
    return actions.list_product(maker, by=None, name="Tas pandan", kind="craft", price=50_000)


@pytest.fixture
def lot(bag, unit):
    return actions.take_in(bag, by=None, unit=unit, quantity=10)


@pytest.fixture
def store(unit):
    return balance.store_of(unit.code)


@pytest.fixture
def sold(lot, held, store):
    """Two of the ten, at the outing on Batam."""
    return actions.sell(held, [(lot, 2)], by=None, origin=store)


@pytest.fixture
def custodian(signed_in):
    return signed_in("perencana")


def at(name, *args):
    return reverse(f"console:{name}", args=args)


def test_a_maker_and_their_product_are_entered_and_the_page_says_why_it_is_not_shown(
    custodian, words, unit
):
    custodian.post(at("goods_new"), MAKER | {"unit": unit.pk})
    maker = Maker.objects.get()
    custodian.post(at("goods_product_new", maker.pk), PRODUCT)
    product = Product.objects.get()

    page = words(custodian.get(at("goods")))
    assert "Dapur Yuni (contoh) Yuni Contoh Lampung Keripik Rp15.000" in page
    assert "Tidak ditampilkan: izin pangan belum dicatat" in page
    assert "Hari ini tidak ada produk yang boleh ditampilkan." in page
    told = {"kind": "pirt", "number": "P-IRT CONTOH", "valid_until": "2019-08-18"}
    custodian.post(at("goods_permit", product.pk), told)
    page = words(custodian.get(at("goods")))
    assert "Tidak ditampilkan" not in page
    assert "Dapur Yuni (contoh) belum pernah" in page


def test_a_photo_is_kept_without_its_place_and_shown_to_who_signed_in(custodian, bag):
    picture = SimpleUploadedFile("foto.jpg", PHOTO, "image/jpeg")
    told = PRODUCT | {"kind": "craft", "picture": picture}
    custodian.post(at("goods_product", bag.pk), told)

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


def test_goods_are_taken_in_loaded_and_returned_each_with_its_slip(custodian, bag, unit, words):
    told = {"quantity": "30", "price": "50000", "office_percent": "10", "unit": unit.pk}
    answer = custodian.post(at("goods_take_in", bag.pk), told, follow=True)
    lot, van = Consignment.objects.get(), balance.aboard(Van.objects.get(name="Gonggong").pk)
    store = balance.store_of(unit.code)

    assert "Cetak buktinya, lalu ditandatangani berdua." in words(answer)
    for origin, target, many in ((store, van, 20), (van, store, 5), (store, "maker", 15)):
        told = {"quantity": many, "origin": origin, "target": target}
        answer = custodian.post(at("goods_lot", lot.pk), told, follow=True)
    assert "Dititipkan 30 Terjual 0 Hilang 0 Kembali 15 Di kami 15" in words(answer)
    slips = [one for one in Movement.objects.all() if "maker" in (one.origin, one.target)]
    assert [custodian.get(at("goods_slip", one.pk)).content[:5] for one in slips] == [b"%PDF-"] * 2
    between = Movement.objects.get(target=van)
    assert custodian.get(at("goods_slip", between.pk)).status_code == 404


def test_a_return_that_was_taken_back_has_no_slip(custodian, lot, store, words):
    back = actions.move(lot, by=None, quantity=4, origin=store, target=balance.MAKER)
    corrections.reverse_movement(back, by=None, reason="Tidak jadi dikembalikan")

    page = words(custodian.get(at("goods_lot", lot.pk)))
    assert "Dititipkan 10 Terjual 0 Hilang 0 Kembali 0 Di kami 10" in page
    slips = [custodian.get(at("goods_slip", one.pk)) for one in lot.movements.all()]
    assert [one.status_code for one in slips] == [200, 404, 404]
    assert page.count("Cetak bukti") == 1


def test_a_loss_says_why_and_more_than_there_is_stays_on_the_page(custodian, lot, store, words):
    for many, said in ((1, "Sebutkan apa yang terjadi"), (11, "bukan 11")):
        told = {"quantity": many, "origin": store, "target": "gone" if many == 1 else "maker"}
        answer = custodian.post(at("goods_lot", lot.pk), told)
        assert answer.status_code == 409
        assert said in words(answer)
        assert f'value="{many}"' in answer.content.decode()
    custodian.post(
        at("goods_lot", lot.pk),
        {"quantity": 1, "origin": store, "target": "gone", "reason": "Robek"},
    )
    assert "hilang Robek" in words(custodian.get(at("goods_lot", lot.pk)))


def test_a_lot_below_zero_says_that_something_has_not_been_told(custodian, lot, held, words):
    van = balance.aboard(Van.objects.get(name="Gonggong").pk)
    actions.sell(held, [(lot, 3)], by=None, origin=van)

    assert "Mobil Gonggong: -3" in words(custodian.get(at("goods_lots")))
    assert "Ada yang belum dilaporkan." in words(custodian.get(at("goods_lot", lot.pk)))


def test_cash_is_counted_by_two_with_the_difference_in_words_and_what_came_late(
    signed_in, sold, held, person, words, lot, store
):
    officer, told = signed_in("batam"), {"counted": "95000", "reason": ""}
    told["seconded_by"] = person("perencana").pk
    assert "Hasil penjualan Rp100.000" in words(officer.get(at("outing", held.pk)))

    refused = officer.post(at("cash", held.pk), told)
    assert (refused.status_code, CashCount.objects.count()) == (409, 0)
    assert "Menurut catatan Rp100.000." in words(refused)
    assert 'value="95000"' in refused.content.decode()
    officer.post(at("cash", held.pk), told | {"reason": "Kembalian"})
    page = words(officer.get(at("outing", held.pk)))
    assert "Dihitung: Rp95.000 , Rp5.000 kurang dari catatan: Kembalian" in page
    assert "Sejak dihitung" not in page

    actions.sell(held, [(lot, 1)], by=None, origin=store)
    page = words(officer.get(at("outing", held.pk)))
    assert "Sejak dihitung masih datang Rp50.000." in page


@pytest.fixture
def short(lot, held, store):
    """Nine of the ten were found at the outing on Batam."""
    return count_goods(lot, by=None, place=store, counted=9, outing=held, reason="Robek")


def test_a_count_that_differs_stands_on_the_outing_the_lot_and_the_calendar_until_somebody_decides(
    custodian, short, lot, held, person, words
):
    told = "9 dihitung , 10 menurut catatan saat itu: Robek"
    assert told in words(custodian.get(at("outing", held.pk)))
    assert "Dihitung lain dari catatan" in words(custodian.get(at("goods_lots")))
    page = custodian.get(at("goods_lot", lot.pk))
    assert "1 kurang dari 10 yang sekarang diketahui." in words(page)
    assert 'value="Robek"' in page.content.decode()
    assert notices(person("perencana")) == [
        f"“Tas pandan”, titipan {lot.code}: dihitung 18 Agustus 2019, 1 kurang dari yang sekarang diketahui."
    ]
    assert notices(person("petugas")) == []

    address = at("goods_settle", short.pk)
    assert custodian.post(address, {"difference": "-1", "reason": ""}).status_code == 422
    refused = custodian.post(address, {"difference": "-2", "reason": "Robek"})
    assert (refused.status_code, Movement.objects.filter(target="gone").count()) == (409, 0)
    said = custodian.post(address, {"difference": "-1", "reason": "Robek"}, follow=True)
    assert "Hitungan dan catatan sekarang cocok." in words(said)
    assert "Titipan 10 Terjual 0 Hilang 1" in words(said).replace("Dititipkan", "Titipan")
    assert notices(person("perencana")) == []


def test_a_lot_that_is_sold_out_says_where_one_was_found(custodian, lot, store, held, words):
    actions.sell(held, [(lot, 10)], by=None, origin=store)
    count_goods(lot, by=None, place=store, counted=1)

    assert "Dihitung lain dari catatan" in words(custodian.get(at("goods_lots")))


def test_goods_are_counted_again_at_the_desk_and_that_moves_nothing(
    custodian, short, lot, store, words, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: short.at + timedelta(minutes=1))
    told = {"place": store, "counted": "10", "reason": ""}
    said = custodian.post(at("goods_count", lot.pk), told, follow=True)

    assert "Dihitung lagi sesudahnya." in words(said)
    assert "yang sekarang diketahui" not in words(said)
    assert lot.movements.count() == 1
    assert custodian.post(at("goods_count", lot.pk), {"counted": "-1"}).status_code == 422


def notices(who) -> list[str]:
    return [one.words for one in needs_of(Rights(who), TODAY) if one.kind == "goods"]


def test_goods_are_moved_and_taken_in_for_an_outing(custodian, lot, bag, held, store, unit):
    van = balance.aboard(Van.objects.get(name="Gonggong").pk)
    told = {"quantity": "4", "origin": store, "target": van, "outing": held.pk}
    custodian.post(at("goods_lot", lot.pk), told)
    told = {"quantity": "3", "price": "50000", "office_percent": "0", "unit": unit.pk}
    custodian.post(at("goods_take_in", bag.pk), told | {"outing": held.pk})

    assert sorted(held.movements.values_list("quantity", flat=True)) == [3, 4]


def test_only_who_runs_the_booth_counts_its_cash(signed_in, sold, held, person):
    driver = signed_in("humas")

    assert at("cash", held.pk) not in driver.get(at("outing", held.pk)).content.decode()
    told = {"counted": "100000", "seconded_by": person("batam").pk}
    assert driver.post(at("cash", held.pk), told).status_code == 403


def test_a_statement_tells_where_each_figure_is_from_and_no_more_is_paid(
    custodian, sold, maker, words
):
    page = words(custodian.get(at("goods_statement", maker.pk)))
    assert "Sosialisasi Kebun Raya, 21 Jul 2019 : 2, Rp100.000" in page
    assert "Belum dibayar Rp100.000" in page

    refused = custodian.post(at("goods_pay", maker.pk), {"rupiah": "100001", "way": "cash"})
    assert (refused.status_code, "menyebut Rp100.000." in words(refused)) == (409, True)
    custodian.post(at("goods_pay", maker.pk), {"rupiah": "60000", "way": "cash"})
    page = words(custodian.get(at("goods_statement", maker.pk)))
    assert "Sudah dibayar Rp60.000 Belum dibayar Rp40.000" in page
    paper = custodian.get(at("goods_statement_pdf", maker.pk))
    assert paper.content[:5] == b"%PDF-"


def test_an_account_is_sealed_shown_masked_and_opened_by_the_approver_with_a_reason(
    signed_in, maker, words
):
    told = {"bank": "Bank Contoh", "number": "1234-5678-90", "holder": "Yuni Contoh"}
    custodian = signed_in("perencana")
    custodian.post(at("goods_account", maker.pk), told)
    noted = BankAccount.objects.get()
    assert "1234" not in noted.contents
    page = words(custodian.get(at("goods_statement", maker.pk)))
    assert "Bank Contoh ••••7890" in page
    assert "12345678" not in page.replace("-", "")
    opening = at("goods_account_open", noted.pk)
    assert custodian.post(opening, {"reason": "Transfer"}).status_code == 403

    head = signed_in("kepala")
    assert head.post(opening, {"reason": " "}).status_code == 409
    assert not Opening.objects.exists()
    assert "Nomor rekening 1234567890" in words(head.post(opening, {"reason": "Transfer Agustus"}))
    assert [one.reason for one in Opening.objects.all()] == ["Transfer Agustus"]


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
    for address, told in tries.items():
        assert officer.post(address, told).status_code in (403, 422), address
    assert Movement.objects.count() == many


def test_a_maker_that_somebody_changed_meanwhile_is_not_overwritten(custodian, maker, unit, words):
    seen = f"{maker.revision}.{maker.person.revision}"
    actions.revise_maker(maker, by=None, phone="0811")

    told = MAKER | {"unit": unit.pk, "seen": seen}
    answer = custodian.post(at("goods_maker", maker.pk), told)

    assert answer.status_code == 409
    maker.refresh_from_db()
    assert maker.phone == "0811"


def test_what_will_not_last_is_told_to_the_custodian_and_to_nobody_else(bag, unit, person):
    actions.note_permit(bag, by=None, kind="nib", number="1", valid_until=date(2019, 9, 17))
    actions.take_in(bag, by=None, unit=unit, quantity=4, best_before=date(2019, 9, 1))
    actions.take_in(bag, by=None, unit=unit, quantity=4, best_before=date(2019, 12, 1))

    def told(who, day=TODAY):
        return [one.words for one in needs_of(Rights(person(who)), day) if one.kind == "goods"]

    permit, lot = told("perencana")
    assert (
        permit
        == "Izin “NIB (nomor induk berusaha) 1” untuk “Tas pandan” habis pada 17 September 2019. Mintalah yang baru."
    )
    assert lot.startswith("Kembalikan sebelum 1 September 2019: 4 “Tas pandan”, titipan T-")
    assert told("kepala") == told("batam") == []
    actions.note_permit(bag, by=None, kind="nib", number="2")
    assert told("perencana") == [lot]


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

    told = {"other": Venue.objects.all()[0].pk}
    assert signed_in("kepala").post(at("machines_merge", maker.pk), told).status_code == 404


@pytest.mark.parametrize("name", ["goods", "goods_lots", "goods_statement", "goods_lot", "outing"])
def test_the_pages_of_goods_ask_no_more_questions_of_more_goods(
    custodian, maker, lot, unit, held, store, name, django_assert_num_queries
):
    keeper = Person.objects.get(name="Maya Contoh")

    def fill(number):
        for one in (actions.register_maker(by=None, unit=unit, name=f"Pembuat {number}"), maker):
            made = actions.list_product(one, by=None, name="Tas", kind="craft", price=1000)
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


def moved(lot, **told) -> Op:
    """A movement of a lot as another machine writes it."""
    at = milliseconds(datetime.fromisoformat("2019-08-18T05:00+07:00"))
    return Op("movement", None, {"consignment": str(lot.pk), "at": at, **told})


def test_a_piece_that_two_machines_took_back_is_told_with_both_records_and_corrected(
    custodian, sold, lot, held, store, hub, person, words
):
    [sale] = sold
    actions.refund(sale, by=person("perencana"), quantity=2, is_spoilt=False)
    back = {"quantity": 2, "origin": "buyer", "target": store, "rupiah": -100_000}
    back["moved_by"] = str(person("batam").pk)
    hub().says("move goods", moved(lot, outing=str(held.pk), receipt=sale.receipt, **back))

    assert notices(person("perencana")) == [
        f"“Tas pandan”, titipan {lot.code}: tampaknya dua perangkat mencatat hal yang sama. Lihat keduanya."
    ]
    page = words(custodian.get(at("goods_lot", lot.pk)))
    assert f"Dari nota {sale.receipt}, 2 lebih banyak kembali daripada terjual." in page
    assert f"{person('batam').name}, Laptop Batam" in page
    assert "Maya Contoh, Kantor BP3TKI Tanjungpinang" in page

    double = Movement.objects.get(moved_by=person("batam"))
    address = at("goods_movement_back", double.pk)
    assert custodian.post(address, {"reason": ""}).status_code == 422
    said = custodian.post(address, {"reason": "Hanya sekali kembali"}, follow=True)
    assert "Catatan ditarik kembali." in words(said)
    assert "Tampaknya tercatat dua kali" not in words(said)
    assert notices(person("perencana")) == []
    assert Statement(lot.product.maker).takings == 0
    assert custodian.post(address, {"reason": "Lagi"}).status_code == 409


def test_who_keeps_the_place_is_told_of_a_double_and_sees_what_they_may_do(
    signed_in, lot, hub, store, person, words
):
    """The lot is of Tanjungpinang and lies in Batam's store; there two machines gave it back."""
    there = balance.store_of("BATAM")
    for name, unit in (("batam", Unit.objects.get(code="BATAM")), ("petugas", lot.unit)):
        with commit("appoint", by=None) as draft:
            told = {"function": Role.Function.CUSTODIAN, "since": date(2019, 1, 1)}
            draft.add(Role, person=person(name), unit=unit, **told)
    actions.move(lot, by=None, quantity=10, origin=store, target=there)
    actions.move(lot, by=person("batam"), quantity=10, origin=there, target=balance.MAKER)
    hub().says("move goods", moved(lot, quantity=10, origin=there, target="maker"))
    double = lot.movements.filter(moved_by=None, target="maker").get()
    address = at("goods_movement_back", double.pk)

    page = signed_in("petugas").get(at("goods_lot", lot.pk))
    assert notices(person("petugas")) == []
    assert address not in page.content.decode()
    assert there not in dict(page.context["count_form"]["place"].field.choices)

    keeper = signed_in("batam")
    page = keeper.get(at("goods_lot", lot.pk))
    assert len(notices(person("batam"))) == 1
    assert address in page.content.decode()
    assert next(iter(dict(page.context["count_form"]["place"].field.choices))) == there
    said = keeper.post(address, {"reason": "Hanya sekali"}, follow=True)
    assert "Catatan ditarik kembali." in words(said)


def test_goods_are_moved_from_where_the_reader_keeps_them(signed_in, lot, store, person):
    there = balance.store_of("BATAM")
    with commit("appoint", by=None) as draft:
        told = {"function": Role.Function.CUSTODIAN, "since": date(2019, 1, 1)}
        draft.add(Role, person=person("batam"), unit=Unit.objects.get(code="BATAM"), **told)
    keeper, address = signed_in("batam"), at("goods_lot", lot.pk)
    assert "button-primary" not in keeper.get(address).content.decode()
    actions.move(lot, by=None, quantity=4, origin=store, target=there)

    choices = keeper.get(address).context["form"]["origin"].field.choices
    assert [place for place, _words in choices] == [there]
    keeper.post(address, {"quantity": 1, "origin": there, "target": "maker"})
    assert lot.movements.filter(target="maker", moved_by=person("batam")).exists()


def test_a_maker_whom_two_machines_paid_is_told_with_both_payments_and_corrected(
    custodian, sold, maker, hub, person, words
):
    actions.pay(maker, by=person("perencana"), rupiah=100_000, way="cash")
    at_six = milliseconds(datetime.fromisoformat("2019-08-18T06:00+07:00"))
    told = {"maker": str(maker.pk), "at": at_six, "rupiah": 100_000, "way": "transfer"}
    hub().says("pay maker", Op("payment", None, told), by=str(person("batam").pk))

    page = words(custodian.get(at("goods_statement", maker.pk)))
    assert "Rp100.000 lebih dari bagiannya dibayar, oleh perangkat yang tidak saling" in page
    assert "Laptop Batam" in page
    assert notices(person("perencana")) == [
        "Dapur Yuni tampaknya dibayar dua kali oleh dua perangkat. Lihat kedua pembayaran."
    ]

    double = Payment.objects.get(way="transfer")
    address = at("goods_payment_back", double.pk)
    said = custodian.post(address, {"reason": "Sudah dibayar kantor"}, follow=True)
    assert "Tampaknya dibayar dua kali" not in words(said)
    assert "Sudah dibayar Rp100.000 Belum dibayar Rp0" in words(said)
    assert notices(person("perencana")) == []
    assert custodian.get(at("goods_statement_pdf", maker.pk)).content[:5] == b"%PDF-"
    assert custodian.post(address, {"reason": "Lagi"}).status_code == 409


def test_each_record_of_a_run_from_one_machine_names_that_machine(lot, store, hub):
    machine, entries = hub(), []
    for _each in range(3):
        op = moved(lot, quantity=1, origin=store, target="maker")
        entries.append(
            machine.link.entry(op.fields["at"], b"", Payload("move goods", "", "", [op]))
        )
        machine.link = entries[-1].after
    packed = segment.pack(entries, b"")
    parcel = Parcel(packed.data, machine.key.sign(segment.claim(packed)))
    portions.keep([parcel], then=tables.put_in_order)

    mine = Movement.objects.filter(target="maker")
    assert set(machines_of([*mine]).values()) == {"Laptop Batam"}
    assert len(machines_of([*mine])) == 3


@pytest.fixture
def nameless(unit):
    """A maker of whom another machine has not told yet who that is."""
    with commit("register maker", by=None) as draft:
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

    told = MAKER | {"unit": unit.pk, "seen": seen}
    answer = custodian.post(at("goods_maker", maker.pk), told)

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
    for name in ("goods", "goods_lots"):
        page = words(head.get(at(name)))
        assert "Dapur Yuni" not in page
        assert f"Pembuat {maker.code}" in page
    assert "Hasil penjualan Rp100.000" in words(head.get(at("goods_statement", maker.pk)))
