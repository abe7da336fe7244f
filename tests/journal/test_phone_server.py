"""What a phone brings: kept once, decided by the office, answered in a way that proves itself."""

import hashlib
import json
import uuid
from datetime import date, timedelta
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from mobilink import __version__
from mobilink.basics import clock
from mobilink.booth.models import Session, Tally
from mobilink.journal.actions import alone
from mobilink.journal.core import wire
from mobilink.journal.core.errors import Forged, Stranger
from mobilink.journal.core.frames import framed, signed_segments_of
from mobilink.journal.core.messages import VERSION, Ask, sign_message
from mobilink.journal.core.sequence import GRACE
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.storage import guards, keys, review_queue
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.models import Branch, Installation, LedgerLine, Member, Peer
from mobilink.journal.storage.tables import replica
from mobilink.journal.sync import bundles, sync_server
from mobilink.journal.sync.phone_server import Delivery
from mobilink.outreach import actions
from mobilink.outreach.models import Outing, Slot
from tests.journal.phones import AT, HERE, PLAN, STREAM, Phone, heard, tallies


@pytest.mark.both
def test_what_a_phone_brings_is_decided_and_told_back(phone, section_outing):
    before = Tally.objects.filter(outing=section_outing).count()

    receipt = phone.brings(phone.signed_segment(*tallies(section_outing, 3)))

    assert Tally.objects.filter(outing=section_outing).count() == before + 3
    [(epoch, stream, last, hash_, ordered, covered)] = receipt.ends
    assert (epoch, stream, last, ordered, covered) == (
        phone.link.epoch.bytes, STREAM, 3, 3, 0,
    )  # fmt: skip
    assert hash_ == phone.link.prev
    assert receipt.troubles == []
    assert receipt.kind == "office"


@pytest.mark.both
def test_what_comes_twice_counts_once(phone, section_outing):
    signed_segment = phone.signed_segment(*tallies(section_outing, 2))

    phone.brings(signed_segment)
    receipt = phone.brings(signed_segment, signed_segment)

    assert receipt.ends[0][2] == 2
    assert LedgerLine.objects.filter(author=phone.author).count() == 1


def test_what_comes_before_its_time_waits_and_is_not_told_as_here(phone, section_outing):
    first, second = (
        phone.signed_segment(*tallies(section_outing, 1)),
        phone.signed_segment(*tallies(section_outing, 1)),
    )

    receipt = phone.brings(second)
    assert receipt.ends == []
    assert receipt.middles == [(phone.link.epoch.bytes, STREAM, 2, 2, phone.link.prev, 0, 0)]
    receipt = phone.brings(first)
    assert (receipt.ends[0][2], receipt.middles) == (2, [])


def test_what_hangs_together_without_a_beginning_is_told_as_one_run(phone, section_outing):
    _first, *rest = [phone.signed_segment(*tallies(section_outing, 2)) for _ in range(4)]
    second, third, fourth = rest

    assert [told[2:4] for told in phone.brings(fourth, second).middles] == [(3, 4), (7, 8)]
    assert [told[2:4] for told in phone.brings(third).middles] == [(3, 8)]

    with alone(), guards.writing(connection):
        replica().adopt_strays(milliseconds(clock.now()) + GRACE)
    receipt = phone.brings(fourth)
    [middle] = receipt.middles
    assert receipt.ends == []
    assert middle[2:4] == (3, 8)
    assert middle[5:] == (8, 0)  # ordered at once, in no backup yet


def test_a_phone_whose_storage_was_set_back_is_told_its_turn(phone):
    phone.brings(turn=2_000)

    receipt = phone.brings(turn=5)

    assert (receipt.turn, receipt.plan) == (2_000, b"")
    assert phone.brings(turn=receipt.turn + 1).plan == PLAN


def test_the_plan_comes_only_to_a_phone_that_has_another(phone):
    assert phone.brings().plan == PLAN
    assert phone.brings(plan=PLAN).plan == b""


def test_what_the_phone_may_not_write_is_told_as_a_trouble(phone, section_outing):
    receipt = phone.brings(phone.signed_segment(("recruiter", {"name": "PT Misal"})))

    [(_epoch, stream, first, many, verdict, reason)] = receipt.troubles
    assert (stream, first, many, verdict, reason) == (STREAM, 1, 1, "quarantined", "scope")


@pytest.mark.parametrize(
    ("stream", "kind"),
    [("team", "slot"), ("team", "venue"), ("team", "visit_request"), ("team", "tally")],
)
def test_a_phone_writes_only_what_its_program_writes_and_where(phone, section_outing, stream, kind):
    fields = (
        {"outing": str(section_outing.pk), "at": AT} if kind == "tally" else {"title": "Karangan"}
    )

    receipt = phone.brings(phone.signed_segment((kind, fields), stream=stream))

    assert [trouble[4:] for trouble in receipt.troubles] == [("quarantined", "scope")]
    assert receipt.troubles[0][1] == stream


