"""Replication of cases: requests to the whole team, reports sealed, openings nowhere."""

from django.utils.translation import gettext_lazy as _

from mobilink.cases.arrivals import erase_withdrawn, withdraw_arrived
from mobilink.cases.models import (
    FollowUp,
    Opening,
    Report,
    SealingKey,
    Settlement,
    VisitRequest,
    VisitWish,
    Withdrawal,
)
from mobilink.journal.acts import Act, written_in
from mobilink.journal.storage.kinds import OFFICE, PUBLIC, TEAM, Kind, OfUnit, Ownership, declare

# At the office itself, everybody's.
OF_BOOTH = OfUnit(("outing", "executing_unit"), otherwise=TEAM)


def of_any_booth(fact: Withdrawal) -> str:
    """Wherever it comes from it is carried out: a judge who held it back would only delay that."""
    return OF_BOOTH(fact)


# Written by phones alone.
RECORD_FOLLOW_UP = Act("record follow_up", _("Follow-up allowed"))
RECORD_WITHDRAWAL = Act("record withdrawal", _("Permission withdrawn"))

written_in("mobilink.cases", "accounts", "actions", "arrivals", "journal")
declare(
    Kind("sealing_key", SealingKey, Ownership.OFFICE, PUBLIC),
    Kind("visit_request", VisitRequest, Ownership.SHARED, TEAM),
    Kind("visit_wish", VisitWish, Ownership.FACT, TEAM, is_personal=True),
    Kind("harm_report", Report, Ownership.FACT, TEAM, is_personal=True),
    Kind("opening", Opening, Ownership.FACT, OFFICE),
    Kind(
        "follow_up",
        FollowUp,
        Ownership.FACT,
        OF_BOOTH,
        is_personal=True,
        afterwards=withdraw_arrived,
        by_phone=True,
    ),
    Kind(
        "withdrawal",
        Withdrawal,
        Ownership.FACT,
        of_any_booth,
        afterwards=erase_withdrawn,
        by_phone=True,
    ),
    Kind("settlement", Settlement, Ownership.FACT, OFFICE),
)
