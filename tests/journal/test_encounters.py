"""What vans, phones and their office come to when they meet: real machines in one process."""

import msgspec
import pytest

from mobilink.basics.errors import Refused
from mobilink.journal.core import messages
from mobilink.journal.core.sequence import GRACE
from mobilink.journal.core.wire import Op
from mobilink.journal.rehearsal import kinds
from mobilink.journal.safety import backup
from mobilink.journal.simulation.world import DAY, HOUR, TEAM
from mobilink.journal.storage.models import Peer, Witness
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import batches, bundles, signed_heads
from tests.journal.talks import asked, talk, to_office
from tests.journal.worlds import verdicts, visit

pytestmark = pytest.mark.embedded  # its machines have databases in memory


# What both hold


def test_what_is_written_while_a_van_talks_is_no_part_of_what_both_hold(real):
    hub, send = real.hubs[0], to_office(real)
    visit(real, hub)

    def meanwhile(question):
        visit(real, hub)
        return send(question)

    talk(real, hub, meanwhile)

    assert talk(real, hub).round_trips == 1


def test_a_van_asks_shortly_again_once_something_moved(real):
    hub, send, questions = real.hubs[0], to_office(real), []
    visit(real, real.office)
    talk(real, hub)

    talk(real, hub, lambda question: questions.append(question) or send(question))

    assert [bool(asked(question).ground) for question in questions] == [True]


def test_what_another_unit_does_makes_no_question_longer(real):
    hub, other = real.hubs[:2]
    talk(real, hub)
    visit(real, other)
    talk(real, other)

    assert talk(real, hub).round_trips == 1


def test_a_van_asks_in_full_where_its_office_has_another_program(real):
    hub, send, questions = real.hubs[0], to_office(real), []
    with hub.at_work():
        Peer.objects.filter(is_office=True).update(version="0.0")

    talk(real, hub, lambda question: questions.append(question) or send(question))

    assert not asked(questions[0]).ground


@pytest.mark.thorough
def test_nothing_new_takes_one_trip_of_600_bytes_also_with_sixty_chains_and_their_heads(real):
    hub = real.hubs[0]
    for _ in range(60):
        phone = real.make_phone("unit/0")
        real.phone_writes(phone, TEAM, [[Op("outing", None, {"title": "Pasar Bintan"})]])
        real.deliver(phone, real.office)
    talk(real, hub)
    with hub.at_work():
        assert len(TableStore().every_branch()) >= 60
        assert TEAM in [head[0] for head in signed_heads.newest()]

    quiet = talk(real, hub)

    assert quiet.round_trips == 1
    assert quiet.spent <= 600


def test_a_head_goes_once_and_no_more_until_something_moves(real):
    hub, send, heads = real.hubs[0], to_office(real), []

    def read(question):
        answer = send(question)
        said = msgspec.msgpack.decode(messages.read_envelope(answer).body, type=messages.Answer)
        heads.extend(said.heads)
        return answer

    real.write(real.office, TEAM, Op("outing", None, {"title": "Pasar Bintan"}))
    talk(real, hub, read)
    assert [head[0] for head in heads] == [TEAM]
    heads.clear()

    talk(real, hub, read)

    assert heads == []


def test_a_van_that_asks_shortly_and_lacks_a_head_asks_in_full(real):
    """It heard of its office's new version before it had the same itself."""
    hub = real.hubs[0]
    talk(real, hub)
    with hub.at_work():
        Witness.objects.all().delete()

    talk(real, hub)

    with hub.at_work():
        assert {head[0] for head in signed_heads.newest()} == {*TableStore().streams()}


def test_a_van_that_has_no_head_yet_gets_one_though_nothing_moved(real):
    """A van of before, which asks in full after its upgrade."""
    hub = real.hubs[0]
    talk(real, hub)
    with hub.at_work():
        Witness.objects.all().delete()
        Peer.objects.filter(is_office=True).update(version="0.0")

    talk(real, hub)

    with hub.at_work():
        heads = {head[:3] for head in signed_heads.newest()}
        lines = [line for of in TableStore().streams() if (line := TableStore().last_line(of))]
        assert heads == {(line.stream, line.until, line.hash) for line in lines}


# What is carried for others


@pytest.fixture
def carried(real, tmp_path):
    """What a van has of another one's, by a bundle, and a van that carries it."""
    carrier, other = real.hubs[:2]
    entry = visit(real, other)
    with other.at_work():
        bundles.write(tmp_path / "other.mlb")
    with carrier.at_work():
        bundles.read(tmp_path / "other.mlb")
    return carrier, entry


def test_what_a_van_carries_for_another_leaves_it_once_the_office_has_it(real, carried):
    carrier, entry = carried
    assert carrier.store.branches(entry.link.chain)

    talk(real, carrier)

    assert not carrier.store.branches(entry.link.chain)
    assert verdicts(real, entry) == ["applied"]


