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
from mobilink.journal.storage.law import ANYBODYS, Sets
from mobilink.journal.storage.shapes import ListOf, MapOf, Text


def of_readers(card: Card) -> str:
    """What the crew learns is the team's own business."""
    return TEAM if card.is_for_crew else PUBLIC


# Written by phones alone.
RECORD_READING = Act("record reading", _("Training card read"))

SEVERAL = ListOf(Text(2_000), most=500)
"""Of a recruiter, as a list writes them."""

written_in("mobilink.guidance", "journal", "lists", "particulars", "printed", "signing")
declare(
    Kind("topic", Topic, Ownership.OFFICE, PUBLIC),
    Kind("snapshot", Snapshot, Ownership.OFFICE, PUBLIC),
    Kind(
        "recruiter",
        Recruiter,
        Ownership.OFFICE,
        PUBLIC,
        shapes=dict.fromkeys(
            ("former_names", "phones", "contacts", "branches", "countries"), SEVERAL
        ),
    ),
    Kind("vacancy", Vacancy, Ownership.OFFICE, PUBLIC),
    Kind("country_status", CountryStatus, Ownership.OFFICE, PUBLIC),
    Kind(
        "card",
        Card,
        Ownership.OFFICE,
        of_readers,
        among=(PUBLIC, TEAM),
        shapes={"law": ListOf(Text(200), most=50)},
    ),
    # What nobody has signed off does not leave the office.
    Kind(
        "card_draft",
        CardDraft,
        Ownership.OFFICE,
        OFFICE,
        shapes={"law": ListOf(Text(200), most=50)},
    ),
    Kind(
        "reading",
        Reading,
        Ownership.FACT,
        TEAM,
        whose=ANYBODYS,
        phone=Sets(new=("at", "person", "card", "language", "version")),
    ),
    Kind("particular", Particular, Ownership.OFFICE, PUBLIC),
    Kind(
        "cost_rule",
        CostRule,
        Ownership.OFFICE,
        PUBLIC,
        shapes={"countries": ListOf(Text(2), most=100), "jobs": ListOf(Text(120), most=100)},
    ),
    Kind(
        "printed_matter",
        PrintedMatter,
        Ownership.SHARED,
        TEAM,
        shapes={"carries": MapOf(Text(80), Text(160), most=200)},
    ),
)
