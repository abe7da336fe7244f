"""Who is honoured: machines join, come back, are vouched for, renewed and revoked."""

import uuid
from datetime import timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from mobilink.basics import clock
from mobilink.journal.core import wire
from mobilink.journal.core.errors import Malformed, NotOurs, Stranger
from mobilink.journal.members import installations
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.models import Member
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import enrolment, recovery
from tests.journal.phones import STREAM, Phone, tallies


def test_a_revoked_phone_is_told_so(phone):
    installations.revoke(phone.author, "lost at the waterfront")

    with pytest.raises(Stranger, match="does not honour"):
        phone.brings()


def test_the_office_vouches_for_each_hub_that_joined_and_for_no_phone(phone):
    assert Member.objects.get(author=phone.author).certificate == ""

    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    code = enrolment.invite(enrolment.HUB, "KEPRI-KPP", "Laptop Contoh")
    request = enrolment.request_of(code, public)
    enrolment.answer(msgspec.msgpack.encode(request))

    hub = Member.objects.get(name="Laptop Contoh")
    office = Ed25519PublicKey.from_public_bytes(phone.welcome.office_key)
    said = b"mobilink station\0" + hub.author.bytes + public
    office.verify(bytes.fromhex(hub.certificate), said + hub.until.to_bytes(8, "big"))


def test_a_hub_that_is_heard_in_time_gets_a_certificate_for_its_new_term(machine):
    van = machine(until=milliseconds(clock.now()) + installations.TERM // 3)
    installations.certify()
    before = Member.objects.get(author=van.author)
    installations.certify()
    assert Member.objects.get(author=van.author).revision == before.revision

    van.ask()

    member = Member.objects.get(author=van.author)
    assert member.until > before.until
    key = bytes.fromhex(member.key)
    assert member.certificate == installations.certificate(van.author, key, member.until)


def test_a_hub_of_an_older_office_gets_a_certificate_with_a_term(machine):
    van = machine()

    installations.certify()

    member = Member.objects.get(author=van.author)
    assert member.until > milliseconds(clock.now())
    assert len(bytes.fromhex(member.certificate)) == 64


def test_a_receipt_names_the_stations_that_are_not_honoured_any_more(phone, machine):
    van, colleague = machine(), Phone()
    assert phone.brings().revoked == []

    installations.revoke(van.author, "Hilang")
    installations.revoke(colleague.author, "Hilang")

    assert phone.brings().revoked == [van.author.bytes]


def coded() -> str:
    return enrolment.invite(enrolment.PHONE, "KEPRI-KPP", "Ponsel Contoh 1")


def test_a_phone_that_the_office_forgot_joins_again_as_who_it_was(phone, section_outing):
    phone.author = uuid.uuid4()
    phone.link = wire.Link(phone.author, uuid.uuid4(), STREAM, 1, b"")
    signed_segment = phone.signed_segment(*tallies(section_outing, 2))
    with pytest.raises(Stranger, match="join at the office once more"):
        phone.brings(signed_segment)

    assert phone.joins(coded(), who=phone.author.bytes).author == phone.author.bytes

    assert phone.brings(signed_segment).ends[0][4] == 2


def test_a_phone_that_the_office_knows_stays_who_it_is(phone):
    before = Member.objects.get(author=phone.author)

    welcome = phone.joins(coded(), who=phone.author.bytes)

    assert (welcome.author, welcome.name) == (phone.author.bytes, before.name)
    assert Member.objects.get(author=phone.author).revision == before.revision


@pytest.mark.usefixtures("in_english")
def test_nobody_comes_back_with_another_key_or_after_a_revocation(phone):
    another = Phone()
    with pytest.raises(Stranger, match="another key"):
        another.joins(coded(), who=phone.author.bytes)
    with pytest.raises(Stranger, match="another key"):
        another.joins(coded(), who=phone.welcome.office)
    with pytest.raises(Malformed):
        another.joins(coded(), who=b"short")

    installations.revoke(phone.author, "Hilang")
    with pytest.raises(Stranger, match="does not honour"):
        phone.joins(coded(), who=phone.author.bytes)


def test_a_phone_does_not_join_again_in_another_unit_than_its_records(phone):
    many = Member.objects.count()
    code = enrolment.invite(enrolment.PHONE, "KEPRI-BTM", "Ponsel Contoh 2")

    for who in (phone.author, uuid.uuid4()):
        with pytest.raises(Stranger, match="milik unit lain"):
            phone.joins(code, who=who.bytes, streams=["team", STREAM])

    assert Member.objects.count() == many
    assert phone.joins(code).author != phone.author.bytes  # the code is still good


def test_a_phone_whose_term_has_ended_gets_another_when_it_joins_again(
    phone, section_outing, monkeypatch
):
    late = clock.now() + timedelta(days=61)
    monkeypatch.setattr(clock, "now", lambda: late)
    signed_segment = phone.signed_segment(*tallies(section_outing, 2))
    assert phone.brings(signed_segment).ends[0][4] == 0

    phone.joins(coded(), who=phone.author.bytes)

    assert phone.brings().ends[0][4] == 2


def test_a_phone_that_a_recovering_office_does_not_know_waits_for_the_vans(phone, machine):
    van = machine()
    TableStore().renew_epoch()
    assert recovery.state().is_on

    with pytest.raises(Stranger, match="menunggu kabar"):
        phone.joins(coded(), who=uuid.uuid4().bytes)

    recovery.end()
    assert len(bytes.fromhex(Member.objects.get(author=van.author).certificate)) == 64


def test_a_phone_that_meets_vans_alone_is_renewed_by_what_they_carry(
    phone, machine, section_outing, monkeypatch
):
    van, signed_segment = machine(), phone.signed_segment(*tallies(section_outing, 1))
    term = Member.objects.get(author=phone.author).until
    late = clock.now() + timedelta(days=45)
    monkeypatch.setattr(clock, "now", lambda: late)

    van.ask()
    assert Member.objects.get(author=phone.author).until == term
    van.ask(signed_segment)

    assert Member.objects.get(author=phone.author).until > term


def test_a_code_for_a_hub_lets_no_phone_join(db):
    public = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    code = enrolment.invite(enrolment.HUB, "KEPRI-KPP", "Laptop Contoh")
    request = enrolment.request_of(code, public, enrolment.PHONE)

    with pytest.raises(Stranger):
        enrolment.answer(msgspec.msgpack.encode(request))

    assert not Member.objects.filter(name="Laptop Contoh").exists()


def hub_code():
    return enrolment.invite(enrolment.HUB, "KEPRI-KPP", "Laptop Contoh")


def hub_key():
    return Ed25519PrivateKey.generate().public_key().public_bytes_raw()


def joins(request):
    return enrolment.answer(msgspec.msgpack.encode(request))


@pytest.mark.both
def test_a_code_lets_one_machine_in_and_within_ten_minutes_only(db, monkeypatch):
    code, late = hub_code(), hub_code()
    joins(enrolment.request_of(code, hub_key()))
    with pytest.raises(Stranger):
        joins(enrolment.request_of(code, hub_key()))

    then = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: then)
    with pytest.raises(Stranger):
        joins(enrolment.request_of(late, hub_key()))

    assert Member.objects.filter(name="Laptop Contoh").count() == 1


