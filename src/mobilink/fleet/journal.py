"""What of the fleet travels: the things to the whole team, their meters within the home unit."""

from mobilink.fleet.models import Equipment, OdometerReading, Refuelling, Van
from mobilink.journal.kinds import TEAM, Kind, Ownership, declare


def of_home_unit(reading: OdometerReading | Refuelling) -> str:
    return f"unit/{reading.van.unit.code}"


declare(
    Kind("van", Van, Ownership.SHARED, TEAM),
    Kind("equipment", Equipment, Ownership.SHARED, TEAM),
    Kind("odometer", OdometerReading, Ownership.FACT, of_home_unit),
    Kind("fuel", Refuelling, Ownership.FACT, of_home_unit),
)
