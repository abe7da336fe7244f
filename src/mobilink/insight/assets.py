"""The register of vans and equipment for the office that keeps state property (BMN), as CSV."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from mobilink.basics.csv_text import kept_as_text
from mobilink.fleet.models import Equipment, Van
from mobilink.outreach.loads import still_out
from mobilink.people.queries import UnitNames, office_day

COLUMNS: Final = (
    "asset_number", "kind", "name", "label", "serial_number", "unit", "keeper", "condition",
    "weight_kg", "wind_limit_kmh", "out_at", "out_since",
)  # fmt: skip


def assets_csv() -> str:
    """Every van and every thing in use: number, where it belongs, who keeps it, how it is, where it is.

    What nobody recorded is an empty cell. Cells that a spreadsheet would reckon with are quoted.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows([kept_as_text(str(cell)) for cell in row] for row in _rows())
    return written.getvalue()


def _rows() -> Iterator[list[object]]:
    names, day, out = UnitNames(), office_day(), still_out()
    for van in Van.in_use().select_related("unit", "keeper"):
        unit = names.on(van.unit, day).name
        yield [
            van.asset_number, "van", van.name, van.plate, "", unit, van.keeper or "",
            van.condition, "", "", "", "",
        ]  # fmt: skip
    for thing in Equipment.in_use().select_related("unit", "keeper"):
        outing = out.get(thing.pk)
        yield [
            thing.asset_number, thing.kind, thing.name, thing.label, thing.serial_number,
            names.on(thing.unit, day).name, thing.keeper or "", thing.condition,
            _number(thing.weight_kg), _number(thing.wind_limit_kmh),
            outing.title if outing else "", outing.day.isoformat() if outing else "",
        ]  # fmt: skip


def _number(value: object) -> object:
    return "" if value is None else value
