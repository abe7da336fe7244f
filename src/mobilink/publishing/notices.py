"""What every feed says of an outing: its headline, its place, and what to know before one sets out."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mobilink.outreach.models import Outing
from mobilink.outreach.queries import CALLED_OFF, TOOK_PLACE, hours_text
from mobilink.people.reader import language


def headline(outing: Outing) -> str:
    """The title, marked in words as well: not every reader shows that an event is cancelled."""
    if outing.state == Outing.State.CANCELLED:
        return _("CALLED OFF: %(title)s") % {"title": outing.title}
    if outing.state == Outing.State.POSTPONED:
        return _("PUT OFF: %(title)s") % {"title": outing.title}
    return outing.title


def location(outing: Outing) -> str:
    """The place as it was written, then the venue and its address where they add something."""
    parts = [outing.place_text, outing.venue.name, outing.venue.address]
    return "; ".join(dict.fromkeys(capfirst(part) for part in parts if part))


def description(outing: Outing) -> str:
    """Why not to come and when instead; else the hours if they are not known, the aim, the cost."""
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
        return f"{text} {_('Come on %(day)s instead.') % {'day': language().long_day(outing.next_day)}}"
    return f"{text} {_('The next date is not known yet.')}"
