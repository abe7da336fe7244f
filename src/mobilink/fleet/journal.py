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
from mobilink.journal.storage.law import ANYBODYS, Sets, own
from mobilink.journal.storage.shapes import ListOf, Text

PARTS = ListOf(Text(20), most=50)
"""Of a van, which were looked at."""

written_in("mobilink.fleet", "actions", "upkeep")
declare(
    Kind("van", Van, Ownership.SHARED, TEAM, whose=own("unit")),
    Kind("equipment", Equipment, Ownership.SHARED, TEAM, whose=own("unit")),
    Kind(
        "odometer",
        OdometerReading,
        Ownership.FACT,
        TEAM,
        whose=ANYBODYS,
        phone=Sets(new=("van", "at", "told_by", "photo", "km")),
    ),
    Kind(
        "fuel",
        Refuelling,
        Ownership.FACT,
        TEAM,
        whose=ANYBODYS,
        phone=Sets(new=("van", "at", "told_by", "photo", "litres", "rupiah")),
    ),
    Kind(
        "receipt",
        Receipt,
        Ownership.FACT,
        TEAM,
        whose=ANYBODYS,
        phone=Sets(new=("van", "at", "told_by", "photo", "kind", "rupiah", "note")),
    ),
    Kind("van_term", VanTerm, Ownership.FACT, TEAM, whose=own("van.unit")),
    Kind(
        "inspection",
        Inspection,
        Ownership.FACT,
        TEAM,
        whose=ANYBODYS,
        phone=Sets(new=("van", "at", "seen_by", "good", "defects", "is_blocking", "note", "photo")),
        shapes={"good": PARTS, "defects": PARTS},
    ),
    Kind("mending", Mending, Ownership.FACT, TEAM, whose=own("inspection.van.unit")),
)
