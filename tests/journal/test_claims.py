"""A van says that it knows more than its office, without proof; a person believes it or ignores it."""

import pytest

from mobilink.journal.core import messages
from mobilink.journal.core.sequence import AS_IT_IS
from mobilink.journal.core.store import Line
from mobilink.journal.core.wire import Op
from mobilink.journal.members.installations import standings
from mobilink.journal.simulation.world import TEAM
from mobilink.journal.storage.models import Witness
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import (
    claims,
    recovery,
    rollback_guard,
)
from tests.journal.talks import question, restored_silently, set_back, talk, write_outing
from tests.journal.worlds import visit

pytestmark = pytest.mark.embedded  # its machines have databases in memory


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
