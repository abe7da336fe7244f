"""What of the fleet travels, all of it to all: a van of one post goes out for another."""

from mobilink.fleet.models import (
    Equipment,
    Inspection,
    Mending,
    OdometerReading,
    Receipt,
    Refuelling,
    Van,
    VanTerm,
)
from mobilink.journal.acts import written_in
from mobilink.journal.storage.kinds import TEAM, Kind, Ownership, declare

written_in("mobilink.fleet", "actions", "upkeep")
declare(
    Kind("van", Van, Ownership.SHARED, TEAM),
    Kind("equipment", Equipment, Ownership.SHARED, TEAM),
    Kind("odometer", OdometerReading, Ownership.FACT, TEAM, by_phone=True),
    Kind("fuel", Refuelling, Ownership.FACT, TEAM, by_phone=True),
    Kind("receipt", Receipt, Ownership.FACT, TEAM, by_phone=True),
    Kind("van_term", VanTerm, Ownership.FACT, TEAM),
    Kind("inspection", Inspection, Ownership.FACT, TEAM, by_phone=True),
    Kind("mending", Mending, Ownership.FACT, TEAM),
)
