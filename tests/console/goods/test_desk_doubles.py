"""What two machines both did, at the desk: told with both records, and one taken back."""

from datetime import date, datetime

from mobilink.goods import actions, balance, corrections
from mobilink.goods.models import (
    Movement,
    Payment,
)
from mobilink.goods.queries import Statement
from mobilink.journal.actions import commit
from mobilink.journal.core import segment
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.core.wire import Op, Payload
from mobilink.journal.members.installations import machines_of
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.sync import batches
from mobilink.people.models import Role, Unit
from tests.acts import an_act
from tests.console.goods.pages import at, notices


def test_a_return_that_was_taken_back_has_no_slip(custodian, lot, store, words):
    back = actions.move(lot, by=None, quantity=4, origin=store, target=balance.MAKER)
    corrections.reverse_movement(back, by=None, reason="Tidak jadi dikembalikan")

    page = words(custodian.get(at("goods_lot", lot.pk)))
    assert "Dititipkan 10 Terjual 0 Hilang 0 Kembali 0 Stok 10" in page
    slips = [custodian.get(at("goods_slip", slip.pk)) for slip in lot.movements.all()]
    assert [slip.status_code for slip in slips] == [200, 404, 404]
    assert page.count("Cetak bukti") == 1


def moved(lot, **fields) -> Op:
    """A movement of a lot as another machine writes it."""
    at = milliseconds(datetime.fromisoformat("2019-08-18T05:00+07:00"))
    return Op("movement", None, {"consignment": str(lot.pk), "at": at, **fields})


def test_a_piece_that_two_machines_took_back_is_told_with_both_records_and_corrected(
    custodian, sold, lot, held, store, hub, person, words
):
    [sale] = sold
    actions.refund(sale, by=person("perencana"), quantity=2, is_spoilt=False)
    back = {"quantity": 2, "origin": "buyer", "target": store, "rupiah": -100_000}
    back["moved_by"] = str(person("batam").pk)
    hub().says("move goods", moved(lot, outing=str(held.pk), receipt=sale.receipt, **back))

    assert notices(person("perencana")) == [
        f"“Tas pandan”, titipan {lot.code}: tampaknya dua mesin mencatat hal yang sama. Lihat keduanya."
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
    batam_store = balance.store_of("BATAM")
    for name, unit in (("batam", Unit.objects.get(code="BATAM")), ("petugas", lot.unit)):
        with commit(an_act("appoint"), by=None) as draft:
            role = {"function": Role.Function.CUSTODIAN, "since": date(2019, 1, 1)}
            draft.add(Role, person=person(name), unit=unit, **role)
    actions.move(lot, by=None, quantity=10, origin=store, target=batam_store)
    actions.move(lot, by=person("batam"), quantity=10, origin=batam_store, target=balance.MAKER)
    hub().says("move goods", moved(lot, quantity=10, origin=batam_store, target="maker"))
    double = lot.movements.filter(moved_by=None, target="maker").get()
    address = at("goods_movement_back", double.pk)

    page = signed_in("petugas").get(at("goods_lot", lot.pk))
    assert notices(person("petugas")) == []
    assert address not in page.content.decode()
    assert batam_store not in dict(page.context["count_form"]["place"].field.choices)

    keeper = signed_in("batam")
    page = keeper.get(at("goods_lot", lot.pk))
    assert len(notices(person("batam"))) == 1
    assert address in page.content.decode()
    assert next(iter(dict(page.context["count_form"]["place"].field.choices))) == batam_store
    said = keeper.post(address, {"reason": "Hanya sekali"}, follow=True)
    assert "Catatan ditarik kembali." in words(said)


def test_a_maker_whom_two_machines_paid_is_told_with_both_payments_and_corrected(
    custodian, sold, maker, hub, person, words
):
    actions.pay(maker, by=person("perencana"), rupiah=100_000, way="cash")
    at_six = milliseconds(datetime.fromisoformat("2019-08-18T06:00+07:00"))
    payment = {"maker": str(maker.pk), "at": at_six, "rupiah": 100_000, "way": "transfer"}
    van = hub(units=[maker.unit.code])
    van.says("pay maker", Op("payment", None, payment), by=str(person("batam").pk))

    page = words(custodian.get(at("goods_statement", maker.pk)))
    assert "Rp100.000 lebih dari bagiannya dibayar, oleh mesin yang tidak saling" in page
    assert "Laptop Batam" in page
    assert notices(person("perencana")) == [
        "Dapur Yuni tampaknya dibayar dua kali oleh dua mesin. Lihat kedua pembayaran."
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
    machine, entries = hub(units=[lot.unit.code]), []
    for _each in range(3):
        op = moved(lot, quantity=1, origin=store, target="maker")
        entries.append(
            machine.link.entry(op.fields["at"], b"", Payload("move goods", "", "", [op]))
        )
        machine.link = entries[-1].after
    packed = segment.pack(entries, b"")
    signed_segment = SignedSegment(packed.data, machine.key.sign(segment.claim(packed)))
    batches.receive_all([signed_segment])

    mine = Movement.objects.filter(target="maker")
    assert set(machines_of([*mine]).values()) == {"Laptop Batam"}
    assert len(machines_of([*mine])) == 3
