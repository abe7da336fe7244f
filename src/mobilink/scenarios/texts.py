"""What the office of a story says of its kit's cards and particulars: who checked each, and when.

Their days are as far from the day of loading as the scenario says, so that a demo never grows old.
"""

from typing import Any

from mobilink.imports.cells import dated
from mobilink.imports.content import Completed
from mobilink.people.queries import office_day


def completed(sayings: list[dict[str, Any]]) -> Completed:
    """All fields of a text; each of the `sayings` is of all texts of some kinds, or of some codes."""
    today = office_day()

    def complete(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
        made = dict(fields)
        for says in sayings:
            if kind in says["kinds"] and fields["code"] in says.get("codes", [fields["code"]]):
                made |= says["fields"]
        return dated(made, today)

    return complete
