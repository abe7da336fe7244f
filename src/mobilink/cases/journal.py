"""Replication of cases: requests to the whole team, reports sealed, openings nowhere."""

from django.utils.translation import gettext_lazy as _

from mobilink.cases.arrivals import cases_arrived, withdrawals_arrived
from mobilink.cases.models import (
    Acceptance,
    FollowUp,
    Hearing,
    LegalHold,
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
from mobilink.journal.storage.law import ANYBODYS, OF_ITS_STREAM, Sets, Whose
from mobilink.journal.storage.shapes import MapOf, Record, Text, Truth

# At the office itself, everybody's.
OF_BOOTH = OfUnit(("outing", "executing_unit"), otherwise=TEAM)


def of_any_booth(fact: Withdrawal) -> str:
    """Wherever it comes from it is heard: a judge who held it back would only delay it."""
    return OF_BOOTH(fact)


# Written by phones alone.
RECORD_FOLLOW_UP = Act("record follow_up", _("Follow-up allowed"))
RECORD_WITHDRAWAL = Act("record withdrawal", _("Permission withdrawn"))

written_in("mobilink.cases", "accounts", "actions", "arrivals", "journal")
declare(
    Kind("sealing_key", SealingKey, Ownership.OFFICE, PUBLIC),
    Kind(
        "visit_request",
        VisitRequest,
        Ownership.SHARED,
        TEAM,
        afterwards=cases_arrived,
        whose=Whose(regency="regency_code", beside="outing"),
        hub=Sets(
            new=("code", "asked_at", "regency_code", "people", "state"),
            only_new={"state": ("new",)},
            change=("state", "answer", "outing"),
        ),
    ),
    Kind("visit_wish", VisitWish, Ownership.FACT, TEAM, is_personal=True, whose=ANYBODYS),
    Kind(
        "harm_report",
        Report,
        Ownership.FACT,
        TEAM,
        is_personal=True,
        afterwards=cases_arrived,
        whose=ANYBODYS,
    ),
    Kind("opening", Opening, Ownership.FACT, OFFICE),
    Kind(
        "follow_up",
        FollowUp,
        Ownership.FACT,
        OF_BOOTH,
        is_personal=True,
        afterwards=cases_arrived,
        whose=OF_ITS_STREAM,
        phone=Sets(new=("outing", "at", "asked_by", "code", "consents", "is_urgent", "contents")),
        shapes={"consents": MapOf(Text(20), Record({"yes": Truth(), "text": Text(10)}), most=20)},
    ),
    Kind(
        "withdrawal",
        Withdrawal,
        Ownership.FACT,
        of_any_booth,
        afterwards=withdrawals_arrived,
        whose=ANYBODYS,
        phone=Sets(new=("outing", "at", "code", "taken_by")),
    ),
    Kind("hearing", Hearing, Ownership.FACT, OFFICE),
    Kind("acceptance", Acceptance, Ownership.FACT, TEAM),
    Kind("legal_hold", LegalHold, Ownership.OFFICE, OFFICE),
    Kind("settlement", Settlement, Ownership.FACT, OFFICE),
)
