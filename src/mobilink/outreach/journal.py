"""Replication of the outreach: the whole team sees one plan and its clashes."""

from django.utils.translation import gettext_lazy as _

from mobilink.journal.acts import Act, written_in
from mobilink.journal.duplicates import Duplicates, register
from mobilink.journal.storage.kinds import PUBLIC, TEAM, Kind, Ownership, declare
from mobilink.journal.storage.law import OF_ITS_OUTING, Sets, own
from mobilink.journal.storage.shapes import Code, ListOf, Number
from mobilink.outreach.arrivals import count_changes, follow_loads
from mobilink.outreach.doubles import free_doubles
from mobilink.outreach.merging import (
    follow_merges,
    merge_venues,
    outing_duplicates,
    split_venue,
    venue_duplicates,
)
from mobilink.outreach.models import Assignment, Decision, Load, Outing, Programme, Slot, Trip
from mobilink.people.models import Role
from mobilink.places.models import Venue

# Written by phones alone.
SWAP_DRIVER = Act("swap driver", _("Driver changed"), by=Role.Function.PLANNER, at="owner_unit")

PROGRAMMES = ListOf(Code(), most=20)

written_in(
    "mobilink.outreach",
    "actions",
    "arrivals",
    "bookings",
    "doubles",
    "journal",
    "loads",
    "merging",
    "slots",
    "trips",
)
declare(
    Kind("programme", Programme, Ownership.OFFICE, PUBLIC),
    Kind(
        "slot",
        Slot,
        Ownership.SHARED,
        TEAM,
        afterwards=follow_merges,
        whose=own("owner_unit", "executing_unit"),
        open=("kind",),
        shapes={"weeks": ListOf(Number(-1, 5), most=6), "programmes": PROGRAMMES},
    ),
    Kind(
        "outing",
        Outing,
        Ownership.SHARED,
        TEAM,
        afterwards=follow_merges,
        on_change=count_changes,
        whose=own("owner_unit", "executing_unit"),
        phone=Sets(
            change=("start", "place_text", "reason", "next_day", "state"),
            only={"state": ("cancelled",)},
            back=("state",),
            by_somebody=True,
        ),
        open=("kind",),
        shapes={"programmes": PROGRAMMES},
    ),
    Kind(
        "assignment",
        Assignment,
        Ownership.SHARED,
        TEAM,
        afterwards=free_doubles,
        whose=OF_ITS_OUTING,
        phone=Sets(
            new=("outing", "person", "duty"),
            only_new={"duty": ("driver",)},
            change=("is_released", "duty", "served"),
            by_somebody=True,
        ),
    ),
    Kind("trip", Trip, Ownership.SHARED, TEAM, whose=OF_ITS_OUTING),
    Kind(
        "load",
        Load,
        Ownership.FACT,
        TEAM,
        afterwards=follow_loads,
        whose=OF_ITS_OUTING,
        phone=Sets(
            new=("outing", "at", "way", "equipment", "name", "quantity", "condition", "told_by")
        ),
    ),
    Kind(
        "decision",
        Decision,
        Ownership.FACT,
        TEAM,
        whose=OF_ITS_OUTING,
        phone=Sets(
            new=("outing", "verdict", "decided_by", "decided_at", "reason"),
            only_new={"verdict": ("cancelled",)},
            together={"outing": {"state": "cancelled"}},
            by_somebody=True,
        ),
    ),
)
register("venue", Duplicates(Venue, venue_duplicates, merge_venues, split_venue))
register("outing", Duplicates(Outing, outing_duplicates))
