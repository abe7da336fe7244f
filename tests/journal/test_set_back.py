"""Vans, phones and an office of which one was set back, and what they come to: real machines in one process."""

import msgspec
import pytest

from mobilink import __version__
from mobilink.basics.errors import Refused
from mobilink.journal.core import messages
from mobilink.journal.core.sequence import AS_IT_IS, QUARANTINED, Verdict
from mobilink.journal.core.store import Line
from mobilink.journal.core.wire import Op
from mobilink.journal.members.installations import standings
from mobilink.journal.safety import erasure
from mobilink.journal.simulation.world import TEAM
from mobilink.journal.storage import keys
from mobilink.journal.storage.models import Peer, Witness
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import (
    bundles,
    claims,
    recovery,
    rollback_guard,
    signed_heads,
    sync_client,
)
from tests.journal.talks import no_line, talk, to_office
from tests.journal.worlds import verdicts, visit

pytestmark = pytest.mark.embedded  # its machines have databases in memory


def set_back(world, image):
    """The office is restored by the tool, into a folder of its own."""
    world.office.store = image
    with world.office.at_work():
        TableStore().renew_epoch()
        rollback_guard.remember()  # as if nothing was there before


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
def test_a_decision_that_nobody_signed_comes_back_only_where_a_person_believes_a_van(real, kind):
    """And then only one that the office could have made: what is licensed it alone says."""
    set_back(real, real.office.store.image())
    hub, known = real.hubs[0], {*real.written}
    real.forge(hub, TEAM, Op(kind, None, {}))
    [entry] = [entry for hash_, entry in real.written.items() if hash_ not in known]
    last = real.office.store.last_line(TEAM)
    place = (TEAM, last.until + 1, entry.link.author, entry.link.epoch, 1, 1, entry.hash)
    line = Line(*place, AS_IT_IS, real.now, b"")
    line = line._replace(hash=line.hash_after(last.hash))
    of = {"ledger": [(TEAM, line.until, line.hash)], "tail": [messages.line_to_wire(line)]}

    real.ask(hub, question(real, **of))
    assert real.office.store.last_line(TEAM) == last
    with real.office.at_work():
        [claim] = claims.claims()
        assert (claim.author, claim.revisions) == (hub.author, {TEAM: line.until})
        claims.believe(hub.author, by=None)
    real.ask(hub, question(real, **of))

    assert (real.office.store.last_line(TEAM) == line) is (kind == "outing")
    with real.office.at_work():
        assert claims.claims() == []


def question(world, **of):
    """What somebody with a van's key asks."""
    plain = messages.Ask(messages.VERSION, __version__, [], [], False, [], [], [], 1000, world.now)
    return msgspec.structs.replace(plain, **of)


def test_a_van_that_ends_a_lie_on_a_true_head_has_the_lie_left_out(real, tmp_path):
    """It knows a head that the office signed, and puts a line of its own before it."""
    hub, image = real.hubs[0], real.office.store.image()
    visit(real, hub)
    talk(real, hub)
    stream = hub.streams[-1]
    true = hub.store.last_line(stream)
    with hub.at_work():
        [head] = [head for head in signed_heads.newest() if head[0] == stream]
    set_back(real, image)
    last = real.office.store.last_line(stream)
    lie = true._replace(verdict=Verdict(QUARANTINED, "revoked"), many=1)
    lie = lie._replace(hash=lie.hash_after(last.hash if last else b""))

    with hub.at_work():
        bundles.write(tmp_path / "van.mlb")
    with real.office.at_work():
        bundles.read(tmp_path / "van.mlb")
    tail = [messages.line_to_wire(lie), messages.line_to_wire(true)]
    ledger = [(stream, true.until, true.hash)]
    real.ask(hub, question(real, ledger=ledger, tail=tail, heads=[head]))

    assert real.office.store.last_line(stream) == last
    talk(real, hub)
    assert real.office.store.last_line(stream) == true


def test_what_a_van_claims_without_proof_freezes_nothing_and_a_person_may_have_it_ignored(real):
    hub, other = real.hubs[:2]
    last = real.office.store.last_line(TEAM).until
    real.ask(hub, question(real, ledger=[(TEAM, last + 1000, b"x" * 32)]))
    visit(real, other)
    talk(real, other)

    with real.office.at_work():
        [claim] = claims.claims()
        assert (claim.name, claim.revisions) == (hub.name, {TEAM: last + 1000})
        claims.ignore(hub.author, by=None, why="Bohong.")
        assert claims.claims() == []
    real.ask(hub, question(real, ledger=[(TEAM, last + 1000, b"x" * 32)]))
    with real.office.at_work():
        assert claims.claims() == []

    assert not real.office.is_recovering
    assert real.office.store.last_line(other.streams[-1]) == other.store.last_line(
        other.streams[-1]
    )


