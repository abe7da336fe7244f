"""The store as a walk over the whole journal reads it: many rows of a branch with one question."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import itemgetter

from mobilink.journal.core.store import Branch
from mobilink.journal.storage import models
from mobilink.journal.storage.log_store import AT_ONCE, Opened
from mobilink.journal.storage.tables import TableStore

Place = tuple[int, int, int]
"""Number of a segment, its first and its last entry."""


class WalkStore(TableStore):
    """Lives while nothing is written, so that what it read ahead stays true.

    Lines of the ledger go from branch to branch: each branch has its rows ahead of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[int, list[Place]] = {}
        self._lowest: dict[int, list[int]] = {}
        self._heads: dict[int, dict[int, bytes]] = {}
        self._ahead: dict[int, tuple[int, int, list[Opened]]] = {}

    def _read_segments(self, branch: Branch) -> None:
        if branch.id not in self._places:
            rows = models.Segment.objects.filter(branch=branch.id).order_by("last")
            kept = list(rows.values_list("pk", "first", "last", "head"))
            self._places[branch.id] = [(pk, first, last) for pk, first, last, _head in kept]
            # The lowest first entry from each segment on, since one may lie within another.
            firsts = [first for _pk, first, _last, _head in reversed(kept)]
            self._lowest[branch.id] = [*accumulate(firsts, min)][::-1]
            self._heads[branch.id] = {last: bytes(head) for _pk, _first, last, head in kept}

    def _head_at(self, branch: Branch, seq: int) -> bytes | None:
        self._read_segments(branch)
        return self._heads[branch.id].get(seq)

    def _sealed(self, branch: Branch, first: int, last: int) -> Iterable[Place]:
        self._read_segments(branch)
        places = self._places[branch.id]
        begin = bisect_left(places, first, key=itemgetter(2))
        end = bisect_right(self._lowest[branch.id], last)
        return [place for place in places[begin:end] if place[1] <= last]

    def _opened(self, branch: Branch, first: int, last: int) -> Iterator[Opened]:
        if last - first > AT_ONCE:
            return super()._opened(branch, first, last)
        begin, end, rows = self._ahead.get(branch.id, (0, -1, []))
        if not begin <= first <= last <= end:
            begin, end = first, first + AT_ONCE
            rows = list(super()._opened(branch, begin, end))
            self._ahead[branch.id] = begin, end, rows
        by_number = itemgetter(0)
        start = bisect_left(rows, first, key=by_number)
        return iter(rows[start : bisect_right(rows, last, key=by_number)])
