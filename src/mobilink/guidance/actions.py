"""Taking over the national list of recruiters: what is new, what changed, what is listed no more."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.utils.translation import gettext as _

from mobilink.guidance import firms
from mobilink.guidance.errors import BadList
from mobilink.guidance.models import Recruiter, Snapshot
from mobilink.journal.actions import Draft, alone, commit
from mobilink.journal.kinds import kind_of
from mobilink.people.queries import office_day

ROWS_PER_ENTRY = 50
Fields = dict[str, Any]
Some = TypeVar("Some")


class Taken(NamedTuple):
    """What a list brought: recruiters new on it, told anew, as they were, and named no more."""

    new: int
    changed: int
    unchanged: int
    gone: int

    @property
    def has_moved(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def take_over(rows: Iterable[Fields], *, as_at: date) -> Taken:
    """Take over a whole list as the office got it on a day, all of it or nothing.

    A recruiter is known again by its licence number; where that is new, as after a renewal, or not
    told, by its name. Former names are kept, told or not. Raises BadList for a list of a day to
    come or older than the one that is here, and for one that names nobody, or a recruiter twice.
    """
    if as_at > office_day():
        raise BadList(_("%(day)s has not come yet; give the day of the list.") % {"day": as_at})
    with alone():
        latest = Snapshot.objects.first()
        if latest is not None and as_at < latest.as_at:
            raise BadList(
                _("The list of %(latest)s is here already, which is newer than %(day)s.")
                % {"latest": latest.as_at, "day": as_at}
            )
        difference = _Difference(list(Recruiter.objects.all()), list(rows), as_at)
        difference.write()
        is_new_day = latest is None or as_at > latest.as_at
        if is_new_day or difference.taken.has_moved:
            with commit("take over a list of recruiters") as draft:
                draft.add(Snapshot, as_at=as_at)
        return difference.taken


def licence_key(number: str) -> str:
    """A licence number without what people write in different ways."""
    return "".join(number.casefold().split())


def name_key(name: str) -> str:
    """A name by its words, without what people write in different ways."""
    return " ".join(firms.read(name).words) or name


class _Difference:
    """A whole list, beside what the register holds."""

    def __init__(self, known: list[Recruiter], rows: list[Fields], as_at: date) -> None:
        if not rows:
            raise BadList(_("The list names nobody, so nothing was taken over."))
        self._as_at = as_at
        self._by_licence = {licence_key(one.sip3mi): one for one in known if one.sip3mi}
        self._told = {licence_key(row["sip3mi"]) for row in rows if row.get("sip3mi")}
        self._by_name: dict[str, list[Recruiter]] = {}
        # Those that are on the list come before those that once were.
        for one in sorted(known, key=lambda one: one.gone_on is not None):
            self._by_name.setdefault(name_key(one.name), []).append(one)
        self._unseen = {one.pk: one for one in known}
        self._new: list[Fields] = []
        self._changed: list[tuple[Recruiter, Fields]] = []
        self._unchanged = 0
        for row in rows:
            self._see(row)
        self._gone = [one for one in self._unseen.values() if one.gone_on is None]

    @property
    def taken(self) -> Taken:
        return Taken(len(self._new), len(self._changed), self._unchanged, len(self._gone))

    def _see(self, row: Fields) -> None:
        known = self._find(row)
        if known is None:
            self._new.append(row)
            return
        if self._unseen.pop(known.pk, None) is None:
            raise BadList(_("The list names “%(name)s” twice.") % {"name": row["name"]})
        told = _fields(Recruiter(**row | {"former_names": _former(known, row)}))
        if told != _fields(known):
            self._changed.append((known, told))
        else:
            self._unchanged += 1

    def _find(self, row: Fields) -> Recruiter | None:
        licence = licence_key(row.get("sip3mi", ""))
        if licence in self._by_licence:
            return self._by_licence[licence]
        for one in self._by_name.get(name_key(row["name"]), []):
            # Its own licence may stand in another row: then it is another one of that name.
            is_claimed = bool(one.sip3mi) and licence_key(one.sip3mi) in self._told
            if one.pk in self._unseen and not is_claimed:
                return one
        return None

    def write(self) -> None:
        gone = [(one, {"gone_on": self._as_at}) for one in self._gone]
        _in_entries(self._new, lambda draft, row: draft.add(Recruiter, **row))
        _in_entries([*self._changed, *gone], lambda draft, one: draft.change(one[0], **one[1]))


def _former(known: Recruiter, row: Fields) -> list[str]:
    """Every name that it was once known by."""
    names = [*known.former_names, *row.get("former_names", ())]
    if name_key(known.name) != name_key(row["name"]):
        names.append(known.name)
    return list(dict.fromkeys(names))


def _fields(recruiter: Recruiter) -> Fields:
    """All that travels of a recruiter; what a list does not tell is as empty as in a new one."""
    return {field.name: getattr(recruiter, field.name) for field in kind_of(Recruiter).fields}


def _in_entries(rows: Iterable[Some], write: Callable[[Draft, Some], object]) -> None:
    left = iter(rows)
    while some := list(islice(left, ROWS_PER_ENTRY)):
        with commit("take over a list of recruiters") as draft:
            for row in some:
                write(draft, row)
