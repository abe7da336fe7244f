"""What of the guidance travels."""

from mobilink.guidance.models import Recruiter, Snapshot, Topic
from mobilink.journal.kinds import PUBLIC, Kind, Ownership, declare

declare(
    Kind("topic", Topic, Ownership.OFFICE, PUBLIC),
    Kind("snapshot", Snapshot, Ownership.OFFICE, PUBLIC),
    Kind("recruiter", Recruiter, Ownership.OFFICE, PUBLIC),
)
