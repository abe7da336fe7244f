"""Replication of the journal's own tables: who may write, what is erased, what people decided."""

from mobilink.journal.acts import written_in
from mobilink.journal.core.sequence import ERASURE
from mobilink.journal.storage.kinds import TEAM, Kind, Ownership, declare
from mobilink.journal.storage.models import Erasure, Member, Ruling
from mobilink.journal.storage.shapes import ListOf, MapOf, Number, OneOf, Text

BRANCH = ListOf(OneOf((Number(0, 2**63 - 1), Text(64))), most=2)
"""Up to which sequence number and hash a revoked machine is honoured."""

written_in(
    "mobilink.journal",
    "members.installations",
    "rulings",
    "safety.erasure",
    "sync.claims",
    "sync.enrolment",
)
KINDS = (
    Kind(
        "installation",
        Member,
        Ownership.OFFICE,
        TEAM,
        shapes={
            "streams": ListOf(Text(60), most=100),
            "cut": MapOf(Text(100), ListOf(BRANCH, most=100), most=1_000),
        },
    ),
    Kind(ERASURE, Erasure, Ownership.OFFICE, TEAM),
    Kind(
        "ruling",
        Ruling,
        Ownership.OFFICE,
        TEAM,
        shapes={"became": MapOf(Text(36), Text(36), most=10_000)},
    ),
)
declare(*KINDS)
