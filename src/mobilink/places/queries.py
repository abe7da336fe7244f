"""Questions about places: finding one by name, its full name, the gazetteer of this installation."""

from mobilink.places.models import Region, Venue
from mobilink.places.naming import Gazetteer, Place

# Names in daily use that the official list does not carry.
EVERYDAY_NAMES = {
    "21.02": ("Tanjung Balai Karimun",),
    "21.72": ("Tanjungpinang",),
}


def region_name(code: str) -> str:
    """The official name of a region, or its code when the list does not have it."""
    region = Region.objects.filter(code=code).first()
    return region.name if region else code


def region_names(codes: set[str]) -> dict[str, str]:
    """Names of several regions in one query."""
    return dict(Region.objects.filter(code__in=codes).values_list("code", "name"))


def gazetteer(home: str = "21") -> Gazetteer:
    """Everything that has a name here: regions and venues; two queries."""
    regions = list(Region.objects.all())
    names = {region.code: region.name for region in regions}
    places = [
        Place(
            key=region.code,
            name=region.name,
            kind=region.level,
            aliases=EVERYDAY_NAMES.get(region.code, ()),
            within=names.get(region.parent_code, ""),
        )
        for region in regions
    ]
    places += [
        Place(
            key=str(venue.pk),
            name=venue.name,
            kind="venue",
            aliases=tuple(venue.aliases),
            within=names.get(venue.regency_code, ""),
        )
        for venue in Venue.objects.all()
    ]
    return Gazetteer(places, home=home)
