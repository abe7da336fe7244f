"""Heads that an office signed, kept by its vans: what they prove to it, and what they do not."""

import msgspec
import pytest

from mobilink.journal.core import messages
from mobilink.journal.core.sequence import QUARANTINED, Verdict
from mobilink.journal.simulation.world import TEAM
from mobilink.journal.storage import keys
from mobilink.journal.storage.models import Peer, Witness
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import (
    bundles,
    claims,
    recovery,
    signed_heads,
    sync_client,
)
from tests.journal.talks import question, restored_silently, set_back, talk, to_office, write_outing
from tests.journal.worlds import visit

pytestmark = pytest.mark.embedded  # its machines have databases in memory


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


@pytest.mark.thorough
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


@pytest.mark.thorough
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
