"""The oracle is no ornament: a core with one rule broken must be caught by some world.

One rule is not here, since breaking it breaks no promise: strays may be dropped, as their sender
offers them again until they are held. They are kept because a courier may not come twice. Three
rules need worlds of which there is one in thousands, so other tests hold them: a base that is not
here (`test_merge`), a fork before its root and entries that the office had gone on without
(`test_exchange`).
"""

from contextlib import contextmanager
from dataclasses import replace

import pytest

from mobilink.journal.core import exchange, merge, replica, segment, sequence, store, wire
from mobilink.journal.core.replica import Replica
from mobilink.journal.core.sequence import Verdict
from mobilink.journal.simulation import run
from mobilink.journal.simulation.memory import MemoryStore
from mobilink.journal.simulation.pure import PureWorld

pytestmark = [pytest.mark.pure, pytest.mark.thorough]

MOST_WORLDS = 100


def caught() -> bool:
    """Whether one of some worlds breaks a promise, or its own assertions."""
    for seed in range(MOST_WORLDS):
        try:
            if run.broken_promises(run.play(seed)):
                return True
        except Exception:
            return True
    return False


def no_identity_by_hash(patch):
    patch.setattr(
        Replica,
        "_shared",
        lambda self, branch, found: (
            min(len(found.entries), max(0, branch.tip - found.first + 1))
            if found.first <= branch.tip + 1
            else -1
        ),
    )


def forks_are_dropped(patch):
    place = Replica._place

    def once(self, segment, signed_segment, at):
        chain = self.store.branches(segment.chain)
        return (
            place(self, segment, signed_segment, at)
            if not chain or chain[0].tip_hash == segment.prev
            else "known"
        )

    patch.setattr(Replica, "_place", once)


def strays_are_never_adopted(patch):
    patch.setattr(Replica, "adopt_strays", lambda self, now: None)


def strays_are_not_gathered(patch):
    patch.setattr(Replica, "_gather_strays", lambda self, chain: None)
    patch.setattr(Replica, "adopt_strays", lambda self, now: None)


def clocks_decide(patch):
    past = merge._past
    patch.setattr(merge, "_past", lambda *given: past(*given)._replace(seen=set()))


def the_newcomer_always_wins(patch):
    patch.setattr(sequence, "contests", lambda *_: [])
    patch.setattr(sequence, "unknown_bases", lambda *_: False)


def quarantine_is_applied(patch):
    judge = sequence.judge

    def trusting(*given):
        verdict = judge(*given)
        return Verdict("applied") if verdict and verdict.word == "quarantined" else verdict

    patch.setattr(replica, "judge", trusting)


def sealing_forgets_the_last_entry(patch):
    close = MemoryStore.close_open
    patch.setattr(
        MemoryStore, "close_open", lambda self, branch, until: close(self, branch, until + 1)
    )
    runs = replica.runs
    patch.setattr(replica, "runs", lambda entries: runs(list(entries)[:-1] or entries))


def clones_make_the_same_rows(patch):
    whole = wire.row_id
    patch.setattr(wire, "row_id", lambda link, claimed_at, position: whole(link, 0, position))
    patch.setattr(replica, "makes_again", lambda *_: False)


def revocations_are_ignored(patch):
    patch.setattr(sequence, "_is_cut_off", lambda *_: "")


def the_tail_is_not_adopted_but_the_ledger_goes_on(patch):
    patch.setattr(PureWorld, "_offer_tail", lambda self, hub: None)
    patch.setattr(PureWorld, "_agree", lambda self, hub, stream: None)


def nobody_goes_back_to_where_ledgers_agree(patch):
    patch.setattr(PureWorld, "_agree", lambda self, hub, stream: None)


def lines_are_not_chained(patch):
    patch.setattr(store.Line, "hash_after", lambda self, prev: bytes(32))


def parents_are_no_dependency_of_order(patch):
    patch.setattr(replica, "is_rooted", lambda *_: True)
    patch.setattr(exchange, "is_rooted", lambda *_: True)


def an_entry_gets_two_lines(patch):
    write = Replica._write_line

    def twice(self, *given):
        write(self, *given)
        return write(self, *given)

    patch.setattr(Replica, "_write_line", twice)


def the_end_of_a_run_is_forgotten(patch):
    mark = Replica._mark_ordered
    patch.setattr(
        Replica,
        "_mark_ordered",
        lambda self, branch, first, until: mark(self, branch, first, until + 1),
    )


def the_grace_never_ends(patch):
    patch.setattr(sequence, "GRACE", 10**15)


def what_is_lost_is_laid_all_the_same(patch):
    lay = replica.state_after
    patch.setattr(
        replica,
        "state_after",
        lambda state, op, entry, revision, lost=(): lay(state, op, entry, revision),
    )


def hubs_lay_more_than_the_office(patch):
    follow = Replica.follow

    def careless(self, line):
        return (
            follow(self, line)
            if line.verdict.lost == ()
            else follow(self, line._replace(verdict=Verdict("applied")))
        )

    patch.setattr(Replica, "follow", careless)


