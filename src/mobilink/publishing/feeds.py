"""The public calendar as iCalendar (RFC 5545): what is on, and what was called off."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from mobilink.basics import clock
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import CALLED_OFF, TOOK_PLACE, hours_text

ASK_AGAIN = "PT6H"  # how soon a subscriber learns of a cancellation


def calendar(outings: Iterable[Outing], address: str) -> bytes:
    """A feed of announced outings; `address` is the site's own, without a final slash."""
    feed = Calendar()
    feed.add("prodid", "-//Mobilink//Outings//ID")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", "Mobilink")
    feed.add("x-wr-timezone", timezone.get_current_timezone_name())
    feed.add("x-published-ttl", ASK_AGAIN)
    for outing in outings:
        feed.add_component(_event(outing, address))
    return bytes(feed.to_ical())


def _event(outing: Outing, address: str) -> Event:
    """One outing; its UID never changes, its sequence grows with every announced change."""
    event = Event()
    event.add("uid", f"{outing.pk}@mobilink")
    event.add("sequence", outing.sequence)
    event.add("dtstamp", clock.now())
    _add_time(event, outing)
    event.add("summary", _summary(outing))
    event.add("location", _location(outing))
    if outing.venue.has_point:
        event.add("geo", (float(outing.venue.lat or 0), float(outing.venue.lon or 0)))
    event.add("url", f"{address}/outings/{outing.pk}/")
    event.add("status", "CANCELLED" if outing.state in CALLED_OFF else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("description", _description(outing))
    return event


def _add_time(event: Event, outing: Outing) -> None:
    """Clock hours where they are known, else the whole day.

    In UTC, which every calendar turns into its owner's hours without a zone of our own.
    """
    if not outing.start:
        event.add("dtstart", outing.day)
        event.add("dtend", outing.day + timedelta(days=1))
        return
    event.add("dtstart", _moment(outing.day, outing.start))
    if outing.end:
        event.add("dtend", _moment(outing.day, outing.end))


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, timezone.get_current_timezone()).astimezone(UTC)


def _summary(outing: Outing) -> str:
    """The title, marked in words as well: not every calendar shows that an event is cancelled."""
    if outing.state == Outing.State.CANCELLED:
        return _("CALLED OFF: %(title)s") % {"title": outing.title}
    if outing.state == Outing.State.POSTPONED:
        return _("PUT OFF: %(title)s") % {"title": outing.title}
    return outing.title


def _location(outing: Outing) -> str:
    """The place as it was written, then the venue and its address where they add something."""
    parts = [outing.place_text, outing.venue.name, outing.venue.address]
    return "; ".join(dict.fromkeys(capfirst(part) for part in parts if part))


def _description(outing: Outing) -> str:
    if outing.state in CALLED_OFF:
        return _reason(outing)
    parts = [] if outing.start else [_hours_unknown(outing)]
    if outing.purpose:
        parts.append(f"{capfirst(outing.purpose).rstrip('.')}.")
    return " ".join([*parts, _("Free of charge, no name needed.")])


def _hours_unknown(outing: Outing) -> str:
    part = {"part": hours_text(outing)}
    if outing.state in TOOK_PLACE:
        if outing.part_of_day:
            return _("In the %(part)s; the hours were not recorded.") % part
        return _("The hours were not recorded.")
    if outing.part_of_day:
        return _("In the %(part)s; the hours are not announced.") % part
    return _("The hours are not announced.")


def _reason(outing: Outing) -> str:
    text = _("Called off: %(reason)s.") % {"reason": outing.reason.rstrip(".")}
    if outing.next_day:
        return f"{text} {_('Come on %(day)s instead.') % {'day': date_format(outing.next_day, 'l, j F Y')}}"
    return f"{text} {_('The next date is not known yet.')}"