def test_what_a_phone_tells_of_another_units_outing_waits_for_a_person(phone, tally):
    receipt = phone.brings(phone.signed_segment(("tally", tally.fields)))

    assert [trouble[4:] for trouble in receipt.troubles] == [("quarantined", "scope")]
    assert not Tally.objects.filter(outing=tally.fields["outing"], revision__gt=0).exists()


@pytest.mark.parametrize("many", [1, 3])
def test_what_a_van_tells_of_another_units_outing_waits_for_a_person(
    machine, taken, section_outing, many
):
    van = machine()
    op = wire.Op("tally", None, {"outing": str(section_outing.pk), "at": AT})

    taken(van.signed_segment(*(van.entry(op) for _ in range(many))))

    assert [entry.reason for entry in review_queue.quarantine()] == ["scope"] * many


def test_a_van_may_write_what_a_phone_may_not(machine, taken):
    slot = wire.Op("slot", None, {"title": "Karangan"})
    van = machine()

    taken(van.signed_segment(van.entry(slot, stream="team")))

    assert [one.reason for one in review_queue.quarantine()] != ["scope"]


def test_a_stranger_and_a_forger_are_refused_and_nothing_is_kept(phone, section_outing):
    signed_segment = phone.signed_segment(*tallies(section_outing, 1))
    said = phone.says(signed_segment)
    phone.private = Ed25519PrivateKey.generate()
    with pytest.raises(Forged):
        heard(phone.says(signed_segment))
    phone.author = uuid.uuid4()
    with pytest.raises(Stranger):
        heard(phone.says(signed_segment))

    assert not LedgerLine.objects.filter(author=phone.link.author).exists()
    assert heard(said).ends


def test_what_was_recorded_on_the_line_is_answered_once_more_and_moves_nothing(
    phone, section_outing, monkeypatch
):
    said = phone.says(phone.signed_segment(*tallies(section_outing, 2)))
    heard(said)
    term, contact = Member.objects.get(author=phone.author).until, last_contact(phone)
    late = clock.now() + timedelta(days=45)
    monkeypatch.setattr(clock, "now", lambda: late)

    again = heard(said)

    assert (again.plan, again.load, again.ends[0][2]) == (b"", b"", 2)
    assert LedgerLine.objects.filter(author=phone.author).count() == 1
    assert last_contact(phone) == contact
    assert Member.objects.get(author=phone.author).until == term

    assert phone.brings().plan == PLAN
    assert last_contact(phone) > contact
    assert Member.objects.get(author=phone.author).until > term


def test_a_phone_whose_term_is_over_delivers_and_gets_no_plan_of_the_office(phone, section_outing):
    with guards.writing(connection):
        Member.objects.filter(author=phone.author).update(until=1)

    receipt = phone.brings(phone.signed_segment(*tallies(section_outing, 1)))

    assert (receipt.plan, receipt.ends[0][2], receipt.ends[0][4]) == (b"", 1, 0)
    Installation.objects.update(kind="hub")
    assert phone.brings().plan == PLAN


def last_contact(phone: Phone) -> int:
    return Peer.objects.get(author=phone.author).last_contact


def test_a_phone_whose_answer_was_lost_says_it_anew_and_nothing_counts_twice(phone, section_outing):
    signed_segment = phone.signed_segment(*tallies(section_outing, 2))
    heard(phone.says(signed_segment))

    receipt = phone.brings(signed_segment)

    assert (receipt.plan, receipt.ends[0][2]) == (PLAN, 2)
    assert LedgerLine.objects.filter(author=phone.author).count() == 1


@pytest.mark.parametrize(
    ("to", "said"), [("van.example", "said to “van.example”"), ("", "older program")]
)
def test_what_was_said_to_another_station_is_refused_and_not_kept(phone, section_outing, to, said):
    signed_segment = phone.signed_segment(*tallies(section_outing, 1))

    with pytest.raises(Stranger, match=said):
        phone.brings(signed_segment, to=to)

    assert not LedgerLine.objects.filter(author=phone.author).exists()
    assert not Peer.objects.filter(author=phone.author).exists()


@pytest.mark.both
def test_two_phones_that_open_one_booth_keep_nobody_waiting(phone):
    """Both sessions come in one signed segment: the outing begins once, and what follows is not refused."""
    outing = actions.propose_from_slot(Slot.objects.get(), date(2019, 9, 15), by=None)
    actions.approve(outing, by=None)
    opened = ("session", {"outing": str(outing.pk), "at": AT})

    receipt = phone.brings(phone.signed_segment(opened, opened, *tallies(outing, 1)))

    assert receipt.refused == []
    assert receipt.ends[0][4] == 3
    outing.refresh_from_db()
    assert outing.state == Outing.State.UNDER_WAY


