"""A hub on a bad line, by the rows of the fault catalogue: what is cut, old, forged or no answer.

This test's installation is the hub.
"""

import uuid

import msgspec
import pytest
from django.db import connection

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.booth.models import Tally
from mobilink.journal.actions import alone, commit
from mobilink.journal.core import messages
from mobilink.journal.core.errors import Diverged, Forged, Malformed, Stranger
from mobilink.journal.core.sequence import AS_IT_IS
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage import guards
from mobilink.journal.storage.models import Peer, Segment
from mobilink.journal.storage.tables import TableStore, replica
from mobilink.journal.sync import batches, sync_client
from mobilink.outreach.models import Outing
from tests.acts import an_act
from tests.journal.office import TEAM, Office, Rogue, after

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db):
    return Office()


def follows():
    """How far this hub knows the ledger, how many segments it got, and what it shows."""
    shown = Outing.objects.get(title="Sosialisasi Kebun Raya").result
    return TableStore().last_line(TEAM).until, _from_the_office().count(), shown


def _from_the_office():
    return Segment.objects.filter(branch__author=Peer.objects.get(is_office=True).author)


def refused(send, why=Refused):
    """A conversation that must be refused, and leave everything as it was."""
    before = follows()
    with pytest.raises(why) as refusal:
        sync_client.talk(send)
    assert follows() == before
    return str(refusal.value)


def test_the_office_that_these_tests_play_is_followed(office, outing):
    office.decide(outing, "ramai")
    tally(outing)

    outcome = sync_client.talk(office.send)

    assert (outcome.sent, outcome.received, outcome.lines) == (1, 1, 1)
    assert follows()[2] == "ramai"
    assert sync_client.talk(office.send).round_trips == 1
    assert verify().is_equal


@pytest.mark.thorough
def test_row_25_an_answer_cut_at_every_byte_moves_nothing_and_the_next_one_everything(
    office, outing
):
    """Row 25: what is half an answer is none."""
    office.decide(outing, "ramai")
    [whole] = recorded(office.send, once=True)
    before = follows()

    for cut in range(len(whole)):
        with pytest.raises(Malformed):
            sync_client.talk(lambda _, cut=cut: whole[:cut])
        assert follows() == before, cut

    assert sync_client.talk(office.send).received == 1
    assert follows()[2] == "ramai"
    assert verify().is_equal


@pytest.mark.both
def test_row_25_what_came_before_a_cut_is_kept_and_not_sent_again(office, outing, monkeypatch):
    """Row 25: each portion is on disk before the next is asked for."""
    monkeypatch.setattr(batches, "BATCH", 1)
    for said in ("satu", "dua", "tiga"):
        outing.refresh_from_db()
        office.decide(outing, said)
    sent = []

    def cut_in_the_third(spoken):
        sent.append(office.send(spoken))
        return sent[-1] if len(sent) < 3 else sent[-1][:-1]

    with pytest.raises(Malformed):
        sync_client.talk(cut_in_the_third)
    kept = follows()
    outcome = sync_client.talk(office.send)

    assert kept[2] == "dua"
    assert (outcome.received, outcome.lines, office.given) == (1, 1, 4)
    assert follows()[2] == "tiga"


def test_row_23_a_request_and_an_answer_that_are_lost_are_made_good_by_the_next_exchange(
    office, outing
):
    """Row 23: what the office had taken already is not sent again."""
    tally(outing)
    office.decide(outing, "ramai")

    def lost(spoken):
        raise Refused("There is no way to the office now.")

    def answer_lost(spoken):
        office.send(spoken)
        return lost(spoken)

    for send in (lost, answer_lost, lost):
        refused(send)
    sync_client.talk(office.send)
    sync_client.talk(office.send)

    assert len(office.taken) == 1
    assert follows()[2] == "ramai"


