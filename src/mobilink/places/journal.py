"""What of the places travels."""

from mobilink.journal.acts import written_in
from mobilink.journal.storage.kinds import PUBLIC, TEAM, Kind, Ownership, declare
from mobilink.journal.storage.law import Sets, Whose
from mobilink.journal.storage.shapes import ListOf, MapOf, Number, Record, Text, Truth
from mobilink.places.models import Coast, Country, Holiday, Map, Region, TimeToAvoid, Venue

# All but what merging sets, which is the office's.
VENUE = tuple(
    field.name
    for field in Venue._meta.concrete_fields
    if field.name not in ("id", "revision", "versions", "merged_into")
)

TOWN = Record(
    {
        "regency_code": Text(13),
        "name": Text(40),
        "lat": Number(-9_000_000, 9_000_000),
        "lon": Number(-18_000_000, 18_000_000),
    }
)

written_in("mobilink.places", "actions")
declare(
    Kind(
        "region",
        Region,
        Ownership.OFFICE,
        PUBLIC,
        shapes={"aliases": ListOf(Text(80), most=50)},
    ),
    Kind(
        "country",
        Country,
        Ownership.OFFICE,
        PUBLIC,
        shapes={
            "shorthand": MapOf(Text(40), Text(40), most=500),
            "labels": MapOf(Text(40), Text(10), most=50),
        },
    ),
    Kind(
        "map",
        Map,
        Ownership.OFFICE,
        PUBLIC,
        shapes={"shows": ListOf(Text(40), most=12), "towns": ListOf(TOWN, most=100)},
    ),
    Kind(
        "coast",
        Coast,
        Ownership.OFFICE,
        PUBLIC,
        shapes={"rings": ListOf(ListOf(Number(-1_800_000, 1_800_000), most=8_000), most=2_000)},
    ),
    Kind("holiday", Holiday, Ownership.OFFICE, PUBLIC),
    Kind(
        "time_to_avoid",
        TimeToAvoid,
        Ownership.OFFICE,
        PUBLIC,
        shapes={
            "periods": ListOf(
                Record({"first": Text(10), "last": Text(10), "estimated": Truth()}), most=200
            )
        },
    ),
    Kind(
        "venue",
        Venue,
        Ownership.SHARED,
        TEAM,
        whose=Whose(regency="regency_code"),
        hub=Sets(new=VENUE, change=VENUE),
        shapes={"aliases": ListOf(Text(120), most=200)},
    ),
)
