"""What of the places travels."""

from mobilink.journal.storage.kinds import PUBLIC, TEAM, Kind, Ownership, declare
from mobilink.places.models import Holiday, Region, Venue

declare(
    Kind("region", Region, Ownership.OFFICE, PUBLIC),
    Kind("holiday", Holiday, Ownership.OFFICE, PUBLIC),
    Kind("venue", Venue, Ownership.SHARED, TEAM),
)