def test_who_overheard_a_request_lets_in_no_key_of_his_own(db):
    request = enrolment.request_of(hub_code(), hub_key())

    with pytest.raises(Stranger):
        joins(msgspec.structs.replace(request, key=hub_key()))


def test_who_does_not_know_the_code_is_no_office(db):
    code, another = hub_code(), hub_code()
    answer = joins(enrolment.request_of(code, hub_key()))

    assert enrolment.welcome_in(answer, code).name == "Laptop Contoh"
    with pytest.raises(Stranger):
        enrolment.welcome_in(answer, another)


def test_a_key_for_which_nothing_can_be_sealed_lets_nobody_join(db):
    with pytest.raises(Malformed):
        joins(enrolment.request_of(hub_code(), bytes(32)))


def test_an_installation_that_works_does_not_join_another_office(db):
    with pytest.raises(NotOurs):
        enrolment.enrol("AAAA", "http://elsewhere", pytest.fail)


def test_a_recovering_office_does_not_wait_for_a_machine_that_it_lets_in(machine):
    van = machine()
    TableStore().renew_epoch()

    joins(enrolment.request_of(hub_code(), hub_key()))

    assert [one.id for one in recovery.state().awaited] == [van.author]


def test_a_revoked_hub_gets_no_new_certificate(machine):
    van = machine()
    installations.revoke(van.author, "Hilang")

    installations.certify()

    assert Member.objects.get(author=van.author).certificate == ""
