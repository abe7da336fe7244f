"""Two machines at one line of the ledger compare one hash over their rows."""

import pytest
from django.db import connection

from mobilink.journal.actions import commit
from mobilink.journal.storage import guards, state_digest
from mobilink.journal.storage.models import Peer, Settled
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import sync_client
from mobilink.outreach.models import Outing
from tests.acts import an_act
from tests.journal.office import Office

pytestmark = pytest.mark.django_db
DAY = 24 * 3600 * 1000


@pytest.fixture
def office(db):
    return Peer.objects.create(author="00000000-0000-4000-8000-000000000001", is_office=True)


@pytest.fixture
def at_last_line(db):
    """How a hub names the line of the team's ledger that it knows."""

    def named():
        line = TableStore().last_line("team")
        return [("team", line.until, line.hash)]

    return named


def change_an_outing():
    with commit(an_act("note"), by=None) as draft:
        draft.change(Outing.objects.get(title="Sosialisasi Kebun Raya"), result="Lain")


@pytest.mark.both
def test_the_hash_follows_what_the_rows_say(db):
    before = state_digest.state_hash("team")
    change_an_outing()
    changed = state_digest.state_hash("team")

    assert before != changed == state_digest.state_hash("team")
    assert state_digest.state_hash("public") not in {before, changed}


@pytest.mark.both
def test_a_van_with_the_same_rows_hears_that_they_are_the_same(machine, at_last_line):
    van = machine()
    said = van.ask(ledger=at_last_line(), states={"team": state_digest.state_hash("team")})

    assert (said.compared, said.differs) == (["team"], [])


def test_a_van_with_other_rows_hears_which_stream_differs(machine, at_last_line):
    van, here = machine(), state_digest.state_hash("team")
    with guards.writing(connection):
        Outing.objects.filter(title="Sosialisasi Kebun Raya").update(purpose="Lain")

    said = van.ask(ledger=at_last_line(), states={"team": here})

    assert (said.compared, said.differs) == (["team"], ["team"])


def test_rows_at_different_lines_are_not_compared(machine, at_last_line):
    van, line = machine(), at_last_line()
    change_an_outing()

    assert van.ask(ledger=line, states={"team": bytes(32)}).compared == []


def test_it_is_due_after_a_thousand_revisions_or_a_day_with_a_change(office, monkeypatch):
    last = {stream: TableStore().last_line(stream).until for stream in TableStore().streams()}
    assert set(state_digest.due(office)) == set(last)

    office.compared, office.compared_at = last, state_digest.milliseconds(state_digest.clock.now())
    assert state_digest.due(office) == {}

    office.compared = last | {"team": last["team"] - 1}
    assert state_digest.due(office) == {}
    office.compared_at -= 2 * DAY
    assert state_digest.due(office)

    office.compared = last
    assert state_digest.due(office) == {}


def test_what_waits_here_does_not_make_a_van_differ(outing):
    """What lies below a change that waits is kept as it came; a table leaves out what is nothing."""
    office = Office()
    with commit(an_act("note"), by=None) as draft:
        draft.change(outing, purpose="Menunggu")
    office.decide(outing, "")
    sync_client.talk(office.send)
    below = Settled.objects.get(pk=outing.pk)
    here = state_digest.state_hash("team")
    assert below.fields["result"] == ""

    del below.fields["result"]
    with guards.writing(connection):
        below.save()

    assert state_digest.state_hash("team") == here
