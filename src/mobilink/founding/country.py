"""What a country says to all its offices: its regions by code, and its holidays.

`regions.csv` lists provinces and regencies, `provinces/CODE.csv` the districts and villages of one
province, of which an office loads its own; `holidays.csv` the days that are free.
"""

from dataclasses import dataclass
from datetime import date

from mobilink.founding.reading import Fields, Reading
from mobilink.places.models import Holiday, Region


@dataclass(frozen=True)
class Country:
    """Fields of the rows that an office of one province needs."""

    regions: list[Fields]
    holidays: list[Fields]


def read(reading: Reading, province: str) -> Country:
    """What the folder says; what is wrong stands in the reading's faults."""
    columns = {name: (name,) for name in ("code", "level", "name")}
    files = ["regions.csv", f"provinces/{province}.csv"]
    regions = [row for file in files for row in reading.rows(file, Region, columns)]
    days = {name: (name,) for name in ("day", "kind", "name")}
    holidays = reading.rows("holidays.csv", Holiday, days)
    return Country(
        [{**row, "parent_code": row["code"].rpartition(".")[0]} for row in regions],
        [{**row, "day": date.fromisoformat(row["day"])} for row in holidays],
    )
