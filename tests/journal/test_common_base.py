"""What a van and its office both held when they parted is told by one hash.

This test's installation is the office; the van is a chain that the test signs itself.
"""

import pytest

from mobilink.booth.models import Tally
from mobilink.journal.core import messages
from mobilink.journal.storage.models import Installation, LedgerLine, Peer
from mobilink.journal.sync import common_base

pytestmark = pytest.mark.django_db


@pytest.fixture
def van(machine):
    return machine()


def both(van):
    """What the van holds, after it has followed everything that this office may tell it."""
    return common_base.of_office(van.author, {"public", *van.member.streams})


def test_who_holds_the_same_is_told_nothing_but_that(van):
    answer = van.ask(ground=both(van).hash)

    assert answer.agrees
    assert (answer.ends, answer.holds, answer.signed_segments, answer.lines) == ([], [], [], [])
    assert Peer.objects.get(author=van.author).last_contact


def test_news_that_come_with_the_hash_are_decided_on_and_only_these_are_told(van, tally):
    before = both(van)

    answer = van.ask(van.signed_segment(van.entry(tally)), ground=before.hash)

    assert (answer.agrees, answer.received, len(answer.lines)) == (True, 1, 1)
    assert answer.ends == []
    assert Tally.objects.count() == 1
    assert van.ask(ground=both(van).hash).agrees
    assert not van.ask(ground=before.hash).agrees


def test_where_both_do_not_agree_the_office_keeps_and_decides_what_came_and_says_no_more(
    van, tally
):
    entry = van.entry(tally)
    answer = van.ask(van.signed_segment(entry), ground=b"x" * 32)

    assert (answer.agrees, answer.received, answer.is_more) == (False, 1, True)
    assert messages.ends_from_wire(both(van).ends)[entry.link.chain] == {(1, entry.hash)}
    assert (answer.ends, answer.signed_segments, answer.lines) == ([], [], [])
    assert Tally.objects.count() == 1
    assert not Peer.objects.filter(author=van.author).exists()


def test_an_office_takes_nothing_of_a_short_question_that_seems_to_know_more_than_itself(
    van, tally
):
    """If it was set back, it would give out revisions that the van has seen for something else."""
    lines = LedgerLine.objects.count()
    ahead = [("team", 10_000, b"")]

    answer = van.ask(van.signed_segment(van.entry(tally)), ledger=ahead, ground=b"x" * 32)

    assert (answer.agrees, answer.received, answer.is_more) == (False, 0, True)
    assert Installation.objects.get().set_back_at is None
    assert (Tally.objects.count(), LedgerLine.objects.count()) == (0, lines)
