"""A maker who asks to be forgotten: no name, number or account is anywhere; the books still add up."""

from datetime import datetime

import pytest

from mobilink.basics import clock
from mobilink.cases import actions as cases
from mobilink.cases.accounts import note_account
from mobilink.goods import actions, balance
from mobilink.goods.errors import NotErased
from mobilink.goods.forgetting import forget_maker
from mobilink.goods.merging import maker_duplicates, merge_makers
from mobilink.goods.models import BankAccount, Maker, MakerPerson
from mobilink.goods.queries import Statement, makers, on_show
from mobilink.journal.core import segment
from mobilink.journal.safety.rebuild import rebuild, verify
from mobilink.journal.storage.models import OpenEntry, Segment
from mobilink.outreach.models import Outing
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Unit
from mobilink.people.queries import office_day

pytestmark = pytest.mark.django_db
SECRETS = ("Kenari", "0812-7777-0001", "0812-7777-0002", "••••7890")
NOW = datetime.fromisoformat("2019-08-18T09:00:00+07:00")


@pytest.fixture
def maker(monkeypatch):
    """Two of her bags were sold and paid for; she told another name and number since."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    cases.publish_key()
    unit = Unit.objects.get(code="KEPRI-KPP")
    fields = {"phone": "0812-7777-0001", "order_phone": "0812-7777-0002", "origin_code": "18"}
    made = actions.register_maker(
        by=None, unit=unit, name="Dapur Kenari", person_name="Bu Kenari", **fields
    )
    actions.revise_maker(made, by=None, name="Anyaman Kenari")
    note_account(made, by=None, bank="Bank", number="1234567890", holder="Bu Kenari")
    bag = actions.list_product(made, by=None, name="Tas pandan", kind="craft", price=50_000)
    lot = actions.take_in(bag, by=None, unit=unit, quantity=3)
    outing = Outing.objects.get(title="Sosialisasi Kebun Raya")
    actions.sell(outing, [(lot, 2)], by=None, origin=balance.store_of(unit.code))
    actions.pay(made, by=None, rupiah=60_000, way="cash")
    return made


def said() -> str:
    """Everything that the journal's entries say, and the tables of makers."""
    entries = [e for row in Segment.objects.all() for e in segment.unpack(bytes(row.data)).entries]
    ops = [repr((op, e.payload.why)) for e in entries for op in e.payload.ops]
    payloads = [bytes(row.payload).decode("utf-8", "replace") for row in OpenEntry.objects.all()]
    rows = [repr(row) for model in (Maker, MakerPerson) for row in model.objects.values()]
    return " ".join([*ops, *payloads, *rows, *BankAccount.objects.values_list("masked", flat=True)])


@pytest.mark.both
def test_whoever_is_forgotten_is_nowhere_and_the_books_add_up(maker):
    assert all(secret in said() for secret in SECRETS)
    before = Statement(maker)

    assert forget_maker(maker, by=None, why="Permintaan sendiri, 17 Agustus") == 3

    assert [secret for secret in SECRETS if secret in said()] == []
    assert verify().is_equal
    assert rebuild().is_equal
    after = Statement(Maker.objects.get(pk=maker.pk))
    assert (after.takings, after.paid, after.owed) == (before.takings, 60_000, 40_000)
    assert str(after.maker) == f"Pembuat {maker.code}"
    assert after.maker.phone == after.maker.order_phone == after.maker.person_name == ""
    assert [product for product in on_show(office_day()) if product.maker_id == maker.pk] == []


def test_who_was_merged_is_forgotten_under_every_name(maker, person):
    other = actions.register_maker(
        by=None, unit=maker.unit, name="Kenari (contoh)", origin_code="18"
    )
    assert len(maker_duplicates()) == 1
    merge_makers(maker, other, by=person("kepala"))

    forget_maker(maker, by=person("kepala"), why="Permintaan sendiri")

    assert "Kenari" not in said()
    assert [maker.name for maker in makers()] == [
        f"Pembuat {maker.code}" for maker in makers().order_by("told_name", "pk")
    ]
    assert all(maker.has_left(office_day()) for maker in makers())


def test_a_reason_is_kept_and_only_the_head_decides(maker, person):
    with pytest.raises(NotErased, match="tanpa nama"):
        forget_maker(maker, by=None, why=" ")
    with pytest.raises(NotAllowed):
        forget_maker(maker, by=person("perencana"), why="Permintaan")
    assert MakerPerson.objects.filter(maker=maker).count() == 2


def test_the_last_that_was_told_of_a_maker_holds_and_what_is_the_same_is_not_told_again(maker):
    actions.revise_maker(maker, by=None, name="Anyaman Kenari", worked_in="MY")
    assert MakerPerson.objects.filter(maker=maker).count() == 2

    actions.revise_maker(maker, by=None, phone="0811")

    [known] = makers().filter(pk=maker.pk)
    assert (known.name, known.person_name, known.phone) == ("Anyaman Kenari", "Bu Kenari", "0811")
