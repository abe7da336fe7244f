"""What of the places travels."""

from mobilink.journal.acts import written_in
from mobilink.journal.storage.kinds import PUBLIC, TEAM, Kind, Ownership, declare
from mobilink.places.models import Holiday, Region, Venue

written_in("mobilink.places", "actions")
declare(
    Kind("region", Region, Ownership.OFFICE, PUBLIC),
    Kind("holiday", Holiday, Ownership.OFFICE, PUBLIC),
    Kind("venue", Venue, Ownership.SHARED, TEAM),
)
