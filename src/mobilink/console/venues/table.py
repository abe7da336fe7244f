"""The register of venues as a table."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, Replace
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mobilink.design.tables.columns import column, filter_by
from mobilink.design.tables.table import Table
from mobilink.places.models import Venue
from mobilink.places.queries import regencies_of_venues, region_names, venues_in_use


def _with_regions(venues: Sequence[Any]) -> Iterable[Any]:
    """The venues, each knowing the names of its regions."""
    codes = {code for venue in venues for code in (venue.regency_code, venue.district_code)}
    names = region_names(codes)
    for venue in venues:
        venue.regency = names.get(venue.regency_code, venue.regency_code)
        venue.district = names.get(venue.district_code, venue.district_code)
    return venues


APART: Final = " -.,'’"
"""What is left out of a name and of what was typed, so that Tanjung Pinang is Tanjungpinang."""


def _named(venues: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """The venues that have what was typed in a name, whatever the blanks and the capitals."""
    names = (Cast(name, TextField()) for name in ("name", "aliases"))
    letters: Any = Concat(*names)
    for sign in APART:
        letters = Replace(letters, Value(sign), Value(""), output_field=TextField())
    wanted = "".join(sign for sign in typed if sign not in APART)
    named: QuerySet[Any] = venues.annotate(letters=letters).filter(letters__icontains=wanted)
    return named


VENUES = Table(
    name="venues",
    title=_("Venues"),
    rows=venues_in_use,
    columns=(
        column(Venue, "name", note=lambda venue: " · ".join(venue.aliases)),
        column(
            Venue,
            "regency_code",
            value=lambda venue: venue.regency,
            code=lambda venue: venue.regency_code,
        ),
        column(
            Venue,
            "district_code",
            value=lambda venue: venue.district,
            code=lambda venue: venue.district_code,
            is_shown=False,
        ),
        column(Venue, "crowd_hours"),
        column(Venue, "point_quality", label=_("Point")),
        column(Venue, "aliases", is_shown=False),
        column(Venue, "address", is_shown=False),
        column(Venue, "lat", is_shown=False),
        column(Venue, "lon", is_shown=False),
        column(Venue, "measured_by", is_shown=False),
        column(Venue, "measured_on", is_shown=False),
        column(Venue, "host_event", is_shown=False),
        column(Venue, "permit_owner", is_shown=False),
        column(Venue, "vehicle_access", is_shown=False),
        column(Venue, "notes", is_shown=False),
    ),
    empty=_("No venue yet. Add the first place where a booth can stand."),
    search=_named,
    filters=(
        filter_by(Venue, "regency_code", regencies_of_venues),
        filter_by(Venue, "point_quality"),
    ),
    prepare=_with_regions,
    address=lambda venue: reverse("console:venue", args=[venue.pk]),
)