def test_row_23_the_answer_to_what_was_brought_may_be_lost_too(office, outing):
    """Row 23: the second message of a conversation brings the facts; its answer is lost."""
    tally(outing)
    heard = []

    def second_lost(spoken):
        heard.append(office.send(spoken))
        if len(heard) == 2:
            raise Refused("There is no way to the office now.")
        return heard[-1]

    refused(second_lost)
    outcome = sync_client.talk(office.send)

    assert (len(office.taken), outcome.sent) == (1, 0)


@pytest.mark.usefixtures("in_english")
def test_row_28_an_answer_that_a_proxy_kept_is_no_answer_to_another_question(office, outing):
    """Row 28: the office's own bytes, one exchange old."""
    old = recorded(office.send)
    office.decide(outing, "ramai")
    newer = recorded(office.send)

    office.decide(outing, "sepi")
    for kept in (*old, *newer):
        assert "no answer of our office" in refused(lambda _, kept=kept: kept, Stranger)
    sync_client.talk(office.send)

    assert follows()[2] == "sepi"


def test_a_budget_of_bytes_ends_a_conversation_and_the_next_one_goes_on(office, outing):
    """Both sides have news; each run brings some of both, and nothing twice."""
    for number in range(24):
        outing.refresh_from_db()
        office.decide(outing, f"{number} " + "".join(uuid.uuid4().hex for _ in range(30)))
        tally(outing)
        with alone(), guards.writing(connection):
            replica().seal()
    outcomes = [sync_client.talk(office.send, budget=8_000)]
    while outcomes[-1].is_more:
        before = follows(), len(office.taken)
        outcomes.append(sync_client.talk(office.send, budget=8_000))
        assert (follows(), len(office.taken)) != before

    assert len(outcomes) > 2
    assert all(one.spent < 16_000 for one in outcomes)
    assert sum(one.received for one in outcomes) == office.given == 24
    assert len(office.taken) == 24
    assert follows()[2].startswith("23 ")


def test_even_a_budget_of_one_byte_brings_everything_in_the_end(office, outing):
    """At least one part goes each way in each run."""
    for said in ("satu", "dua", "tiga"):
        outing.refresh_from_db()
        office.decide(outing, said)
        tally(outing)
        with alone(), guards.writing(connection):
            replica().seal()

    runs = 1
    while sync_client.talk(office.send, budget=1).is_more:
        runs += 1
        assert runs < 9

    assert (len(office.taken), office.given) == (3, 3)
    assert follows()[2] == "tiga"


@pytest.mark.parametrize(
    "said", [b"", b"<html><title>Wi-Fi hotel</title></html>", b"\x90", b"\0" * 4000, b"\xc1" * 99]
)
def test_row_28_and_30_what_no_office_says_moves_nothing(office, outing, said):
    """Rows 28 and 30: a portal's page, and garbage."""
    office.decide(outing, "ramai")

    assert "not from a Mobilink office" in refused(lambda _: said, Malformed)


@pytest.mark.parametrize("version", [messages.VERSION - 2, messages.VERSION + 1, 2**40])
def test_row_30_an_office_that_speaks_another_version_is_refused_by_name(office, outing, version):
    """Row 30: nothing of what it says is done."""
    office.decide(outing, "ramai")

    refusal = refused(lambda spoken: office.send(spoken, version=version), Malformed)

    assert f"version {version}" in refusal


def test_row_48_a_ledger_that_another_key_signed_is_refused(office, outing):
    """Row 48: somebody else plays the office."""
    office.decide(outing, "palsu")
    office.signer = Rogue()

    refused(office.send, Forged)


@pytest.mark.parametrize("where", ["hash", "verdict", "head", "first", "at"])
def test_row_48_a_line_that_was_altered_does_not_continue_the_ledger(office, outing, where):
    """Row 48: each line's hash covers all of it and the line before."""
    office.decide(outing, "ramai")
    other = {
        "hash": b"x" * 32, "verdict": msgspec.structs.replace(AS_IT_IS, reason="other"),
        "head": b"h" * 32, "first": 1, "at": 5,
    }  # fmt: skip
    office.lines[-1] = office.lines[-1]._replace(**{where: other[where]})

    before = follows()[0]
    with pytest.raises(Diverged, match="does not continue"):
        sync_client.talk(office.send)
    assert follows()[0] == before


