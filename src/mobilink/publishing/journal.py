"""Replication of this room: what of the publishing travels."""

from mobilink.journal.storage.kinds import OFFICE, PUBLIC, Kind, Ownership, declare
from mobilink.publishing.models import Release, Wording

declare(
    Kind("wording", Wording, Ownership.OFFICE, PUBLIC),
    Kind("release", Release, Ownership.OFFICE, OFFICE),
)