def test_a_claim_is_no_more_where_the_van_does_not_repeat_it(real):
    hub = real.hubs[0]
    real.ask(hub, question(real, ledger=[(TEAM, 10_000, b"x" * 32)]))

    talk(real, hub)

    with real.office.at_work():
        assert claims.claims() == []


def test_a_head_that_another_signed_proves_nothing(real):
    hub, image = real.hubs[0], real.office.store.image()
    visit(real, hub)
    talk(real, hub)
    with hub.at_work():
        heads = signed_heads.newest()
        office = real.office.author
        forged = [(*head[:2], b"x" * 32, *head[3:5], hub_signs(office, head)) for head in heads]
    ledger = [(TEAM, 10_000, b"x" * 32)]
    real.office.store = image

    real.ask(hub, question(real, ledger=ledger, heads=forged))

    assert not real.office.is_recovering


def restored_silently(world, image):
    """The whole disk goes back, the file of heads with it."""
    world.office.store = image


def test_a_line_that_goes_on_over_the_offices_end_is_seen_to_be_another(real):
    """The office decided on somebody else's entry in its place."""
    hub, other, third = real.hubs
    for each in real.hubs:
        talk(real, each)
    image = real.office.store.image()
    for _ in range(5):
        write_outing(real, hub)
    talk(real, hub)
    restored_silently(real, image)
    write_outing(real, other)
    talk(real, other)
    for each in (hub, other, third) * 2:
        talk(real, each)

    assert not real.office.is_recovering
    with real.office.at_work():
        assert claims.claims() == []


def test_an_office_that_decided_past_what_it_forgot_waits_all_the_same(real):
    hub, other = real.hubs[:2]
    for each in real.hubs:
        talk(real, each)
    image = real.office.store.image()
    write_outing(real, hub)
    talk(real, hub)
    restored_silently(real, image)
    for _ in range(3):
        write_outing(real, other)
        talk(real, other)
    with hub.at_work():
        heads = signed_heads.newest()

    real.ask(hub, question(real, ledger=[head[:3] for head in heads], heads=heads))

    assert real.office.is_recovering


def test_a_head_of_a_day_that_the_office_forgot_stops_it_once(real):
    """Whoever keeps such a head cannot show it again after a person went on without."""
    hub, image = real.hubs[0], real.office.store.image()
    set_back(real, image)
    real.end_recovery()
    write_outing(real, hub)
    talk(real, hub)
    with hub.at_work():
        heads = signed_heads.newest()
    again = question(real, ledger=[head[:3] for head in heads], heads=heads)
    set_back(real, image)
    real.end_recovery()

    real.ask(hub, again)
    assert real.office.is_recovering
    real.end_recovery()
    real.ask(hub, again)
    assert not real.office.is_recovering


def test_an_office_that_believed_and_went_on_waits_no_second_time(real):
    hub = real.hubs[0]
    real.ask(hub, question(real, ledger=[(TEAM, 10_000, b"x" * 32)]))
    with real.office.at_work():
        claims.believe(hub.author, by=None)
        recovery.end()

        assert not rollback_guard.notice()
        assert not recovery.state().is_on


def test_what_was_ignored_once_does_not_stand_in_the_way_of_a_proof(real):
    hub = real.hubs[0]
    for each in real.hubs:
        talk(real, each)
    image = real.office.store.image()
    write_outing(real, hub)
    talk(real, hub)
    line = real.office.store.last_line(TEAM)
    restored_silently(real, image)
    real.ask(hub, question(real, ledger=[(TEAM, line.until, b"x" * 32)]))
    with real.office.at_work():
        TableStore().renew_epoch()
        claims.ignore(hub.author, by=None)

    for each in real.hubs:
        talk(real, each)

    assert any(one.hash == line.hash for one in real.office.store.decided)


def test_a_claim_of_a_machine_that_was_revoked_stands_no_more(real):
    hub = real.hubs[0]
    real.ask(hub, question(real, ledger=[(TEAM, 10_000, b"x" * 32)]))

    real.revoke(hub)

    with real.office.at_work():
        assert claims.claims() == []
        assert not any(one.claims_more for one in standings())


def test_a_question_that_was_recorded_before_the_backup_tells_nothing_to_an_office_that_waits(real):
    """All that it names is here, and the marks of what was heard went back too."""
    hub, questions, send = real.hubs[0], [], to_office(real)
    for each in real.hubs:
        talk(real, each)
    image = real.office.store.image()
    with hub.at_work():
        Peer.objects.filter(is_office=True).update(version="0.0")  # so that it asks in full
    talk(real, hub, lambda question: questions.append(question) or send(question))
    write_outing(real, hub)
    talk(real, hub)
    set_back(real, image)

    for recorded in questions:
        real.replay(recorded)

    with real.office.at_work():
        assert hub.author in [one.id for one in recovery.state().awaited]


