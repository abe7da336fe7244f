"""Lots at the desk: what is where, what was counted, what is told to whom."""

from datetime import date, timedelta

import pytest

from mobilink.basics import clock
from mobilink.fleet.models import Van
from mobilink.goods import actions, balance
from mobilink.goods.counts import count_goods
from mobilink.goods.models import (
    Consignment,
    Movement,
)
from mobilink.journal.actions import commit
from mobilink.people.models import Role, Unit
from tests.acts import an_act
from tests.console.goods.pages import at, notices


def test_goods_are_taken_in_loaded_and_returned_each_with_its_slip(custodian, bag, unit, words):
    form = {"quantity": "30", "price": "50000", "office_percent": "10", "unit": unit.pk}
    answer = custodian.post(at("goods_take_in", bag.pk), form, follow=True)
    lot, van = Consignment.objects.get(), balance.aboard(Van.objects.get(name="Gonggong").pk)
    store = balance.store_of(unit.code)

    assert "Cetak buktinya, lalu ditandatangani berdua." in words(answer)
    for origin, target, many in ((store, van, 20), (van, store, 5), (store, "maker", 15)):
        form = {"quantity": many, "origin": origin, "target": target}
        answer = custodian.post(at("goods_lot", lot.pk), form, follow=True)
    assert "Dititipkan 30 Terjual 0 Hilang 0 Kembali 15 Stok 15" in words(answer)
    slips = [
        movement
        for movement in Movement.objects.all()
        if "maker" in (movement.origin, movement.target)
    ]
    assert [custodian.get(at("goods_slip", movement.pk)).content[:5] for movement in slips] == [
        b"%PDF-"
    ] * 2
    between = Movement.objects.get(target=van)
    assert custodian.get(at("goods_slip", between.pk)).status_code == 404


def test_a_loss_says_why_and_more_than_there_is_stays_on_the_page(custodian, lot, store, words):
    for many, said in ((1, "Sebutkan apa yang terjadi"), (11, "bukan 11")):
        form = {"quantity": many, "origin": store, "target": "gone" if many == 1 else "maker"}
        answer = custodian.post(at("goods_lot", lot.pk), form)
        assert answer.status_code == 409
        assert said in words(answer)
        assert f'value="{many}"' in answer.content.decode()
    custodian.post(
        at("goods_lot", lot.pk),
        {"quantity": 1, "origin": store, "target": "gone", "reason": "Robek"},
    )
    assert "hilang Robek" in words(custodian.get(at("goods_lot", lot.pk)))


def test_a_lot_past_its_day_says_so_while_something_is_with_us(
    custodian, bag, unit, words, monkeypatch
):
    actions.take_in(bag, by=None, unit=unit, quantity=4, best_before=date(2019, 8, 20))
    assert "sudah lewat tanggal baik" not in words(custodian.get(at("lots")))

    later = clock.now() + timedelta(days=4)
    monkeypatch.setattr("mobilink.basics.clock.now", lambda: later)
    assert "sudah lewat tanggal baik" in words(custodian.get(at("lots")))


def test_a_lot_below_zero_says_that_something_has_not_been_told(custodian, lot, held, words):
    van = balance.aboard(Van.objects.get(name="Gonggong").pk)
    actions.sell(held, [(lot, 3)], by=None, origin=van)

    assert "Mobil Gonggong: -3" in words(custodian.get(at("lots")))
    assert "Ada yang belum dilaporkan." in words(custodian.get(at("goods_lot", lot.pk)))


@pytest.fixture
def short(lot, held, store):
    """Nine of the ten were found at the outing on Batam."""
    return count_goods(lot, by=None, place=store, counted=9, outing=held, reason="Robek")


def test_a_count_that_differs_stands_on_the_outing_the_lot_and_the_calendar_until_somebody_decides(
    custodian, short, lot, held, person, words
):
    sentence = "9 dihitung , 10 menurut catatan saat itu: Robek"
    assert sentence in words(custodian.get(at("outing", held.pk)))
    assert "Hasil hitung berbeda dari catatan" in words(custodian.get(at("lots")))
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

    assert "Hasil hitung berbeda dari catatan" in words(custodian.get(at("lots")))


def test_goods_are_counted_again_at_the_desk_and_that_moves_nothing(
    custodian, short, lot, store, words, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: short.at + timedelta(minutes=1))
    form = {"place": store, "counted": "10", "reason": ""}
    said = custodian.post(at("goods_count", lot.pk), form, follow=True)

    assert "Dihitung lagi sesudahnya." in words(said)
    assert "yang sekarang diketahui" not in words(said)
    assert lot.movements.count() == 1
    assert custodian.post(at("goods_count", lot.pk), {"counted": "-1"}).status_code == 422


def test_goods_are_moved_and_taken_in_for_an_outing(custodian, lot, bag, held, store, unit):
    van = balance.aboard(Van.objects.get(name="Gonggong").pk)
    form = {"quantity": "4", "origin": store, "target": van, "outing": held.pk}
    custodian.post(at("goods_lot", lot.pk), form)
    form = {"quantity": "3", "price": "50000", "office_percent": "0", "unit": unit.pk}
    custodian.post(at("goods_take_in", bag.pk), form | {"outing": held.pk})

    assert sorted(held.movements.values_list("quantity", flat=True)) == [3, 4]


def test_goods_are_moved_from_where_the_reader_keeps_them(signed_in, lot, store, person):
    batam_store = balance.store_of("BATAM")
    with commit(an_act("appoint"), by=None) as draft:
        role = {"function": Role.Function.CUSTODIAN, "since": date(2019, 1, 1)}
        draft.add(Role, person=person("batam"), unit=Unit.objects.get(code="BATAM"), **role)
    keeper, address = signed_in("batam"), at("goods_lot", lot.pk)
    assert "button-primary" not in keeper.get(address).content.decode()
    actions.move(lot, by=None, quantity=4, origin=store, target=batam_store)

    choices = keeper.get(address).context["form"]["origin"].field.choices
    assert [place for place, _words in choices] == [batam_store]
    keeper.post(address, {"quantity": 1, "origin": batam_store, "target": "maker"})
    assert lot.movements.filter(target="maker", moved_by=person("batam")).exists()
