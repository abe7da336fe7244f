"""One thing entered twice by machines that could not hear each other: proposed, merged by a person.

Nothing is refused for being there already and nothing is deleted. A merged venue keeps its row and
names the one that was kept; its outings and routines point to that one, and its name becomes
another name of it. `split_venue` takes all of this back.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.journal import rulings
from mobilink.journal.actions import Draft, alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.duplicates import Pair, undecided
from mobilink.journal.members.installations import require_office
from mobilink.journal.safety.queries import author_of, story_of
from mobilink.journal.storage.following import follow
from mobilink.journal.storage.rows import SharedRow
from mobilink.outreach.errors import NotTwo
from mobilink.outreach.models import Outing, Slot
from mobilink.outreach.queries import CALLED_OFF, hours_may_meet
from mobilink.people.actions import require
from mobilink.people.models import Person, Role
from mobilink.people.queries import head_unit
from mobilink.places.models import Venue
from mobilink.places.queries import namesakes

Thing = TypeVar("Thing", bound=SharedRow)


MERGE_VENUES = Act(
    "merge venues", gettext_lazy("Venues merged"), by=Role.Function.APPROVER, is_offices=True
)
SPLIT_VENUES = Act(
    "split venues", gettext_lazy("Venues split"), by=Role.Function.APPROVER, is_offices=True
)
FOLLOW_MERGE = Act("follow merge of venues", gettext_lazy("Moved to the venue that was kept"))


def venue_duplicates() -> list[Pair]:
    """Venues of one regency under one name, but for those that a person keeps apart."""
    pairs = namesakes()
    venues = Venue.objects.in_bulk({pk for pair in pairs for pk in pair})
    return undecided(Pair(venues[one], venues[other]) for one, other in pairs)


def outing_duplicates() -> list[Pair]:
    """Outings of one unit at one venue, day and hour that two machines made."""
    standing = Outing.objects.exclude(state__in=CALLED_OFF)
    place = ("executing_unit", "venue", "day")
    crowded = standing.values(*place).annotate(many=Count("pk")).filter(many__gt=1).order_by()
    duplicates = []
    for each in crowded:
        same = standing.filter(**{name: each[name] for name in place}).order_by("start", "pk")
        for outing, other in combinations(same, 2):
            if hours_may_meet(outing, other) and author_of(outing.pk) != author_of(other.pk):
                duplicates.append(Pair(outing, other))
    return undecided(duplicates)


def keep_apart(pair: Pair, *, by: Person | None, why: str = "") -> None:
    """The two are two: they are proposed no more."""
    require_head(by)
    rulings.keep_apart(pair.id, by=by, why=why)


@contextmanager
def becoming_one(
    act: Act, kept: Thing, other: Thing, *, by: Person | None, seen: str
) -> Iterator[tuple[Thing, Thing]]:
    """Be alone with two rows as they stand, of which one is kept; the block says what follows.

    Refuses what was merged already, one with itself, and what overtook its reader.
    """
    act.require(by)
    with alone():
        require_office()
        rows: Any = type(kept)._default_manager
        kept, other = rows.get(pk=kept.pk), rows.get(pk=other.pk)
        if seen and seen not in (Pair(kept, other).seen, Pair(other, kept).seen):
            raise NotTwo(_("Somebody changed one of the two meanwhile. Look at both again."))
        if kept.pk == other.pk or _whole_of(kept) or _whole_of(other):
            raise NotTwo(_("One of the two was merged already. Open the one that was kept."))
        yield kept, other


@contextmanager
def becoming_two(act: Act, merged: Thing, *, by: Person | None) -> Iterator[tuple[Thing, Thing]]:
    """Be alone with a merged row and the one that was kept, as they stand; refuses one not merged."""
    act.require(by)
    with alone():
        require_office()
        rows: Any = type(merged)._default_manager
        merged = rows.get(pk=merged.pk)
        if _whole_of(merged) is None:
            raise NotTwo(_("“%(thing)s” is not merged.") % {"thing": merged})
        yield merged, rows.get(pk=_whole_of(merged))


def _whole_of(row: Any) -> UUID | None:
    """The row into which one was merged, of whichever kind it is."""
    whole: UUID | None = row.merged_into_id
    return whole


def merge_venues(kept: Venue, other: Venue, *, by: Person | None, seen: str = "") -> None:
    """Keep one of two venues: what was at the other is at the kept one from now on."""
    with (
        becoming_one(MERGE_VENUES, kept, other, by=by, seen=seen) as (kept, other),
        commit(MERGE_VENUES, by=by, why=f"{other.name} = {kept.name}") as draft,
    ):
        draft.change(other, merged_into=kept)
        draft.change(kept, aliases=_with_names(kept, other))
        for row in _at(other):
            _move(draft, row, kept)


def split_venue(merged: Venue, *, by: Person | None) -> None:
    """Take a merge back: what it moved and nobody moved since returns, the names too."""
    with becoming_two(SPLIT_VENUES, merged, by=by) as (merged, kept):
        entry = merged.versions["merged_into"]
        with commit(SPLIT_VENUES, by=by, why=f"{merged.name} ≠ {kept.name}") as draft:
            draft.change(merged, merged_into=None)
            draft.change(kept, aliases=_without_names_of(kept, entry))
            for row in _at(kept):
                if row.versions.get("venue") == entry:
                    _move(draft, row, merged)


def follow_merges(arrived: Iterable[UUID]) -> None:
    """Outings and routines that a machine made at a venue merged meanwhile move to the kept one."""
    for model in (Outing, Slot):
        rows = model.objects.filter(pk__in=list(arrived), venue__merged_into__isnull=False)
        for row in rows.select_related("venue"):
            follow(_follow_merge, row)


def _follow_merge(row: Outing | Slot) -> None:
    kept = kept_of(row.venue)
    with commit(FOLLOW_MERGE, by=None) as draft:
        _move(draft, row, kept)


def kept_of(venue: Venue) -> Venue:
    """The venue that stands for this one: itself, unless it was merged."""
    passed = {venue.pk}
    while venue.merged_into_id and venue.merged_into_id not in passed:
        passed.add(venue.merged_into_id)
        venue = Venue.objects.get(pk=venue.merged_into_id)
    return venue


def _at(venue: Venue) -> list[Outing | Slot]:
    return [*Outing.objects.filter(venue=venue), *Slot.objects.filter(venue=venue)]


def _move(draft: Draft, row: Outing | Slot, venue: Venue) -> None:
    if isinstance(row, Outing) and row.is_announced:
        draft.change(row, venue=venue, sequence=row.sequence + 1)
    else:
        draft.change(row, venue=venue)


def _with_names(kept: Venue, other: Venue) -> list[str]:
    names = dict.fromkeys([*kept.aliases, other.name, *other.aliases])
    return [name for name in names if name != kept.name]


def _without_names_of(kept: Venue, entry: str) -> list[str]:
    """The other names of a venue without those that a merge gave it."""
    aliases = [
        (act.entry, act.fields["aliases"]) for act in story_of(kept) if "aliases" in act.fields
    ]
    number = next((n for n, (where, _names) in enumerate(aliases) if where == entry), None)
    if number is None:
        return list(kept.aliases)
    before = aliases[number + 1][1] if number + 1 < len(aliases) else []
    added = set(aliases[number][1]) - set(before)
    return [name for name in kept.aliases if name not in added]


def require_head(by: Person | None) -> None:
    """Refuse unless the person decides for the whole office what is one and what is two."""
    if by:
        require(by, Role.Function.APPROVER, head_unit())
