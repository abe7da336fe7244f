"""What of the guidance travels."""

from mobilink.guidance.models import Topic
from mobilink.journal.kinds import PUBLIC, Kind, Ownership, declare

declare(Kind("topic", Topic, Ownership.OFFICE, PUBLIC))
