"""Replication of this room: what of the publishing travels."""

from mobilink.journal.acts import written_in
from mobilink.journal.storage.kinds import OFFICE, PUBLIC, Kind, Ownership, declare
from mobilink.publishing.models import Release, Wording

written_in("mobilink.publishing", "release")
declare(
    Kind("wording", Wording, Ownership.OFFICE, PUBLIC),
    Kind("release", Release, Ownership.OFFICE, OFFICE),
)
