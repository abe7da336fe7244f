"""What of the fleet travels: things and whether they may go out to all, meters in the home unit."""

from mobilink.fleet.models import (
    Equipment,
    Inspection,
    Mending,
    OdometerReading,
    Receipt,
    Refuelling,
    Told,
    Van,
    VanTerm,
)
from mobilink.journal.kinds import TEAM, Kind, Ownership, declare


def of_home_unit(reading: Told) -> str:
    return f"unit/{reading.van.unit.code}"


declare(
    Kind("van", Van, Ownership.SHARED, TEAM),
    Kind("equipment", Equipment, Ownership.SHARED, TEAM),
    Kind("odometer", OdometerReading, Ownership.FACT, of_home_unit),
    Kind("fuel", Refuelling, Ownership.FACT, of_home_unit),
    Kind("receipt", Receipt, Ownership.FACT, of_home_unit),
    # Whoever plans must know whether a van may go out.
    Kind("van_term", VanTerm, Ownership.FACT, TEAM),
    Kind("inspection", Inspection, Ownership.FACT, TEAM),
    Kind("mending", Mending, Ownership.FACT, TEAM),
)
