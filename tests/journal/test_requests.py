"""What comes to the office over a bad line or from a bad hand, by the rows of the fault catalogue.

This test's installation is the office; the van is a chain that the test signs itself.
"""

import random
from datetime import timedelta

import msgspec
import pytest
import zstandard

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.booth.models import Tally
from mobilink.journal import checkup
from mobilink.journal.actions import alone
from mobilink.journal.core import messages, segment, wire
from mobilink.journal.core.errors import Forged, Malformed, Stranger
from mobilink.journal.core.merge import Ownership
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.members import installations
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage import keys, review_queue
from mobilink.journal.storage.kinds import every_kind, find
from mobilink.journal.storage.models import Installation, LedgerLine, Peer, Segment
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import recovery, replays, signed_heads, sync_server

pytestmark = pytest.mark.django_db
OFFICES = [kind.name for kind in every_kind() if kind.ownership is Ownership.OFFICE]


# Not in the second half of its term yet, and in it 50 days later.
UNTIL = int(clock.now().timestamp() * 1000) + installations.TERM - 24 * 3600 * 1000


@pytest.fixture
def van(machine):
    return machine(until=UNTIL)


def spoken(van, *signed_segments, **changes):
    """A question as it goes over the line, by a clock that stands."""
    return van.question(*signed_segments, **{"clock": 1_566_000_000_000} | changes)


def heard(data):
    """What the office answers to these bytes."""
    answer = messages.read_envelope(sync_server.answer(data))
    return answer.open(messages.Answer, keys.public(), keys.Ed25519())


def head_of_now():
    """What an office that was set back has signed for a van since."""
    line = TableStore().last_line("team")
    return signed_heads.sign(TableStore(), line.stream, line.until, line.hash)


def held():
    """Everything of the journal that a request could move."""
    lines = LedgerLine.objects.order_by("pk").values_list("hash")
    return [*lines], [*Segment.objects.order_by("pk").values_list("head")], Tally.objects.count()


def test_row_25_a_request_cut_at_every_byte_brings_nothing_and_the_whole_one_all(van, tally):
    """Row 25: what is half a request is none."""
    whole = spoken(van, van.signed_segment(van.entry(tally)))
    before = held()

    for cut in range(len(whole)):
        with pytest.raises(Malformed):
            sync_server.answer(whole[:cut])
    assert held() == before
    assert not Peer.objects.exists()

    assert heard(whole).received == 1
    assert Tally.objects.count() == 1


def test_row_35_a_request_with_any_byte_flipped_is_refused(van, tally):
    """Row 35: on the line, the signature covers every byte but its own frame's."""
    whole = spoken(van, van.signed_segment(van.entry(tally)))
    before = held()

    for at in range(len(whole)):
        with pytest.raises((Malformed, Forged, Stranger)):
            sync_server.answer(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])

    assert held() == before


@pytest.mark.thorough
def test_row_24_a_whole_capture_replayed_in_any_order_changes_nothing(van, tally):
    """Row 24: everything that a van ever said, again and again, shuffled."""
    capture = []
    for _ in range(12):
        signed_segment = van.signed_segment(*[van.entry(tally) for _ in range(5)])
        capture += [spoken(van), spoken(van, signed_segment)]
        for data in capture[-2:]:
            heard(data)
    before = held()

    for seed in range(3):
        random.Random(seed).shuffle(capture)
        for data in capture:
            heard(data)

    assert held() == before
    assert before[2] == 60
    assert verify().is_equal


def test_row_24_a_replay_is_no_contact_and_renews_no_certificate(van, tally, monkeypatch):
    """Row 24: what a van that is gone said once does not make it look alive."""
    now = clock.now()
    capture = [
        spoken(van, captured=1),
        spoken(van, van.signed_segment(van.entry(tally)), captured=2),
    ]
    capture += [spoken(van, captured=2, clock=1_566_000_000_000 + ms) for ms in range(3)]
    for data in capture:
        heard(data)
    noted = Peer.objects.values().get(author=van.author)

    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=50))
    for data in (*capture, *reversed(capture)):
        heard(data)

    assert Peer.objects.values().get(author=van.author) == noted
    van.member.refresh_from_db()
    assert van.member.until == UNTIL
    heard(spoken(van, captured=2, clock=1_566_000_000_000 + 5))
    van.member.refresh_from_db()
    assert van.member.until > UNTIL
    assert Peer.objects.get(author=van.author).last_contact > noted["last_contact"]