def test_a_van_goes_on_carrying_what_the_office_could_not_take(real, carried, monkeypatch):
    carrier, entry = carried
    send = to_office(real)

    def full(signed_segment):
        raise Refused("There is no room left.")

    def without_room(question):
        with monkeypatch.context() as disk:
            disk.setattr(batches, "receive", full)
            return send(question)

    talk(real, carrier, without_room)
    assert carrier.store.branches(entry.link.chain)

    talk(real, carrier)
    assert verdicts(real, entry) == ["applied"]


def test_a_phone_is_given_nothing_that_the_office_has_decided_on(real):
    hub = real.hubs[0]
    visit(real, hub)
    with hub.at_work():
        assert bundles.load(10_000) != bundles.NO_LOAD
    talk(real, hub)

    with hub.at_work():
        assert bundles.load(10_000) == bundles.NO_LOAD


# What a van hears


def test_a_van_hears_what_of_its_own_streams_is_in_backup(real):
    for hub in real.hubs:
        visit(real, hub)
        talk(real, hub)
    real.count_backup()
    with real.office.at_work():
        covered = backup.horizon()

    hub = real.hubs[0]
    talk(real, hub)

    with hub.at_work():
        assert backup.horizon() == {
            stream: last for stream, last in covered.items() if stream in hub.streams
        }
    assert covered.keys() - {*hub.streams}


def test_a_van_notes_by_how_much_the_clock_of_its_office_is_ahead(real):
    hub, real.office.clock_error = real.hubs[0], HOUR

    talk(real, hub)

    with hub.at_work():
        assert Peer.objects.get(is_office=True).clock_error == HOUR


def test_a_van_that_can_take_nothing_says_why_and_leaves_its_office_in_peace(real, monkeypatch):
    hub, row, send = real.hubs[0], real.outings(real.office)[0], to_office(real)
    receive, questions = batches.receive, []
    real.change(real.office, row, day=1)

    def full(signed_segment):
        raise Refused("There is no room left.")

    def by_an_office_with_room(question):
        questions.append(question)
        assert len(questions) < 9
        with monkeypatch.context() as disk:
            disk.setattr(batches, "receive", receive)
            return send(question)

    with monkeypatch.context() as disk:
        disk.setattr(batches, "receive", full)
        outcome = talk(real, hub, by_an_office_with_room)
    assert outcome.refused == ["There is no room left."]

    assert talk(real, hub).lines == 1


@pytest.mark.usefixtures("in_english")
def test_a_van_that_shows_other_rows_than_its_office_makes_them_anew(real):
    hub, (row, other) = real.hubs[0], real.outings(real.office)[:2]
    with real.transaction(hub):
        kinds.Outing.objects.filter(pk=row).update(title="altered")
    real.change(real.office, other, day=1)
    real.now += 2 * DAY

    outcome = talk(real, hub)

    assert hub.store.shown()["outing", row] == real.office.store.shown()["outing", row]
    assert any("made its tables anew" in refusal for refusal in outcome.refused)


def test_a_change_that_the_office_puts_in_quarantine_is_shown_no_more(real):
    """Van and office put two outings behind each other, and neither saw that the other did."""
    hub = real.hubs[0]
    row, other = real.outings(real.office)[:2]
    real.change(real.office, other, follows=str(row))
    behind = real.change(hub, row, follows=str(other))
    assert hub.store.shown()["outing", row].fields["follows"] == str(other)

    talk(real, hub)

    assert verdicts(real, behind) == ["circle"]
    assert not hub.store.shown()["outing", row].fields.get("follows")


def test_a_change_that_waits_beside_what_was_decided_is_shown(real):
    """The office gave up on the first of two entries, and the van hears so before it brings that."""
    hub, row, send = real.hubs[0], real.outings(real.hubs[0])[0], to_office(real)
    for fields in ({"day": 1}, {"state": 2}):
        real.change(hub, row, **fields)
        real.seal(hub)
    [branch] = hub.store.branches(hub.chain(TEAM))
    [_first, second] = hub.store.signed_segments(branch, 0)
    real.hand_over(second, real.office)
    real.now += GRACE
    real.decide()

    def breaks_before_it_brings(question):
        if asked(question).signed_segments:
            raise Refused("The line broke.")
        return send(question)

    with hub.at_work():
        Peer.objects.filter(is_office=True).update(version="0.0")  # so that it asks in full
    with pytest.raises(Refused):
        talk(real, hub, breaks_before_it_brings)

    [branch] = hub.store.branches(hub.chain(TEAM))
    assert branch.waiting == [(1, 1)]
    shown = hub.store.shown()["outing", row].fields
    assert (shown["day"], shown["state"]) == (1, 2)
