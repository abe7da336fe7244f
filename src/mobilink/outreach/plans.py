"""What is told of an outing before it is one: its plan, and an approval by word of mouth."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from mobilink.outreach.models import Slot
from mobilink.people.models import Unit
from mobilink.places.models import Venue


@dataclass(frozen=True)
class OutingPlan:
    """What must be known to put an outing on the calendar; hours may be unknown."""

    title: str
    kind: str
    day: date
    venue: Venue
    owner_unit: Unit
    executing_unit: Unit
    start: time | None = None
    end: time | None = None
    part_of_day: str = ""
    programmes: list[str] = field(default_factory=list)
    purpose: str = ""
    place_text: str = ""
    source: str = ""
    slot: Slot | None = None

    @property
    def fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class OralApproval:
    """An approval by word of mouth: who said it when, and the day by which the paper is due."""

    said_by: str
    said_at: datetime
    paper_due: date
