"""Replication of the outreach: the whole team sees one plan and its clashes."""

from django.utils.translation import gettext_lazy as _

from mobilink.journal.acts import Act, written_in
from mobilink.journal.duplicates import Duplicates, register
from mobilink.journal.storage.kinds import PUBLIC, TEAM, Kind, Ownership, declare
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
    Kind("slot", Slot, Ownership.SHARED, TEAM, afterwards=follow_merges),
    Kind(
        "outing",
        Outing,
        Ownership.SHARED,
        TEAM,
        afterwards=follow_merges,
        on_change=count_changes,
        by_phone=True,
    ),
    Kind("assignment", Assignment, Ownership.SHARED, TEAM, afterwards=free_doubles, by_phone=True),
    Kind("trip", Trip, Ownership.SHARED, TEAM),
    Kind("load", Load, Ownership.FACT, TEAM, afterwards=follow_loads, by_phone=True),
    Kind("decision", Decision, Ownership.FACT, TEAM, by_phone=True),
)
register("venue", Duplicates(Venue, venue_duplicates, merge_venues, split_venue))
register("outing", Duplicates(Outing, outing_duplicates))
