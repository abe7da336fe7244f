"""Replication of the guidance: which tables travel, to whom."""

from django.utils.translation import gettext_lazy as _

from mobilink.guidance.models import (
    Card,
    CardDraft,
    CostRule,
    CountryStatus,
    Particular,
    PrintedMatter,
    Reading,
    Recruiter,
    Snapshot,
    Topic,
    Vacancy,
)
from mobilink.journal.acts import Act, written_in
from mobilink.journal.storage.kinds import OFFICE, PUBLIC, TEAM, Kind, Ownership, declare


def of_readers(card: Card) -> str:
    """What the crew learns is the team's own business."""
    return TEAM if card.is_for_crew else PUBLIC


# Written by phones alone.
RECORD_READING = Act("record reading", _("Training card read"))

written_in("mobilink.guidance", "journal", "lists", "particulars", "printed", "signing")
declare(
    Kind("topic", Topic, Ownership.OFFICE, PUBLIC),
    Kind("snapshot", Snapshot, Ownership.OFFICE, PUBLIC),
    Kind("recruiter", Recruiter, Ownership.OFFICE, PUBLIC),
    Kind("vacancy", Vacancy, Ownership.OFFICE, PUBLIC),
    Kind("country_status", CountryStatus, Ownership.OFFICE, PUBLIC),
    Kind("card", Card, Ownership.OFFICE, of_readers, among=(PUBLIC, TEAM)),
    # What nobody has signed off does not leave the office.
    Kind("card_draft", CardDraft, Ownership.OFFICE, OFFICE),
    Kind("reading", Reading, Ownership.FACT, TEAM, by_phone=True),
    Kind("particular", Particular, Ownership.OFFICE, PUBLIC),
    Kind("cost_rule", CostRule, Ownership.OFFICE, PUBLIC),
    Kind("printed_matter", PrintedMatter, Ownership.SHARED, TEAM),
)