def half_a_segment_is_kept(patch):
    unpack = segment.unpack

    def torn(data):
        whole = unpack(data)
        return replace(whole, entries=whole.entries[: (len(whole.entries) + 1) // 2])

    patch.setattr(replica, "unpack", torn)
    patch.setattr(
        Replica,
        "receive",
        lambda self, signed_segment, at: self._place(torn(signed_segment.data), signed_segment, at),
    )


def held_means_the_number_not_the_hash(patch):
    patch.setattr(
        exchange, "held", lambda store, theirs: {h for ends in theirs.values() for _, h in ends}
    )
    for module in ("pure", "promises"):
        patch.setattr(f"mobilink.journal.simulation.{module}.held", exchange.held)


def strays_count_as_the_whole_chain(patch):
    def ends(store, carries):
        heads = exchange_heads(store, carries)
        return {chain: {(abs(last), head) for last, head in tips} for chain, tips in heads.items()}

    def holding(store, theirs):
        loose = {stray.head for chain in theirs for stray in store.strays(chain)}
        return exchange_held(store, theirs) | loose

    exchange_heads, exchange_held = exchange.heads, exchange.held
    for module in ("pure", "promises"):
        patch.setattr(f"mobilink.journal.simulation.{module}.heads", ends)
        patch.setattr(f"mobilink.journal.simulation.{module}.held", holding)


def strays_are_sent_again_and_again(patch):
    def holding(store, theirs):
        whole = {chain: {end for end in ends if end[0] > 0} for chain, ends in theirs.items()}
        return exchange_held(store, whole)

    exchange_held = exchange.held
    for module in ("pure", "promises"):
        patch.setattr(f"mobilink.journal.simulation.{module}.held", holding)


def a_stray_of_its_own_is_no_news(patch):
    receive = Replica.receive

    def careless(self, signed_segment, at):
        epoch = self.store.epoch
        outcome, segment = receive(self, signed_segment, at)
        if outcome == "stray":
            self.store.epoch = epoch
        return outcome, segment

    patch.setattr(Replica, "receive", careless)


def hubs_wait_longer_than_the_office(patch):
    follow, adopt = Replica.follow, Replica._adopt

    def patient(self, line):
        patch.setattr(Replica, "_adopt", lambda self, stray: None)
        try:
            return follow(self, line)
        finally:
            patch.setattr(Replica, "_adopt", adopt)

    patch.setattr(Replica, "follow", patient)


def what_a_wrong_clock_received_waits_for_that_day(patch):
    late = lambda received, now: now >= received + sequence.GRACE  # noqa: E731
    patch.setattr(sequence, "is_over", late)
    patch.setattr(replica, "is_over", late)


def rows_may_follow_themselves(patch):
    patch.setattr(sequence, "circle_of", lambda *_: "")


def deletions_win_over_what_they_had_not_seen(patch):
    patch.setattr(merge, "_about_the_row", lambda *_: [])


def who_deletes_may_win_over_who_keeps(patch):
    contests = merge.contests

    def by_clock(row, state, op, *given):
        contested = contests(row, state, op, *given)
        return [
            replace(contest, is_lost=False)
            if contest.field == merge.DELETED and op.fields.get(merge.DELETED)
            else contest
            for contest in contested
        ]

    patch.setattr(sequence, "contests", by_clock)


def a_change_leaves_a_deleted_row_deleted(patch):
    lay = replica.state_after

    def still(state, op, entry, revision, lost=()):
        after = lay(state, op, entry, revision, lost)
        if state and merge.DELETED not in op.fields and state.fields.get(merge.DELETED):
            after.fields[merge.DELETED] = True
        return after

    patch.setattr(replica, "state_after", still)


def a_deletion_names_nothing_that_was_seen(patch):
    patch.setattr(
        "mobilink.journal.simulation.world.seen",
        lambda versions, fields: {n: bytes.fromhex(versions.get(n, "")) for n in fields},
    )
    patch.setattr(merge, "_about_the_row", lambda *_: [])


def an_entry_is_laid_by_halves(patch):
    def half(self, entry, verdict, revision):
        lay(self, entry, verdict, revision)
        made = [(op.kind, row) for row, op in entry.rows() if op.row is None]
        if len(made) > 2:
            self.store.rows.pop(made[-1], None)
            self.store.made.discard(made[-1])

    lay = Replica._lay
    patch.setattr(Replica, "_lay", half)


def a_power_cut_leaves_half_a_transaction(patch):
    @contextmanager
    def torn(self, node):
        try:
            yield node.replica
        finally:
            if node.store.writes_left is not None and node.store.writes_left < 0:
                node.store.writes_left = None

    patch.setattr(PureWorld, "transaction", torn)


def lacking_begins_one_too_late(patch):
    signed_segments = MemoryStore.signed_segments
    patch.setattr(
        MemoryStore,
        "signed_segments",
        lambda self, branch, after: signed_segments(self, branch, after + 1),
    )


MUTANTS = [
    no_identity_by_hash, forks_are_dropped, strays_are_never_adopted, strays_are_not_gathered,
    clocks_decide, the_newcomer_always_wins, quarantine_is_applied,
    sealing_forgets_the_last_entry, clones_make_the_same_rows, revocations_are_ignored,
    the_tail_is_not_adopted_but_the_ledger_goes_on, nobody_goes_back_to_where_ledgers_agree,
    lines_are_not_chained, parents_are_no_dependency_of_order, an_entry_gets_two_lines,
    the_end_of_a_run_is_forgotten, the_grace_never_ends, what_is_lost_is_laid_all_the_same,
    hubs_lay_more_than_the_office, half_a_segment_is_kept, held_means_the_number_not_the_hash,
    lacking_begins_one_too_late, strays_count_as_the_whole_chain, strays_are_sent_again_and_again,
    a_stray_of_its_own_is_no_news, hubs_wait_longer_than_the_office,
    what_a_wrong_clock_received_waits_for_that_day, rows_may_follow_themselves,
    deletions_win_over_what_they_had_not_seen, who_deletes_may_win_over_who_keeps,
    a_change_leaves_a_deleted_row_deleted, a_deletion_names_nothing_that_was_seen,
    an_entry_is_laid_by_halves, a_power_cut_leaves_half_a_transaction,
]  # fmt: skip


@pytest.mark.parametrize("broken", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_broken_core_is_caught(broken, monkeypatch):
    broken(monkeypatch)

    assert caught()
