"""The public calendar as iCalendar (RFC 5545): what is on, and what was called off."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from mobilink.basics import bahasa, clock
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import CALLED_OFF


def calendar(outings: Iterable[Outing], address: str) -> bytes:
    """A feed of announced outings; `address` is the site's own, without a final slash."""
    feed = Calendar()
    feed.add("prodid", "-//Mobilink//Outings//ID")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", "Mobilink")
    feed.add("x-wr-timezone", timezone.get_current_timezone_name())
    for outing in outings:
        feed.add_component(_event(outing, address))
    return bytes(feed.to_ical())


def _event(outing: Outing, address: str) -> Event:
    event = Event()
    event.add("uid", f"{outing.pk}@mobilink")
    event.add("sequence", outing.sequence)
    event.add("dtstamp", clock.now())
    _add_time(event, outing)
    event.add("summary", outing.title)
    event.add("location", outing.place_text or outing.venue.name)
    if outing.venue.has_point:
        event.add("geo", (float(outing.venue.lat or 0), float(outing.venue.lon or 0)))
    event.add("url", f"{address}/outings/{outing.pk}/")
    called_off = outing.state in CALLED_OFF
    event.add("status", "CANCELLED" if called_off else "CONFIRMED")
    event.add("description", _reason(outing) if called_off else outing.purpose)
    return event


def _add_time(event: Event, outing: Outing) -> None:
    """Clock hours where they are known, else the whole day."""
    if not outing.start:
        event.add("dtstart", outing.day)
        event.add("dtend", outing.day + timedelta(days=1))
        return
    zone = timezone.get_current_timezone()
    event.add("dtstart", datetime.combine(outing.day, outing.start, zone))
    if outing.end:
        event.add("dtend", datetime.combine(outing.day, outing.end, zone))


def _reason(outing: Outing) -> str:
    text = _("Called off: %(reason)s.") % {"reason": outing.reason.rstrip(".")}
    if outing.next_day:
        text += " " + _("Come on %(day)s instead.") % {"day": bahasa.long_day(outing.next_day)}
    return text