def test_a_booth_that_opens_on_a_phone_puts_the_outing_under_way(phone, on):
    outing = actions.propose_from_slot(Slot.objects.get(), date(2019, 9, 15), by=None)
    actions.approve(outing, by=None)
    [of] = {outing.executing_unit.code}
    assert of == "KEPRI-KPP"

    phone.brings(phone.signed_segment(("session", {"outing": str(outing.pk), "at": AT})))
    outing.refresh_from_db()
    assert outing.state == Outing.State.UNDER_WAY

    session = Session.objects.get(outing=outing)
    phone.brings(
        phone.signed_segment(
            ("closing", {"outing": str(outing.pk), "at": AT, "session": str(session.pk)})
        )
    )
    outing.refresh_from_db()
    assert outing.state == Outing.State.HELD


def test_the_plan_of_a_unit_names_its_outings_and_officers(db, on):
    from mobilink.booth.plan import plan_of

    on(date(2019, 7, 14))
    plan = json.loads(plan_of("KEPRI-KPP"))

    assert plan["unit"]["code"] == "KEPRI-KPP"
    assert [outing["day"] for outing in plan["outings"]] == ["2019-07-14", "2019-07-19"]
    assert {"id", "name", "functions", "ends", "until"} == set(plan["officers"][0])
    assert plan_of("KEPRI-KPP") == plan_of("KEPRI-KPP")


def test_a_load_that_a_phone_carries_is_opened_by_the_office_alone(phone, section_outing):
    colleague = Phone()
    signed_segment = SignedSegment(*colleague.signed_segment(*tallies(section_outing, 2)))
    ours, secret = keys.public(), b"s" * 32
    load = b"".join(framed([signed_segment], secret, [keys.locked(ours, secret)]))
    sealed_for_another = b"".join(framed([signed_segment], secret, [b"x" * 80]))
    before = Tally.objects.filter(outing=section_outing).count()

    receipt = phone.brings(carried=[sealed_for_another, b"nothing", load])

    assert receipt.unloaded == [hashlib.sha256(load).digest()]
    assert Tally.objects.filter(outing=section_outing).count() == before + 2
    assert bundles.load(1000) == bundles.NO_LOAD  # an office has nothing to give along


def test_a_van_gives_along_what_the_loads_before_do_not_hold(phone, section_outing):
    """This installation plays the van, of an office that has decided on nothing of it yet."""
    Peer.objects.create(author=uuid.uuid4(), key=keys.public().hex(), is_office=True)
    Installation.objects.update(kind="hub")
    colleague = Phone.__new__(Phone)
    colleague.__dict__ = phone.__dict__ | {
        "link": wire.Link(phone.author, uuid.uuid4(), STREAM, 1, b"")
    }
    signed_segments = [
        one.signed_segment(*tallies(section_outing, 1))
        for one in (phone, phone, colleague, phone, colleague)
    ]
    phone.brings(*signed_segments)
    most = 2 * max(len(data) for data, _ in signed_segments)

    loads, ends = [], []
    while (load := bundles.load(most, ends)) != bundles.NO_LOAD:
        loads.append(load)
        ends += load.ends

    held = [[*signed_segments_of(BytesIO(load.data), keys.unlocked)] for load in loads]
    assert len(loads) == 3
    assert sorted(tuple(signed_segment) for some in held for signed_segment in some) == sorted(
        signed_segments
    )
    receipt = phone.brings(takes_load=True, knows=loads[0].ends)
    assert {*receipt.load_ends} == {phone.link.prev, colleague.link.prev}
    assert len([*signed_segments_of(BytesIO(receipt.load), keys.unlocked)]) == 3


def test_a_load_of_which_something_was_refused_or_is_missing_stays_with_the_phone(
    phone, section_outing
):
    colleague, ours, secret = Phone(), keys.public(), b"s" * 32
    held = [SignedSegment(*colleague.signed_segment(*tallies(section_outing, 2))) for _ in range(2)]
    forged = held[1]._replace(signature=b"x" * 64)

    def load(*signed_segments):
        return b"".join(framed(signed_segments, secret, [keys.locked(ours, secret)]))

    assert phone.brings(carried=[load(*held)[:-1], load(held[0], forged)]).unloaded == []
    assert len(phone.brings(carried=[load(*held)]).unloaded) == 1


def test_what_the_office_had_gone_on_without_is_not_told_as_decided(phone, section_outing):
    phone.brings(phone.signed_segment(*tallies(section_outing, 3)))
    with guards.writing(connection):
        Branch.objects.filter(author=phone.author).update(skipped=[[2, 2]])

    assert [end[4] for end in phone.brings().ends] == [1]


def test_a_phone_does_not_speak_as_a_van_nor_a_van_as_a_phone(phone, machine):
    van = machine()
    delivery = Delivery(VERSION, __version__, [], 0, None, AT, bytes(32), to=HERE, turn=1)

    with pytest.raises(Stranger):
        heard(sign_message(delivery, van.author, van))
    asked = Ask(VERSION, __version__, [], [], False, [], [], [], 1024, AT)
    with pytest.raises(Stranger):
        sync_server.answer(sign_message(asked, phone.author, phone))
