"""What vans, phones and their office come to when they meet: real machines in one process."""

import msgspec
import pytest

from mobilink import __version__
from mobilink.basics.errors import Refused
from mobilink.journal.core import messages
from mobilink.journal.core.sequence import AS_IT_IS, GRACE
from mobilink.journal.core.store import Line
from mobilink.journal.core.wire import Op
from mobilink.journal.rehearsal import kinds
from mobilink.journal.rehearsal.world import RealWorld
from mobilink.journal.safety import backup, erasure
from mobilink.journal.simulation.world import DAY, HOUR, TEAM
from mobilink.journal.storage.models import Peer
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import (
    batches,
    bundles,
    recovery,
    rollback_guard,
    sync_client,
    sync_server,
)
from tests.journal.worlds import verdicts, visit

pytestmark = pytest.mark.embedded  # its machines have databases in memory


@pytest.fixture(autouse=True)
def _databases_of_their_own(django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def real():
    with RealWorld(seed=2019) as world:
        for hub in world.hubs:
            assert world.sync(hub)
        yield world


def to_office(world):
    """How what a van says comes to its office, and what that answers comes back."""

    def send(question):
        with world.office.at_work():
            return sync_server.answer(question)

    return send


def talk(world, hub, send=None):
    """One conversation of a van with its office, whole or refused."""
    with hub.at_work():
        return sync_client.talk(send or to_office(world))


def no_line(question):
    raise Refused("There is no way to the office now.")


def is_short(question):
    """Whether a question tells what both hold by one hash."""
    return bool(
        msgspec.msgpack.decode(messages.read_envelope(question).body, type=messages.Ask).ground
    )


def set_back(world, image):
    """The office is restored by the tool."""
    world.office.store = image
    with world.office.at_work():
        TableStore().renew_epoch()


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
    hub, send, asked = real.hubs[0], to_office(real), []
    visit(real, real.office)
    talk(real, hub)

    talk(real, hub, lambda question: asked.append(question) or send(question))

    assert [is_short(question) for question in asked] == [True]


def test_what_another_unit_does_makes_no_question_longer(real):
    hub, other = real.hubs[:2]
    talk(real, hub)
    visit(real, other)
    talk(real, other)

    assert talk(real, hub).round_trips == 1


def test_a_van_asks_in_full_where_its_office_has_another_program(real):
    hub, send, asked = real.hubs[0], to_office(real), []
    with hub.at_work():
        Peer.objects.filter(is_office=True).update(version="0.0")

    talk(real, hub, lambda question: asked.append(question) or send(question))

    assert not is_short(asked[0])


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


def test_a_van_that_shows_other_rows_than_its_office_makes_them_anew(real):
    hub, (row, other) = real.hubs[0], real.outings(real.office)[:2]
    with real.transaction(hub):
        kinds.Outing.objects.filter(pk=row).update(title="altered")
    real.change(real.office, other, day=1)
    real.now += 2 * DAY

    outcome = talk(real, hub)

    assert hub.store.shown()["outing", row] == real.office.store.shown()["outing", row]
    assert any("made its tables anew" in told for told in outcome.refused)


def test_a_change_that_the_office_puts_in_quarantine_is_shown_no_more(real):
    hub, row = real.hubs[0], real.outings(real.office)[0]
    after_itself = real.change(hub, row, follows=str(row))
    assert hub.store.shown()["outing", row].fields["follows"] == str(row)

    talk(real, hub)

    assert verdicts(real, after_itself) == ["circle"]
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
        if not is_short(question) and batches_of(question):
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


def batches_of(question):
    """The segments that a question brings."""
    asked = msgspec.msgpack.decode(messages.read_envelope(question).body, type=messages.Ask)
    return asked.signed_segments


# What was set back


def test_row_40_a_van_whose_database_forgot_what_it_said_begins_anew_before_it_speaks(real):
    """Row 40: what it said was written down before it left, so no line is needed to notice it."""
    hub, image = real.hubs[0], real.hubs[0].store.image().without_heads()
    epoch = hub.store.epoch
    visit(real, hub)
    with pytest.raises(Refused):
        talk(real, hub, no_line)
    hub.store = image

    with pytest.raises(Refused):
        talk(real, hub, no_line)

    assert hub.store.epoch != epoch


def write_a_bundle(folder):
    bundles.write(folder / "van.mlb")


def give_a_load(folder):
    bundles.load(10_000)


@pytest.mark.parametrize("leaves", [write_a_bundle, give_a_load])
def test_row_40_what_is_carried_away_from_a_van_is_missed_where_its_database_goes_back(
    real, tmp_path, leaves
):
    """Row 40: by a stick or by a phone as by the line."""
    hub, image = real.hubs[0], real.hubs[0].store.image().without_heads()
    visit(real, hub)
    with hub.at_work():
        leaves(tmp_path)
    hub.store = image

    with hub.at_work():
        assert rollback_guard.notice()


def test_row_22_what_an_office_told_a_van_is_missed_where_its_database_goes_back(real):
    """Row 22: a decision that left is written down before the answer goes."""
    hub, image = real.hubs[-1], real.office.store.image().without_heads()
    visit(real, real.office)
    talk(real, hub)
    real.office.store = image

    with real.office.at_work():
        assert rollback_guard.notice()


def test_row_22_what_an_office_told_a_phone_is_missed_where_its_database_goes_back(real):
    """Row 22: as what it told a van."""
    phone = real.make_phone("unit/0")
    real.deliver(phone, real.office)
    image = real.office.store.image().without_heads()
    outing = str(real.outings(real.office)[0])
    real.phone_writes(phone, "unit/0", [[Op("visit", None, {"outing": outing})]])
    real.deliver(phone, real.office)
    real.office.store = image

    with real.office.at_work():
        assert rollback_guard.notice()


def test_what_a_van_wrote_and_gets_back_is_shown_before_the_office_has_decided(real, tmp_path):
    hub, image = real.hubs[0], real.hubs[0].store.image()
    [(row, _)] = visit(real, hub).rows()
    with hub.at_work():
        bundles.write(tmp_path / "van.mlb")
    hub.store = image

    with hub.at_work():
        bundles.read(tmp_path / "van.mlb")

    assert ("visit", row) in hub.store.shown()


def test_row_44_what_its_vans_witnessed_comes_back_to_an_office_that_was_set_back(real):
    """Row 44: line by line, as it was decided then."""
    image = real.office.store.image()
    for hub in real.hubs:
        visit(real, hub)
        talk(real, hub)
    ledger = real.office.store.decided

    set_back(real, image)
    assert real.office.is_recovering
    for hub in real.hubs:
        talk(real, hub)

    assert not real.office.is_recovering
    assert {line.hash for line in real.office.store.decided} == {line.hash for line in ledger}


def test_an_office_that_was_set_back_waits_for_vans_that_are_honoured_and_for_no_phone(real):
    real.make_phone("unit/0")
    first, second, lost = real.hubs
    real.revoke(lost)

    set_back(real, real.office.store.image())

    with real.office.at_work():
        awaited = [one.id for one in recovery.state().awaited]
    assert sorted(awaited) == sorted([first.author, second.author])


def test_an_office_that_went_on_without_a_van_works_on_when_that_comes(real):
    """And notices again, by the same van, that it was set back once more."""
    away, *others = real.hubs
    image = real.office.store.image()
    visit(real, away)
    talk(real, away)
    set_back(real, image)
    for hub in others:
        talk(real, hub)
    real.end_recovery()

    assert real.sync(away)
    assert not real.office.is_recovering
    assert away.store.last_line("unit/0") == real.office.store.last_line("unit/0")

    image = real.office.store.image()
    visit(real, away)
    talk(real, away)
    real.office.store = image
    real.sync(away)
    assert real.office.is_recovering


@pytest.mark.parametrize("kind", ["outing", "licence"])
def test_an_office_that_was_set_back_takes_no_decision_back_that_it_could_not_have_made(real, kind):
    """A van may change outings; what is licensed the office alone says."""
    set_back(real, real.office.store.image())
    hub, known = real.hubs[0], {*real.written}
    real.forge(hub, TEAM, Op(kind, None, {}))
    [entry] = [entry for hash_, entry in real.written.items() if hash_ not in known]
    last = real.office.store.last_line(TEAM)
    place = (TEAM, last.until + 1, entry.link.author, entry.link.epoch, 1, 1, entry.hash)
    line = Line(*place, AS_IT_IS, real.now, b"")
    line = line._replace(hash=line.hash_after(last.hash))
    told = [messages.line_to_wire(line)]

    asked = messages.Ask(
        messages.VERSION, __version__, [], [], False, [], [], told, 1000, real.now
    )  # fmt: skip
    real.ask(hub, asked)

    assert (real.office.store.last_line(TEAM) == line) is (kind == "outing")


def test_what_refers_to_what_is_erased_in_the_same_breath_is_refused(real):
    """The office erased while it waited, and decides on that and on what came meanwhile together."""
    hub, others = real.hubs[0], real.hubs[1:]
    [(row, _)] = (seen := visit(real, real.office)).rows()
    for each in real.hubs:
        talk(real, each)
    set_back(real, real.office.store.image())
    for other in others:
        talk(real, other)
    with real.office.at_work():
        erasure.erase([row], why="withdrawn")
    late = real.write(hub, TEAM, Op("follow-up", None, {"visit": str(row)}))
    talk(real, hub)

    assert verdicts(real, seen, late) == ["applied", "erased"]
