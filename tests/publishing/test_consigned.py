"""The slip of a handover and the statement of a maker, on paper and with a code that proves them."""

import io
from datetime import date, datetime

import pytest
from pypdf import PdfReader

from mobilink.basics import clock
from mobilink.goods import actions, balance
from mobilink.goods.counts import count_goods, settle_count
from mobilink.goods.models import Movement
from mobilink.goods.queries import Statement
from mobilink.people.models import Unit
from mobilink.publishing import consigned, statements

pytestmark = pytest.mark.django_db
TAKEN = datetime.fromisoformat("2019-07-12T10:00:05+07:00")


@pytest.fixture
def lot(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: TAKEN)
    unit = Unit.objects.get(code="KEPRI-KPP")
    maker = actions.register_maker(
        by=None, unit=unit, name="Dapur Yuni", person_name="Yuni Contoh", origin_code="18"
    )
    bag = actions.list_product(
        maker, by=None, name="Keripik", kind="craft", price=15_000, pack="250 g"
    )
    return actions.take_in(
        bag, by=None, unit=unit, quantity=30, office_percent=10, best_before=date(2019, 9, 1)
    )


def test_the_slip_of_goods_taken_in_is_one_page_with_terms_and_two_to_sign(lot, told_by):
    handed = Movement.objects.get()
    paper = consigned.slip(handed)
    text = told_by(paper)

    for words in (
        "Penerimaan barang titipan", f"{lot.code}/120719-100005", "30 Keripik, 250 g",
        "Dapur Yuni (Yuni Contoh) Lampung", "12 Juli 2019 pukul 10.00 WIB",
        "Bagian kantor 10 persen", "Bagian pembuat Rp13.500 per satuan", "Baik sebelum 1 September 2019",
        "Pembuat", "Petugas",
    ):  # fmt: skip
        assert words in text
    assert len(PdfReader(io.BytesIO(paper)).pages) == 1
    assert consigned.slip(handed) == paper


def test_a_statement_says_what_was_counted_otherwise_and_is_not_explained_yet(
    lot, unit_store, told_by
):
    count = count_goods(lot, by=None, place=unit_store, counted=28)
    maker = lot.product.maker
    assert "30 masih di kami; dihitung kurang 2, belum dijelaskan" in told_by(
        consigned.statement(Statement(maker))
    )

    settle_count(count, by=None, difference=-2, reason="Robek")

    text = told_by(consigned.statement(Statement(maker)))
    assert "2 hilang atau rusak, 0 kembali, 28 masih di kami" in text
    assert "belum dijelaskan" not in text


def test_the_longest_slip_is_still_one_page(lot, unit_store):
    handed = actions.move(
        lot, by=None, quantity=1, origin=unit_store, target=balance.MAKER, reason="Panjang " * 24
    )
    handed.consignment.product.name = "Keripik pisang kepok manis asin " * 2
    actions.revise_maker(lot.product.maker, by=None, name="Dapur Yuni Hartati dan kawan " * 4)

    assert len(PdfReader(io.BytesIO(consigned.slip(handed))).pages) == 1


def test_the_number_of_a_slip_stays_when_an_earlier_handover_is_told_late(
    lot, unit_store, monkeypatch
):
    later = datetime.fromisoformat("2019-07-12T15:30:00+07:00")
    monkeypatch.setattr(clock, "now", lambda: later)
    back = actions.move(lot, by=None, quantity=1, origin=unit_store, target=balance.MAKER)
    number = consigned.number_of(back)

    monkeypatch.setattr(clock, "now", lambda: TAKEN)
    actions.move(lot, by=None, quantity=1, origin=unit_store, target=balance.MAKER)

    assert consigned.number_of(back) == number == f"{lot.code}/120719-153000"


def test_a_statement_on_paper_has_the_lots_the_outings_the_payments_and_its_code(
    lot, unit_store, july, told_by, monkeypatch
):
    actions.sell(july, [(lot, 17)], by=None, origin=unit_store)
    maker = lot.product.maker
    actions.pay(maker, by=None, rupiah=100_000, way="cash", note="Kuitansi 7")
    signed = []
    sign = statements.signed
    monkeypatch.setattr(statements, "signed", lambda lines: signed.append(sign(lines)) or signed[0])

    text = told_by(consigned.statement(Statement(maker)))

    for words in (
        "Rincian titipan Dapur Yuni", "Rp255.000", "Rp229.500", "Rp129.500",
        "14 Juli 2019, Car Free Day Tanjungpinang: 17, Rp255.000", "Kuitansi 7 Rp100.000",
        "13 masih di kami",
    ):  # fmt: skip
        assert words in text
    verified = statements.verify(signed[0])
    assert verified.code == statements.GENUINE
    assert "Dibayar Rp100.000, belum dibayar Rp129.500" in verified.says


def test_a_maker_without_goods_has_a_statement_that_says_so(told_by):
    unit = Unit.objects.get(code="KEPRI-KPP")
    maker = actions.register_maker(by=None, unit=unit, name="Anyaman Ayu")

    assert "Belum ada barang yang dititipkan." in told_by(consigned.statement(Statement(maker)))


@pytest.fixture
def unit_store():
    return balance.store_of("KEPRI-KPP")


def test_a_statement_of_many_lots_goes_on_over_the_pages(lot, unit_store, july):
    """Names as long as they can be, and every sum of them as large."""
    maker, unit = lot.product.maker, lot.unit
    name = ("Keripikpisangkepokmanisasinpedas" * 3)[:80]
    bag = actions.list_product(maker, by=None, name=name, kind="craft", price=99_999_999)
    for _each in range(30):
        more = actions.take_in(bag, by=None, unit=unit, quantity=20)
        actions.sell(july, [(more, 20)], by=None, origin=unit_store)

    paper = consigned.statement(Statement(maker))

    assert len(PdfReader(io.BytesIO(paper)).pages) > 2
