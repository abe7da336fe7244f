"""Checklists: what was seen to at a booth, and the photos that show it."""

from dataclasses import dataclass
from typing import Any

from mobilink.booth.models import ChecklistItem, Handover, Tick
from mobilink.journal.sync import blobs
from mobilink.outreach.models import Outing


@dataclass
class Checked:
    """One item of a checklist: whether it was seen to, and its photos; those awaited are counted."""

    item: ChecklistItem
    is_done: bool
    photos: list[str]
    awaited: int = 0


def checklist_of(outing: Outing) -> list[Checked]:
    """The items of which anything was recorded on an outing, in the office's order."""
    ticks = list(Tick.objects.filter(outing=outing).order_by("at", "revision"))
    newest = {tick.item: tick for tick in ticks}
    named = [(tick.item, tick.photo) for tick in ticks if tick.photo]
    here = blobs.whole({photo for _, photo in named})
    return [
        Checked(
            item,
            newest[item.code].is_done,
            [photo for of, photo in named if of == item.code and photo in here],
            sum(of == item.code and photo not in here for of, photo in named),
        )
        for item in ChecklistItem.objects.filter(code__in=newest)
    ]


def handovers_of(outing: Outing) -> list[Handover]:
    """Who handed the booth of an outing over to whom, in order of time."""
    handovers = Handover.objects.filter(outing=outing).select_related("given_by", "taken_by")
    return list(handovers.order_by("at"))


def photo(hash_: str) -> bytes | None:
    """A photo that a tick names, once it is here."""
    return blobs.read(hash_) if Tick.objects.filter(photo=hash_).exists() else None


def items() -> list[dict[str, Any]]:
    """The items of all checklists, as the plan of a booth tells them."""
    return [
        {"code": item.code, "phase": item.phase, "id": item.name, "en": item.name_en}
        for item in ChecklistItem.in_use()
    ]
