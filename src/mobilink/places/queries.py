"""Questions about places: finding one by name, its full name, the gazetteer of this installation."""

import json
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from mobilink.people.queries import known_office
from mobilink.places.models import Country, Region, Venue
from mobilink.places.naming import AS_WRITTEN, Gazetteer, Place, Spelling


def venues_in_use() -> QuerySet[Venue]:
    """Every venue but those that were merged into another one."""
    return Venue.objects.filter(merged_into=None)


def namesakes() -> list[tuple[UUID, UUID]]:
    """Every two venues of one regency that bear one name, however each is written; two queries."""
    places = [
        Place(str(pk), name, "venue", tuple(aliases), within=regency)
        for pk, name, aliases, regency in venues_in_use().values_list(
            "pk", "name", "aliases", "regency_code"
        )
    ]
    return [
        (UUID(one.key), UUID(two.key))
        for one, two in Gazetteer(places, spelling=spelling()).namesakes()
    ]


def spelling() -> Spelling:
    """How the people of the country write place names; one query."""
    country = Country.objects.first()
    return Spelling(country.shorthand, country.labels) if country else AS_WRITTEN


def region_names(codes: set[str]) -> dict[str, str]:
    """Names of several regions in one query."""
    return dict(Region.objects.filter(code__in=codes).values_list("code", "name"))


def home_province() -> str:
    """The code of the province in which the office lies; nothing where no office is known; one query."""
    office = known_office()
    return office.regency_code.partition(".")[0] if office else ""


def regency_choices() -> list[tuple[str, str]]:
    """Code and name of every regency, those of the home province first; two queries."""
    home = home_province()
    regencies = Region.objects.filter(level=Region.Level.REGENCY)
    named = list(regencies.values_list("code", "name"))
    return sorted(named, key=lambda one: (not one[0].startswith(f"{home}."), one[1]))


def regencies_of_venues() -> list[tuple[str, str]]:
    """Code and name of every regency that has a venue, by name; two queries."""
    names = region_names(set(venues_in_use().values_list("regency_code", flat=True).distinct()))
    return sorted(names.items(), key=lambda one: one[1])


def districts_of(regency: str) -> list[Region]:
    """The districts of a regency, by name; one query."""
    districts = Region.objects.filter(level=Region.Level.DISTRICT, parent_code=regency)
    return list(districts.order_by("name"))


def district_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The districts known here, by their regency, those of the home province first; three queries."""
    districts = Region.objects.filter(level=Region.Level.DISTRICT).order_by("name")
    by_regency: dict[str, list[tuple[str, str]]] = {}
    for code, name, regency in districts.values_list("code", "name", "parent_code"):
        by_regency.setdefault(regency, []).append((code, name))
    return [(name, by_regency[code]) for code, name in regency_choices() if code in by_regency]


def province_choices() -> list[tuple[str, str]]:
    """Code and name of every province, by name; one query."""
    provinces = Region.objects.filter(level=Region.Level.PROVINCE)
    return list(provinces.order_by("name").values_list("code", "name"))


def venues_within(key: str) -> list[Venue]:
    """The venue that a gazetteer's key names, or every venue in the region that it names."""
    if "-" in key:
        return list(Venue.objects.filter(pk=key))
    venues = venues_in_use().filter(
        Q(district_code__startswith=key) | Q(regency_code__startswith=key)
    )
    return [
        venue
        for venue in venues
        if f"{venue.district_code or venue.regency_code}.".startswith(f"{key}.")
    ]


def gazetteer() -> Gazetteer:
    """Everything that has a name here: regions and venues; four queries. It is prepared anew only where
    one of them changed.
    """
    # As text the names can be compared, and are read only once.
    regions = Region.objects.annotate(other_names=Cast("aliases", TextField()))
    region = regions.values_list("code", "name", "other_names", "level", "parent_code")
    venues = venues_in_use().annotate(other_names=Cast("aliases", TextField()))
    venue = venues.values_list("pk", "name", "other_names", "district_code", "regency_code")
    here = spelling()
    written = json.dumps([here.shorthand, here.labels])
    return _prepared(tuple(region), tuple(venue), home_province(), written)


@lru_cache(maxsize=1)
def _prepared(
    regions: tuple[tuple[str, str, str, str, str], ...],
    venues: tuple[tuple[UUID, str, str, str, str], ...],
    home: str,
    written: str,
) -> Gazetteer:
    above = {code: (name, parent) for code, name, _names, _level, parent in regions}
    places = [
        Place(
            key=code,
            name=name,
            kind=level,
            aliases=_names_in(other_names),
            within=_path(above, parent),
        )
        for code, name, other_names, level, parent in regions
    ]
    places += [
        Place(
            key=str(pk),
            name=name,
            kind="venue",
            aliases=_names_in(other_names),
            within=_path(above, district or regency),
        )
        for pk, name, other_names, district, regency in venues
    ]
    return Gazetteer(places, home=home, spelling=Spelling(*json.loads(written)))


def _names_in(text: str) -> tuple[str, ...]:
    """The names of a list; none of what is no list of names."""
    names = json.loads(text)
    if not isinstance(names, list):
        return ()
    return tuple(name for name in names if isinstance(name, str))


def _path(above: dict[str, tuple[str, str]], code: str) -> str:
    """The names from a region up to its province: Nongsa, Kota Batam, Kepulauan Riau."""
    names = []
    while code in above:
        name, code = above[code]
        names.append(name)
    return ", ".join(names)