def test_row_24_and_44_a_replay_does_not_end_the_recovery_of_an_office(van, tally):
    """Rows 24 and 44: whoever recorded a van's questions cannot play it to an office that waits."""
    old = spoken(van, captured=1)
    heard(old)
    heard(spoken(van, captured=2))
    Installation.objects.update(set_back_at=1)

    heard(old)
    assert [one.id for one in recovery.state().awaited] == [van.author]

    heard(spoken(van, captured=2, heads=[head_of_now()]))
    assert not recovery.state().is_on


@pytest.mark.parametrize("version", [messages.VERSION - 2, messages.VERSION + 1, 2**31])
def test_row_30_a_van_that_speaks_another_version_is_refused_by_name_and_keeps_its_bytes(
    van, tally, version
):
    """Row 30: what it brings is not taken, and is taken when both speak alike."""
    signed_segment = van.signed_segment(van.entry(tally))
    before = held()

    with pytest.raises(Malformed, match=f"version {version}"):
        sync_server.answer(spoken(van, signed_segment, version=version))

    assert held() == before
    assert heard(spoken(van, signed_segment)).received == 1


def test_row_30_a_part_of_a_later_version_is_refused_by_name_and_the_rest_is_taken(van, tally):
    """Row 30: the answer says that it is not at the office, so the van keeps it."""
    first, second = van.signed_segment(van.entry(tally)), van.signed_segment(van.entry(tally))
    packed = msgspec.msgpack.decode(zstandard.decompress(second.data), type=segment.Packed)
    later = msgspec.structs.replace(packed, version=packed.version + 1)
    foreign = SignedSegment(zstandard.compress(msgspec.msgpack.encode(later)), second.signature)

    answer = heard(spoken(van, first, foreign))

    assert answer.received == 1
    [reason] = answer.refused
    assert "version" in reason
    assert Tally.objects.count() == 1


def test_row_31_bytes_of_anybody_are_refused_by_name(db):
    """Row 31: and nothing is noted of them."""
    chance = random.Random(31)
    for _ in range(3_000):
        with pytest.raises(Refused):
            sync_server.answer(chance.randbytes(chance.randrange(200)))
    assert not Peer.objects.exists()


def test_row_31_a_bomb_in_a_signed_request_is_refused_and_the_rest_is_taken(van, tally):
    """Row 31: 8 MB of zeros in a few hundred bytes, from a machine that was enrolled."""
    bomb = SignedSegment(zstandard.compress(bytes(9_000_000)), b"s" * 64)

    answer = heard(spoken(van, bomb, van.signed_segment(van.entry(tally))))

    assert (answer.received, len(answer.refused)) == (1, 1)
    assert "too many" in answer.refused[0]


@pytest.mark.parametrize("kind", OFFICES)
def test_row_47_a_van_that_writes_what_is_the_offices_changes_nothing_and_is_seen(van, taken, kind):
    """Row 47: rightly signed and wrongly scoped, in whatever stream; a new row and a change."""
    rows = find(kind).model._default_manager
    before = [*rows.order_by("pk").values()]
    row = rows.exclude(pk=van.member.pk).first()
    ops = [wire.Op(kind, None, {"name": "palsu", "code": "palsu", "until": 2**50})]
    if row is not None:
        ops.append(wire.Op(kind, row.pk.bytes, {"name": "palsu"}))

    for brought, stream in enumerate(["team", "unit/BATAM", "public", "office"], start=1):
        taken(*[van.signed_segment(van.entry(op, stream=stream)) for op in ops])

        assert [*rows.order_by("pk").values()] == before, stream
        assert {one.reason for one in review_queue.quarantine()} == {"scope"}, stream
        assert checkup.look().quarantined == len(ops) * brought, stream
    assert verify().is_equal


def test_row_47_a_van_does_not_make_its_own_certificate_longer(van, taken):
    """Row 47: nor does it honour itself again."""
    until = van.member.until

    taken(
        van.signed_segment(
            van.entry(
                wire.Op("installation", van.member.pk.bytes, {"until": 2**50, "cut": None}),
                stream="team",
            )
        )
    )

    van.member.refresh_from_db()
    assert van.member.until == until
    assert [one.reason for one in review_queue.quarantine()] == ["scope"]


