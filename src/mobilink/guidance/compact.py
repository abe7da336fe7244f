"""Compact containers: many small things kept in few large ones, for 100,000 names. Pure."""

from array import array
from collections.abc import Iterable
from itertools import accumulate, pairwise


class Texts:
    """Texts in one, each known by its place."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._bytes, self._ends = bytearray(), array("I", [0])
        for text in texts:
            self.append(text)

    def append(self, text: str) -> None:
        """Append one more text, behind the others."""
        self._bytes += text.encode(errors="surrogatepass")
        self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, at: int) -> str:
        ends = self._ends
        return self._bytes[ends[at] : ends[at + 1]].decode("utf-8", "surrogatepass")


class Rows:
    """Numbers in rows of different lengths, one row's behind the other's."""

    def __init__(self) -> None:
        self._numbers, self._ends = array("I"), array("I", [0])

    def append(self, numbers: Iterable[int]) -> None:
        """Append one more row, behind the others."""
        self._numbers.extend(numbers)
        self._ends.append(len(self._numbers))

    def many(self, rows: range) -> int:
        """How many numbers are in rows next to each other."""
        return self._ends[rows.stop] - self._ends[rows.start]

    def of(self, rows: range) -> "array[int]":
        """The numbers in rows next to each other."""
        return self._numbers[self._ends[rows.start] : self._ends[rows.stop]]

    def turned(self, order: "array[int]") -> "Rows":
        """For each number, taken in an order that has them all, the rows that it is in."""
        place = array("I", order)
        for at, number in enumerate(order):
            place[number] = at
        counts = array("I", bytes(4 * len(order)))
        for number in self._numbers:
            counts[place[number]] += 1
        turned = Rows()
        turned._ends = array("I", accumulate(counts, initial=0))
        turned._numbers = array("I", bytes(4 * len(self._numbers)))
        free = turned._ends[:]
        for row, (start, end) in enumerate(pairwise(self._ends)):
            for number in self._numbers[start:end]:
                turned._numbers[free[place[number]]] = row
                free[place[number]] += 1
        return turned
