"""The public's words for outings, for templates."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mobilink.design.templatetags.mobilink import MARKS
from mobilink.guidance.models import Particular
from mobilink.guidance.particulars import told_on
from mobilink.outreach.models import Outing
from mobilink.people.queries import office_day
from mobilink.public import nearby, words
from mobilink.public.listing import Entry

register = template.Library()
register.simple_tag(words.hours, name="public_hours")
register.simple_tag(words.distance)
register.filter("rhythm", words.rhythm)


@register.simple_tag
def public_state(outing: Outing, today: date) -> SafeString:
    """The state as a badge: shape and the public's word."""
    return format_html(
        '<span class="state state-{}"><svg viewBox="0 0 12 12" aria-hidden="true">'
        '<path d="{}"/></svg>{}</span>',
        outing.state,
        MARKS[outing.state],
        words.state_word(outing, today),
    )


@register.inclusion_tag("public/hotlines.html")
def hotlines_today() -> dict[str, Any]:
    """Whom somebody may call now, for every page that tells them to seek help."""
    day = office_day()
    return {"today": day, "hotlines": told_on(Particular, day, kind=Particular.Kind.HOTLINE)}


@register.filter
def needs_state(entry: Entry, today: date) -> bool:
    """Whether a list must say the state: the usual, to come or over, goes without saying."""
    return not words.is_usual(entry.outing, today)


@register.filter
def far_from(entry: Entry, regency_code: str) -> str:
    """How far the outing is from a regency, or nothing where no regency was named."""
    away = nearby.away(entry.outing.venue, regency_code)
    return "" if away is None else words.far(max(1, round(away)))


@register.simple_tag
def far_words() -> str:
    """The words of a distance with a gap for the number, for the phone."""
    return words.far("{km}")


@register.filter
def iso_start(outing: Outing) -> str:
    """The start for machines: a day, or a moment with its offset where the hour is known."""
    return _iso(outing, outing.start)


@register.filter
def iso_end(outing: Outing) -> str:
    """The end for machines: of the day where no hour is known, nothing where only the start is."""
    return _iso(outing, outing.end) if outing.end or not outing.start else ""


def _iso(outing: Outing, at: Any) -> str:
    if not at:
        return outing.day.isoformat()
    return datetime.combine(outing.day, at, timezone.get_current_timezone()).isoformat()
