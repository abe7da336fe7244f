"""What of the cases travels: requests to the whole team, reports sealed, openings nowhere."""

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
from mobilink.journal.kinds import OFFICE, PUBLIC, TEAM, Kind, Ownership, declare


def of_booth(fact: FollowUp | Withdrawal) -> str:
    """The stream of the unit whose booth it was; at the office itself, everybody's."""
    return f"unit/{fact.outing.executing_unit.code}" if fact.outing else TEAM


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
        of_booth,
        is_personal=True,
        afterwards=withdraw_arrived,
        by_phone=True,
    ),
    Kind(
        "withdrawal",
        Withdrawal,
        Ownership.FACT,
        of_booth,
        afterwards=erase_withdrawn,
        by_phone=True,
    ),
    Kind("settlement", Settlement, Ownership.FACT, OFFICE),
)
