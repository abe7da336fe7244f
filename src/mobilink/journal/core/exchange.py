"""The exchange protocol: what two nodes must tell each other, and no more.

Each side names the ends of its branches (`heads`) and says which ends of the other it holds
(`held`). From both follows what the other lacks (`lacking`): nothing is sent twice but where two
histories really fork. Any part may be lost or repeated; the next exchange begins from the facts.
"""

from collections.abc import Callable, Collection, Iterator

from mobilink.journal.core.store import SignedSegment, Store, is_rooted
from mobilink.journal.core.wire import Chain

Heads = dict[Chain, set[tuple[int, bytes]]]


def heads(store: Store, carries: Callable[[str], bool]) -> Heads:
    """The ends of all branches in the streams that the other side may carry.

    The number of an end is negative while something before it is not here: it says that the end
    is held, and nothing about what comes before.
    """
    ends: Heads = {}
    for branch in store.every_branch():
        if carries(branch.chain.stream):
            last = branch.tip if is_rooted(store, branch) else -branch.tip
            ends.setdefault(branch.chain, set()).add((last, branch.tip_hash))
    for stray in store.strays(None):
        if carries(stray.chain.stream):
            ends.setdefault(stray.chain, set()).add((-stray.last, stray.head))
    return ends


def held(store: Store, theirs: Heads) -> set[bytes]:
    """Which of the other side's ends are here, with as much before them as there is over there."""
    shared: set[bytes] = set()
    for chain, ends in theirs.items():
        branches = store.branches(chain)
        loose = {stray.head for stray in store.strays(chain)}
        for last, hash_ in ends:
            here = [b for b in branches if store.hash_at(b, abs(last)) == hash_]
            if any(is_rooted(store, b) for b in here) or (last < 0 and (here or hash_ in loose)):
                shared.add(hash_)
    return shared


def let_go(store: Store, they_hold: Collection[bytes], carries: Callable[[str], bool]) -> None:
    """Forget what was only carried for others, once the office has it: what is not here cannot leak."""
    for branch in store.every_branch():
        if not carries(branch.chain.stream) and branch.tip_hash in they_hold:
            store.drop_branch(branch)
    for stray in store.strays(None):
        if not carries(stray.chain.stream) and stray.head in they_hold:
            store.drop_stray(stray)


def lacking(
    store: Store, theirs: Heads, they_hold: Collection[bytes], carries: Callable[[Chain], bool]
) -> Iterator[SignedSegment]:
    """The segments that the other side needs, each chain in its own order."""
    for branch in store.every_branch():
        if not carries(branch.chain) or branch.tip_hash in they_hold:
            continue
        after = branch.since - 1
        for seq, hash_ in theirs.get(branch.chain, ()):
            if after < seq <= branch.tip and store.hash_at(branch, seq) == hash_:
                after = seq
        yield from store.signed_segments(branch, after)
    for stray in store.strays(None):
        named = {hash_ for _, hash_ in theirs.get(stray.chain, ())}
        if carries(stray.chain) and stray.head not in named.union(they_hold):
            yield stray.signed
