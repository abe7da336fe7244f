"""Replication of this room: what of the publishing travels."""

from mobilink.journal.acts import written_in
from mobilink.journal.storage.kinds import OFFICE, PUBLIC, Kind, Ownership, declare
from mobilink.journal.storage.shapes import ListOf, Record, Text
from mobilink.publishing.models import Release, Wording

FACT = ("outing", "day", "place", "unit", "tallies", "visits", "leaflets", "link")
"""What stands of each outing in the fact box of a release."""

written_in("mobilink.publishing", "release")
declare(
    Kind("wording", Wording, Ownership.OFFICE, PUBLIC),
    Kind(
        "release",
        Release,
        Ownership.OFFICE,
        OFFICE,
        shapes={"facts": ListOf(Record(dict.fromkeys(FACT, Text(2_000))), most=400)},
    ),
)
