"""What was announced, for other programs: iCalendar (RFC 5545), RSS 2.0, GeoJSON (RFC 7946).

`address` is the site's own, without a final slash. What was called off stays in every feed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from mobilink.basics import clock
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import CALLED_OFF, decided, hours_text
from mobilink.people.reader import language
from mobilink.publishing.notices import description, headline, location
from mobilink.publishing.phrases import place, zone

HOURS = 6  # how soon a subscriber learns of a cancellation


@dataclass(frozen=True)
class EventDetails:
    """What one reader's calendar says otherwise of an outing; an empty status stays what it is."""

    page: str
    words: str
    status: str = ""


def calendar(
    outings: Iterable[Outing],
    address: str,
    *,
    name: str = "Mobilink",
    details: Mapping[UUID, EventDetails] | None = None,
) -> bytes:
    """The outings for a reader's own calendar, each as everybody is told or as `details` says."""
    feed = Calendar()
    feed.add("prodid", "-//Mobilink//Outings//ID")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", name)
    feed.add("x-wr-timezone", timezone.get_current_timezone_name())
    feed.add("x-published-ttl", f"PT{HOURS}H")
    for outing in outings:
        feed.add_component(_event(outing, address, (details or {}).get(outing.pk)))
    return bytes(feed.to_ical())


def news(outings: Iterable[Outing], address: str) -> str:
    """Each outing as one piece of news; a change or a cancellation is another one."""
    announced = list(outings)
    times = decided(announced)
    feed = Rss201rev2Feed(
        title="Mobilink",
        link=f"{address}/",
        description=_("Where Mobilink comes next, and what was called off."),
        language=get_language() or "id",
        feed_url=f"{address}/feed.xml",
        ttl=HOURS * 60,
    )
    for outing in announced:
        feed.add_item(
            title=f"{_marked(outing)}, {language().long_day(outing.day)}",
            link=page_of(outing, address),
            description=_item_text(outing),
            # Readers show what they have not seen yet: the name changes with every change.
            unique_id=f"{outing.pk}-{outing.sequence}@mobilink",
            unique_id_is_permalink=False,
            pubdate=times.get(outing.pk) if _is_decided_news(outing) else None,
        )
    return str(feed.writeString("utf-8"))


def points(outings: Iterable[Outing], address: str, regions: dict[str, str]) -> dict[str, Any]:
    """The outings as a map takes them; a place that nobody measured has no geometry."""
    return {
        "type": "FeatureCollection",
        "features": [_feature(outing, address, regions) for outing in outings],
    }


def page_of(outing: Outing, address: str) -> str:
    return f"{address}/outings/{outing.pk}/"


def _event(outing: Outing, address: str, details: EventDetails | None) -> Event:
    """One outing; its UID never changes, its sequence grows with every announced change."""
    event = Event()
    event.add("uid", f"{outing.pk}@mobilink")
    event.add("sequence", outing.sequence)
    event.add("dtstamp", clock.now())
    _add_time(event, outing)
    event.add("summary", headline(outing))
    event.add("location", location(outing))
    if outing.venue.has_point:
        event.add("geo", (float(outing.venue.lat or 0), float(outing.venue.lon or 0)))
    event.add("url", details.page if details else page_of(outing, address))
    status = "CANCELLED" if outing.state in CALLED_OFF else "CONFIRMED"
    event.add("status", (details and details.status) or status)
    event.add("transp", "TRANSPARENT")
    event.add(
        "description",
        " ".join(filter(None, [details.words if details else "", description(outing)])),
    )
    return event


def _add_time(event: Event, outing: Outing) -> None:
    """Clock hours where they are known, else the whole day.

    In UTC, which every calendar turns into its owner's hours without a zone of our own.
    """
    if not outing.start:
        event.add("dtstart", outing.day)
        event.add("dtend", outing.day + timedelta(days=1))
        return
    event.add("dtstart", _moment(outing.day, outing.start).astimezone(UTC))
    if outing.end:
        event.add("dtend", _moment(outing.day, outing.end).astimezone(UTC))


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, timezone.get_current_timezone())


def _marked(outing: Outing) -> str:
    """The headline, which also says of a plan that stands that it is no longer the first one."""
    if outing.sequence and outing.state not in CALLED_OFF:
        return _("CHANGED: %(title)s") % {"title": outing.title}
    return headline(outing)


def _item_text(outing: Outing) -> str:
    when = f"{hours_text(outing)} {zone(outing.day)}." if outing.start else ""
    return " ".join(filter(None, [when, f"{location(outing)}.", description(outing)]))


def _is_decided_news(outing: Outing) -> bool:
    """Whether its newest news came with a decision; a change of plan has no moment of its own."""
    return not outing.sequence or outing.state in CALLED_OFF


def _feature(outing: Outing, address: str, regions: dict[str, str]) -> dict[str, Any]:
    venue = outing.venue
    point = [float(venue.lon or 0), float(venue.lat or 0)]
    return {
        "type": "Feature",
        "id": str(outing.pk),
        "geometry": {"type": "Point", "coordinates": point} if venue.has_point else None,
        "properties": {
            "title": outing.title,
            "day": outing.day.isoformat(),
            "start": _moment(outing.day, outing.start).isoformat() if outing.start else None,
            "end": _moment(outing.day, outing.end).isoformat() if outing.end else None,
            "state": outing.state,
            "reason": outing.reason or None,
            "next_day": outing.next_day.isoformat() if outing.next_day else None,
            "place": place(outing),
            "address": venue.address or None,
            "regency_code": venue.regency_code,
            "regency": regions.get(venue.regency_code),
            "url": page_of(outing, address),
        },
    }
