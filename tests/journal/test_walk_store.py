"""What a walk over the whole journal reads ahead is what the store says when it is asked each time."""

import pytest

from mobilink.journal.safety.walk_store import WalkStore
from mobilink.journal.storage.models import Segment
from mobilink.journal.storage.tables import TableStore


@pytest.mark.both
def test_any_stretch_of_a_branch_reads_the_same(machine, taken, tally):
    van = machine()
    entries = [van.entry(tally) for _ in range(9)]
    for first, last in ((0, 3), (1, 5), (2, 4), (5, 9)):
        taken(van.signed_segment(*entries[first:last]))
    asked, ahead = TableStore(), WalkStore()

    assert Segment.objects.filter(branch__author=van.author).count() > 2
    for branch in asked.every_branch():
        for first in range(1, branch.tip + 2):
            for last in range(first, min(first + 9, branch.tip) + 1):
                same = [*asked.entries(branch, first, last)]
                assert [entry.link.seq for entry in same] == [*range(first, last + 1)]
                assert [*ahead.entries(branch, first, last)] == same, (branch, first, last)
            assert ahead.hash_at(branch, first - 1) == asked.hash_at(branch, first - 1)