@pytest.mark.thorough
def test_row_48_a_ledger_that_was_shown_to_another_van_only_is_refused_or_noticed(
    office, outing, caplog
):
    """Row 48: who holds the office's key shows this van one history and another van another.

    A line of the other one is refused. A restored office, which may say where both still agreed, is
    followed; but then people are told how much was taken back.
    """
    agreed, before = office.last, follows()[0]
    office.decide(outing, "ramai")
    outing.refresh_from_db()
    office.decide(outing, "sangat ramai")
    sync_client.talk(office.send)

    other = after(agreed, office.lines[0]._replace(at=7))
    office.lines = [other, after(other, office.lines[1])]
    third = office.lines[1]._replace(revision=before + 3)
    with pytest.raises(Diverged, match="does not continue"):
        sync_client.talk(
            lambda spoken: office.send(
                spoken, lines=[messages.line_to_wire(after(office.lines[1], third))]
            )
        )
    assert follows()[0] == before + 2

    forks = [{TEAM: [(before, agreed.hash), (before + 1, other.hash)]}]

    def cut_after_the_fork(spoken):
        if not forks:
            raise Refused("There is no way to the office now.")
        return office.send(spoken, forks=forks.pop())

    with pytest.raises(Refused, match="no way"):
        sync_client.talk(cut_after_the_fork)
    assert "does not know 2 decisions" in caplog.text  # whoever runs the server reads it in its log
    assert "call the office" in caplog.text

    sync_client.talk(office.send)
    assert TableStore().last_line(TEAM).hash == office.lines[-1].hash
    assert sync_client.talk(office.send).undone == 0
    assert verify().is_equal


@pytest.mark.thorough
def test_what_a_van_wrote_itself_is_shown_still_after_it_went_back(office, outing):
    agreed, before = office.last, follows()[0]
    office.decide(outing, "ramai")
    sync_client.talk(office.send)
    mine = tally(outing)

    office.lines = [after(agreed, office.lines[0]._replace(at=7))]
    forks = [{TEAM: [(before, agreed.hash)]}]
    sync_client.talk(lambda spoken: office.send(spoken, forks=forks.pop() if forks else {}))

    assert TableStore().last_line(TEAM).hash == office.lines[0].hash
    assert Tally.objects.filter(pk=mine.pk).exists()
    assert verify().is_equal


def test_a_decision_that_is_taken_back_leaves_nothing_in_the_tables(office, outing):
    agreed, before = office.last, follows()
    office.decide(outing, "ramai")
    sync_client.talk(office.send)
    assert follows()[2] == "ramai"

    office.lines, office.signed_segments = [], []
    forks = [{TEAM: [(before[0], agreed.hash)]}]
    sync_client.talk(lambda spoken: office.send(spoken, forks=forks.pop() if forks else {}))

    assert (follows()[0], follows()[2]) == (before[0], before[2])
    assert verify().is_equal


def test_lines_whose_entries_were_left_out_wait_with_all_that_stand_behind_them(office, outing):
    office.decide(outing, "ramai")
    outing.refresh_from_db()
    office.decide(outing, "sepi")
    left_out = [{"signed_segments": []}]

    sync_client.talk(lambda spoken: office.send(spoken, **(left_out.pop() if left_out else {})))

    assert follows()[2] == "sepi"
    assert verify().is_equal


def recorded(send, *, once=False):
    """The answers of a whole conversation; `once` leaves it undone after its first answer."""
    said = []

    def heard(spoken):
        said.append(send(spoken))
        return b"" if once else said[-1]

    if once:
        refused(heard)
    else:
        sync_client.talk(heard)
    return said


def tally(outing):
    with commit(an_act("record tally"), by=None) as draft:
        return draft.add(Tally, outing=outing, at=clock.now())