def test_row_47_the_facts_of_another_unit_are_not_a_vans_to_write(van, tally, taken):
    """Row 47: a fact in the stream of a unit for which it was not enrolled."""
    taken(van.signed_segment(van.entry(tally, stream="unit/KEPRI-KPP")))

    assert Tally.objects.count() == 0
    assert [one.reason for one in review_queue.quarantine()] == ["scope"]


def test_row_48_nobody_is_answered_in_the_offices_name(van, tally):
    """Row 48: a van's answer, or a question taken for an answer, is none of the office's."""
    ask = spoken(van)
    answer = messages.Answer(messages.VERSION, "0.1", [], [], 0, [], [], [], [], {}, False)
    by_a_van = messages.read_envelope(messages.sign_message(answer, van.author, van))

    for said in (messages.read_envelope(ask), by_a_van):
        with pytest.raises(Forged):
            said.open(messages.Answer, keys.public(), keys.Ed25519())


def test_row_47_a_van_changes_what_it_may_in_no_stream_but_its_own(van, outing, taken):
    """Row 47: an outing is everybody's, the stream of another unit is not."""
    change = wire.Op("outing", outing.pk.bytes, {"purpose": "palsu"})

    taken(van.signed_segment(van.entry(change, stream="unit/KEPRI-KPP")))

    assert [one.reason for one in review_queue.quarantine()] == ["scope"]


@pytest.mark.parametrize("place", [3, -1])
def test_a_van_that_knows_another_line_at_the_same_place_is_shown_where_both_agree(van, place):
    line = [*TableStore().lines("team", 0)][place]

    forked = van.ask(ledger=[("team", line.until, b"x" * 32)])
    agreed = van.ask(ledger=[("team", line.until, line.hash)])

    assert (line.until, line.hash) in forked.forks["team"]
    assert "team" not in agreed.forks


def test_row_24_a_question_of_before_is_none_also_after_the_van_went_back(van):
    """Row 24: how far it had come counts, not how far it is now."""
    [first, second, third, *_] = [line.until for line in TableStore().lines("team", 0)]
    old = spoken(van, captured=5, ledger=[("team", second, b"")])
    heard(old)
    heard(spoken(van, captured=5, ledger=[("team", third, b"")]))
    heard(spoken(van, captured=6, ledger=[("team", first, b"")]))
    noted = Peer.objects.values().get(author=van.author)

    heard(old)

    assert Peer.objects.values().get(author=van.author) == noted


def test_row_24_an_old_question_with_a_late_clock_is_no_news(van):
    """Row 24: a clock that was put right does not make what was said before it newer."""
    old = spoken(van, captured=1, clock=2**50)
    heard(old)
    heard(spoken(van, captured=2))
    noted = Peer.objects.values().get(author=van.author)

    heard(old)

    assert Peer.objects.values().get(author=van.author) == noted


def test_row_44_what_a_van_knew_of_a_ledger_that_is_gone_makes_no_later_question_old(van):
    """Row 44: the office went on without it, and the van back to where both agreed."""
    last = TableStore().last_line("team")

    def is_news(revision, clock):
        asked = messages.Ask(
            messages.VERSION, "0.1", [], [], False, [("team", revision, b"")], [], [], 1024, clock
        )
        with alone():
            return replays.is_news(van.author, asked, str(clock).encode())

    assert is_news(last.until + 50, clock=1)
    assert is_news(last.until, clock=2)


def test_row_44_a_van_is_heard_when_all_that_it_holds_is_here(van, tally):
    """Row 44: else the office would decide before it has what the van has witnessed."""
    missing = van.entry(tally)
    chain = missing.link.chain
    end = (chain.author.bytes, chain.epoch.bytes, chain.stream, 1, missing.hash)
    Installation.objects.update(set_back_at=1)

    heard(spoken(van, captured=1, ends=[end], heads=[head_of_now()]))
    assert recovery.state().is_on

    heard(spoken(van, van.signed_segment(missing), captured=2, ends=[end], heads=[head_of_now()]))
    assert not recovery.state().is_on
