"""The law of kinds: whose rows a machine may write, and what of them a phone and a hub may set.

    Kind(
        "outing", Outing, SHARED, TEAM,
        whose=own("owner_unit", "executing_unit"),
        phone=Sets(change=("start", "state"), only={"state": ("cancelled",)}),
    )

A machine's units are those of the `unit/…` streams of its membership; the office is bound by none of
this. Declared by each room, asked by the office's judge and by a hub before it writes (`authority`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

ALL: Final = ("*",)
"""Every field of the kind."""


@dataclass(frozen=True)
class Whose:
    """Which machines may write a row of a kind, besides the office.

    One of the `units`, paths of links from the row, is the machine's before a change, and one of them
    still is after it. `places` are fields that name a store (`unit/CODE`) or a van (`van/ID`), whose
    unit counts too. `regency` is a field with the code of a regency, in which a unit of the machine
    must lie for a change; a new row is anybody's then. `beside` is a link to a row of which the
    machine writes an own one in the same entry, which suffices too. `fixed` are links that never
    change. `by_stream`: whoever writes in the stream of the row's own unit.
    """

    units: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    regency: str = ""
    beside: str = ""
    fixed: tuple[str, ...] = ()
    by_stream: bool = False
    is_anybodys: bool = False

    @property
    def is_offices(self) -> bool:
        """Whether no machine but the office writes any."""
        ways = (self.units, self.places, self.regency, self.by_stream, self.is_anybodys)
        return not any(ways)


THE_OFFICES: Final = Whose()
ANYBODYS: Final = Whose(is_anybodys=True)
OF_ITS_STREAM: Final = Whose(by_stream=True)
OF_ITS_OUTING: Final = Whose(
    units=("outing.owner_unit", "outing.executing_unit"), fixed=("outing",)
)
"""Whom or what it books may be anybody's."""


def own(*units: str, places: tuple[str, ...] = ()) -> Whose:
    """Rows of the unit to which one of these paths leads."""
    return Whose(units=units, places=places)


@dataclass(frozen=True)
class Sets:
    """What a sort of machine sets of a kind: fields of a new row, fields of one that is there.

    `only_new` and `only` are the values that alone it gives a field of a new row, and of one that is
    there. A field in `back` may also get the value that
    the machine's own last change replaced. `itself` is a field that names the machine. `together`
    are fields of other kinds that the same entry sets, with their values. `by_somebody`: the entry
    names a person whom the office knows; which roles they have is shown and not judged.
    """

    new: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    only_new: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    back: tuple[str, ...] = ()
    itself: str = ""
    together: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    by_somebody: bool = False

    def misfit(self, fields: Mapping[str, object], *, is_new: bool) -> str:
        """What of the fields it does not set, or a value that it does not give; empty where all is.

        Who the machine is, what it changed before and what else its entry says are not asked here.
        """
        allowed = self.new if is_new else self.change
        if not allowed:
            return "makes none" if is_new else "changes none"
        if allowed != ALL and (beyond := sorted(set(fields) - set(allowed))):
            return f"does not set {', '.join(beyond)}"
        for name, values in (self.only_new if is_new else self.only).items():
            if name in fields and name not in self.back and fields[name] not in values:
                return f"does not set {name} to {fields[name]}"
        return ""


EVERYTHING: Final = Sets(ALL, ALL)
NOTHING: Final = Sets()