def test_a_head_on_paper_is_held_against_the_ledger_and_its_signature(real):
    visit(real, real.office)
    with real.office.at_work():
        store = TableStore()
        [head, *_others] = signed_heads.present(store)
        words = signed_heads.written(head)
        stream, revision, _hash, *proof = words.split()
        another = f"{stream} {revision} {'ab' * 32}"

        assert signed_heads.held_against_ledger(store, words) == signed_heads.SAME
        assert signed_heads.held_against_ledger(store, another) == signed_heads.OTHER
        forged = f"{another} {' '.join(proof)}"
        assert signed_heads.held_against_ledger(store, forged) == signed_heads.FORGED


def hub_signs(office, head):
    """The office's words over a hub's own signature."""
    return keys.Ed25519().sign(signed_heads.statement_of(office, head))


def test_much_that_was_decided_comes_back_a_little_at_a_time(real):
    """Each part ends in a line that the office signed, also where few bytes go."""
    hub, image = real.hubs[0], real.office.store.image()
    for _ in range(25):
        visit(real, hub)
        talk(real, hub)
    ledger = {line.hash for line in real.office.store.decided}
    set_back(real, image)

    for _ in range(12):
        with hub.at_work():
            sync_client.talk(to_office(real), 2_000)
    for other in real.hubs:
        talk(real, other)

    assert {line.hash for line in real.office.store.decided} == ledger


def test_what_a_person_believes_comes_back_line_by_line(real):
    """A van of before has no head to show, and the office does not know that it was set back."""
    hub = real.hubs[0]
    for each in real.hubs:
        talk(real, each)
    image = real.office.store.image()
    visit(real, hub)
    write_outing(real, hub)
    talk(real, hub)
    ledger = {line.hash for line in real.office.store.decided}
    with hub.at_work():
        Witness.objects.all().delete()
        store = TableStore()
        lines = [line for of in store.streams() if (line := store.last_line(of))]
    restored_silently(real, image)
    known = [(line.stream, line.until, line.hash) for line in lines]
    real.ask(hub, question(real, ledger=known))
    with real.office.at_work():
        claims.believe(hub.author, by=None)
    for other in real.hubs:
        talk(real, other)

    assert not real.office.is_recovering
    assert {line.hash for line in real.office.store.decided} >= ledger


def write_outing(world, hub):
    world.write(hub, TEAM, Op("outing", None, {"title": "Pasar Bintan"}))


def test_a_van_keeps_no_head_that_its_own_ledger_has_not_reached(real):
    """Else it would show a proof of lines that it cannot bring."""
    hub = real.hubs[0]
    visit(real, hub)

    def without_segments(question):
        answer = to_office(real)(question)
        heard = messages.read_envelope(answer)
        said = msgspec.msgpack.decode(heard.body, type=messages.Answer)
        said = msgspec.structs.replace(said, lines=[])
        with real.office.at_work():
            return messages.sign_message(said, heard.author, keys.Ed25519(), heard.nonce)

    talk(real, hub, without_segments)

    with hub.at_work():
        assert all(hub.store.last_line(head[0]).until >= head[1] for head in signed_heads.newest())


def test_a_van_that_went_back_keeps_no_head_of_what_is_no_more(real):
    away, other = real.hubs[:2]
    image = real.office.store.image()
    for _ in range(3):
        write_outing(real, away)
        talk(real, away)
    set_back(real, image)
    real.end_recovery()
    write_outing(real, other)
    talk(real, other)

    talk(real, away)

    with away.at_work():
        for row in Witness.objects.all():
            assert TableStore().has_line(row.stream, row.revision, bytes(row.hash))


def test_what_one_head_proves_comes_back_in_one_piece(real):
    """Also where few bytes go: a part of it would prove nothing."""
    hub, other = real.hubs[:2]
    for each in real.hubs:
        talk(real, each)
    image = real.office.store.image()
    for _ in range(20):
        write_outing(real, other)
        talk(real, other)
    talk(real, hub)
    ledger = {line.hash for line in real.office.store.decided}
    set_back(real, image)

    for _ in range(15):
        with hub.at_work():
            sync_client.talk(to_office(real), 2_000)

    assert {line.hash for line in real.office.store.decided} == ledger


def test_a_van_keeps_no_head_that_the_offices_backup_covers_but_the_newest(real):
    hub = real.hubs[0]
    for _ in range(3):
        visit(real, hub)
        talk(real, hub)
    real.count_backup()
    visit(real, hub)
    talk(real, hub)

    stream = hub.streams[-1]
    with hub.at_work():
        kept = [*Witness.objects.filter(stream=stream).values_list("revision", flat=True)]
    assert len(kept) == 2
    assert max(kept) == hub.store.last_line(stream).until


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
