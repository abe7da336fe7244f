"""A node of the journal: what it does with entries, wherever they are kept.

Chains arrive as signed segments in any order, any number of times. Consecutive entries that hang
together are a *branch*; a healthy chain has one, a cloned or restored author leaves several. The
office puts entries in order (`sequence`), everybody else follows its ledger blindly (`follow`).
The same code runs on the databases and in the simulator: both are a `Store`.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Generic
from uuid import UUID

from mobilink.journal.core.errors import Diverged, Forged, Stranger
from mobilink.journal.core.merge import Ownership, RowState, state_after
from mobilink.journal.core.segment import Segment, claim, pack, runs, unpack, without
from mobilink.journal.core.sequence import (
    AS_IT_IS,
    ERASED,
    ERASURE,
    QUARANTINED,
    Verdict,
    are_plain,
    is_over,
    judge,
    makes_again,
)
from mobilink.journal.core.store import (
    AnyStore,
    Branch,
    Line,
    SignedSegment,
    Signer,
    Stray,
    is_rooted,
    parts_of,
)
from mobilink.journal.core.wire import Chain, Entry, Link, RowColumns

NEW, KNOWN, STRAY = "new", "known", "stray"


class Replica(Generic[AnyStore]):
    """The acts of one node on its store."""

    def __init__(self, store: AnyStore, signer: Signer) -> None:
        self.store, self.signer = store, signer

    def next_link(self, chain: Chain) -> tuple[Branch, Link]:
        """The branch on which an author goes on, and the place of its next entry there."""
        branches = self.store.branches(chain)
        branch = branches[-1] if branches else self.store.add_branch(chain, 1, b"")
        if not branches:
            self.store.set_seed(branch, self.signer.secret())
        return branch, Link(*chain, branch.tip + 1, branch.tip_hash)

    def append(self, branch: Branch, entry: Entry, at: int) -> Branch:
        """Keep one more entry of this node's own."""
        self.store.add_open(branch, entry, at)
        branch = branch._replace(tip=entry.link.seq, tip_hash=entry.hash)
        self.store.save_branch(branch)
        return branch

    def seal(self) -> None:
        """Make segments of this node's open entries, so that they can leave."""
        for branch in self.store.every_branch():
            if branch.chain.author == self.store.here()[0]:
                last = 0
                for run in runs(self.store.open_entries(branch)):
                    segment = pack(run, self.store.seed(branch))
                    signed = SignedSegment(segment.data, self.signer.sign(claim(segment)))
                    at, last = run[-1].claimed_at, segment.last
                    self.store.add_segment(branch, segment, last, signed, at)
                if last:
                    self.store.close_open(branch, last)
                    self.store.set_seed(branch, self.signer.secret())

    def receive(self, signed: SignedSegment, at: int) -> tuple[str, Segment]:
        """Keep a segment of any author; `new`, `known`, or `stray` (its predecessor lacks), and itself.

        News of this node's own chain means that its disk was restored or cloned: what it writes
        from now on is a new epoch. Raises Malformed, NotStorable, Stranger or Forged and keeps nothing then.
        """
        segment = unpack(signed.data)
        author = self.store.member(segment.chain.author)
        if author is None:
            raise Stranger(f"Installation {segment.chain.author} was never enrolled here.")
        if not self.signer.verify(author.key, claim(segment), signed.signature):
            raise Forged(f"A segment names installation {author.id}, which did not sign it.")
        gone = {entry.hash for entry in segment.entries}.intersection(self.store.erased())
        if gone:
            segment = without(segment, gone)
            signed = SignedSegment(segment.data, signed.signature)
        outcome = self._place(segment, signed, at)
        if outcome == STRAY:
            self.store.add_stray(Stray(segment.chain, segment.last, segment.head, signed, at))
        elif outcome == NEW:
            self._gather_strays(segment.chain)
            self.store.settle()
        if outcome != KNOWN and segment.chain[:2] == self.store.here():
            self.store.renew_epoch()
        return outcome, segment

    def _gather_strays(self, chain: Chain) -> None:
        has_moved = True
        while has_moved:
            has_moved = False
            for stray in self.store.strays(chain):
                if self._place(unpack(stray.signed.data), stray.signed, stray.at) != STRAY:
                    self.store.drop_stray(stray)
                    has_moved = True

    def _place(self, segment: Segment, signed: SignedSegment, at: int) -> str:
        branch, shared = None, -1
        for each in self.store.branches(segment.chain):
            held = self._shared(each, segment)
            if held > shared:
                branch, shared = each, held
        if shared == len(segment.entries):
            return KNOWN
        if branch is None and segment.prev:
            return STRAY
        since = segment.first + max(shared, 0)
        if branch is None or branch.tip != since - 1:
            prev = segment.entries[shared - 1].hash if shared > 0 else segment.prev
            branch = self.store.add_branch(segment.chain, since, prev)
        until = self._before_orphan(segment, since)
        self._extend(branch, segment, until, signed, at)
        if until < segment.last:
            self._place(segment, signed, at)
        return NEW

    def _before_orphan(self, segment: Segment, since: int) -> int:
        """The last entry of a segment before a branch that has waited for it."""
        ends = [
            branch.since - 1
            for branch in self.store.branches(segment.chain)
            if since < branch.since <= segment.last
            and segment.entries[branch.since - 1 - segment.first].hash == branch.prev
        ]
        return min(ends, default=segment.last)

    def _extend(
        self, branch: Branch, segment: Segment, until: int, signed: SignedSegment, at: int
    ) -> None:
        self.store.add_segment(branch, segment, until, signed, at)
        tip_hash = segment.entries[until - segment.first].hash
        self.store.save_branch(branch._replace(tip=until, tip_hash=tip_hash))
        if branch.chain.author == self.store.here()[0]:
            self.store.show_again(
                entry for entry in segment.entries if branch.tip < entry.link.seq <= until
            )

    def _shared(self, branch: Branch, segment: Segment) -> int:
        """How many of the segment's first entries the branch holds; -1 where it does not join."""
        before, skipped = segment.first - 1, 0
        if before < branch.since - 1:
            if not is_rooted(self.store, branch):
                return -1
            skipped = branch.since - segment.first
            before = branch.since - 1
        prev = segment.prev if not skipped else segment.entries[:skipped][-1].hash
        here = branch.prev if before == branch.since - 1 else self.store.hash_at(branch, before)
        if skipped > len(segment.entries) or here != prev:
            return -1
        if self.store.hash_at(branch, segment.last) == segment.head:
            return len(segment.entries)
        held = skipped
        for entry in segment.entries[skipped:]:
            if self.store.hash_at(branch, entry.link.seq) != entry.hash:
                break
            held += 1
        return held

    def adopt_strays(self, now: int) -> None:
        """Give up on predecessors that never came: after the grace, strays become branches."""
        for stray in self.store.strays(None):
            if is_over(stray.at, now):
                self._adopt(stray)

    def _adopt(self, stray: Stray) -> None:
        segment = unpack(stray.signed.data)
        if self._place(segment, stray.signed, stray.at) == STRAY:
            branch = self.store.add_branch(segment.chain, segment.first, segment.prev)
            self._extend(branch, segment, segment.last, stray.signed, stray.at)
        self.store.drop_stray(stray)
        self._gather_strays(segment.chain)

    def sequence(self, now: int) -> int:
        """Give a line to every entry that can be decided on; returns how many got one."""
        self.adopt_strays(now)
        decided, before = 0, -1
        while decided != before:
            before = decided
            for branch in self.store.every_branch():
                if branch.waiting and self._may_begin(branch):
                    decided += self.order(branch, self._judged(branch, now), now)
        self.store.settle()
        return decided

    def _may_begin(self, branch: Branch) -> bool:
        """Whether the entry before the branch has its line, if it is here at all."""
        before = branch.since - 1
        here = self.store.branches(branch.chain) if branch.ordered == before else []
        roots = [b for b in here if self.store.hash_at(b, before) == branch.prev]
        return not roots or any(all(before < first for first, _ in b.waiting) for b in roots)

    def _judged(self, branch: Branch, now: int) -> Iterator[tuple[Entry, Verdict]]:
        """The entries of a branch that have no line yet, as far as they can be decided on."""
        author = self.store.member(branch.chain.author)
        if author is not None and author.has_line:
            is_forked = len(self.store.branches(branch.chain)) > 1
            stream, plain = branch.chain.stream, dict[RowColumns, bool]()
            for entry in self.store.entries(branch, *branch.waiting[0]):
                received, alike = self.store.received(branch, entry.link.seq), entry.alike
                if is_forked and makes_again(entry, self.store):
                    yield entry, Verdict(QUARANTINED, "row exists")
                    continue
                if alike and alike not in plain:
                    plain[alike] = are_plain(alike, stream, author, self.store, received)
                verdict: Verdict | None = AS_IT_IS
                if alike is None or not plain[alike]:
                    verdict = judge(entry, author, self.store, self._leads_to, received, now)
                if verdict is None:
                    return
                yield entry, verdict

    def order(self, branch: Branch, judged: Iterable[tuple[Entry, Verdict]], at: int) -> int:
        """Write entries with their verdicts to the ledger, in runs, and lay them on the rows.

        Each entry is laid before the next is judged, which may build on it. Returns how many.
        """
        run: list[Entry] = []
        shared, revision, decided = AS_IT_IS, 0, 0
        for entry, verdict in judged:
            if run and not verdict == shared == AS_IT_IS:
                branch = self._write_line(branch, run, shared, at)
                run = []
            if not run:
                shared, revision = verdict, self.next_revision(branch.chain.stream)
            self._lay(entry, verdict, revision + len(run))
            run.append(entry)
            decided += 1
        if run:
            self._write_line(branch, run, shared, at)
        return decided

    def _leads_to(self, entry: Entry, seq: int, head: bytes) -> bool:
        parts = parts_of(self.store, entry.link.chain, entry.link.seq, seq, head)
        return parts is not None and self.store.hash_at(parts[0][0], entry.link.seq) == entry.hash

    def next_revision(self, stream: str) -> int:
        """The revision that the next entry of a stream gets."""
        last = self.store.last_line(stream)
        return last.until + 1 if last else 1

    def _write_line(self, branch: Branch, run: list[Entry], verdict: Verdict, at: int) -> Branch:
        author, epoch, stream = branch.chain
        last = self.store.last_line(stream)
        place = (stream, self.next_revision(stream), author, epoch)
        line = Line(*place, run[0].link.seq, len(run), run[-1].hash, verdict, at, b"")
        line = line._replace(hash=line.hash_after(last.hash if last else b""))
        self.store.add_line(line)
        return self._mark_ordered(branch, line.first, line.last)

    def _mark_ordered(self, branch: Branch, first: int, until: int) -> Branch:
        left = [
            (start, end)
            for skip in branch.skipped
            for start, end in (
                (skip[0], min(skip[1], first - 1)),
                (max(skip[0], until + 1), skip[1]),
            )
            if start <= end
        ]
        if first > branch.ordered + 1:
            left.append((branch.ordered + 1, first - 1))
        branch = branch._replace(ordered=max(branch.ordered, until), skipped=tuple(left))
        self.store.save_branch(branch)
        return branch

    def _lay(self, entry: Entry, verdict: Verdict, revision: int) -> None:
        for position, (row, op) in enumerate(entry.rows()):
            rule = self.store.rule(op.kind)
            if verdict.word == QUARANTINED:
                self.store.take_back(op.kind, row, entry, op)
            elif rule is not None and rule.ownership is Ownership.FACT:
                self.store.put(op.kind, row, RowState(op.fields, revision), entry, op)
            elif rule is not None:
                lost = {name for place, name in verdict.lost if place == position}
                state = state_after(self.store.row(op.kind, row), op, entry.hash, revision, lost)
                self.store.put(op.kind, row, state, entry, op)
                if op.kind == ERASURE:
                    self._obey(op.fields)
        if verdict.reason == ERASED:
            self._strip(entry.link.chain, entry.link.seq, entry.hash)

    def _obey(self, erasure: dict[str, Any]) -> None:
        """Take away a row, and with it what the entry said that made it."""
        chain = Chain(UUID(erasure["author"]), UUID(erasure["epoch"]), erasure["chain"])
        self.store.remove(erasure["of"], UUID(erasure["row"]))
        self._strip(chain, erasure["seq"], bytes.fromhex(erasure["entry"]))

    def _strip(self, chain: Chain, seq: int, entry: bytes) -> None:
        if chain.author == self.store.here()[0]:
            self.seal()  # so that it lies in segments only
        self.store.strip(chain, seq, entry)

    def follow(self, line: Line) -> bool:
        """Do what the office decided next; False while its entries are not all here.

        Raises Diverged for a line that does not continue the ledger held here.
        """
        last = self.store.last_line(line.stream)
        after = line.hash_after(last.hash if last else b"")
        if (line.revision, line.hash) != (self.next_revision(line.stream), after):
            raise Diverged(
                f"Line {line.revision} of the office's ledger “{line.stream}” does not continue "
                "the ledger held here. Nothing was applied; ask the office."
            )
        if (parts := self.parts_of(line)) is None:
            return False
        self.store.add_line(line)
        self._lay_line(line, parts)
        return True

    def parts_of(self, line: Line) -> list[tuple[Branch, int, int]] | None:
        """Where its entries are; the office may have given up waiting for what comes before them."""
        place = (line.chain, line.first, line.last, line.head)
        if (parts := parts_of(self.store, *place)) is None:
            for stray in self.store.strays(line.chain):
                self._adopt(stray)
            parts = parts_of(self.store, *place)
        return parts

    def lay_anew(self, stream: str, after: int) -> None:
        """Forget the lines of a stream after a revision and make every row from what is left."""
        self.store.unsettle(stream, after)
        for name in self.store.streams():
            for line in self.store.lines(name, 0):
                parts = parts_of(self.store, line.chain, line.first, line.last, line.head)
                self._lay_line(line, parts or [])
        self.store.settle()
        self.store.restate_own()

    def _lay_line(self, line: Line, parts: list[tuple[Branch, int, int]]) -> None:
        for branch, first, until in parts:
            for entry in self.store.entries(branch, first, until):
                self._lay(entry, line.verdict, line.revision + entry.link.seq - line.first)
            self._mark_ordered(branch, first, until)
