"""What of the guidance travels."""

from mobilink.guidance.models import (
    Card,
    CardDraft,
    CostRule,
    CountryStatus,
    Particular,
    PrintedMatter,
    Recruiter,
    Snapshot,
    Topic,
    Vacancy,
)
from mobilink.journal.kinds import OFFICE, PUBLIC, TEAM, Kind, Ownership, declare

declare(
    Kind("topic", Topic, Ownership.OFFICE, PUBLIC),
    Kind("snapshot", Snapshot, Ownership.OFFICE, PUBLIC),
    Kind("recruiter", Recruiter, Ownership.OFFICE, PUBLIC),
    Kind("vacancy", Vacancy, Ownership.OFFICE, PUBLIC),
    Kind("country_status", CountryStatus, Ownership.OFFICE, PUBLIC),
    Kind("card", Card, Ownership.OFFICE, PUBLIC),
    # What nobody has signed off does not leave the office.
    Kind("card_draft", CardDraft, Ownership.OFFICE, OFFICE),
    Kind("particular", Particular, Ownership.OFFICE, PUBLIC),
    Kind("cost_rule", CostRule, Ownership.OFFICE, PUBLIC),
    Kind("printed_matter", PrintedMatter, Ownership.SHARED, TEAM),
)
