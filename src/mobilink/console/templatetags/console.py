"""How the desk draws marks and bars: small SVG beside the words that say the same."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mobilink.console.fleet.receipts import proved
from mobilink.console.menu import MENU, place_of
from mobilink.console.outings.attendance import presence_words
from mobilink.console.unit_badges import UnitBadge
from mobilink.design.templatetags.mobilink import MARKS, VAN
from mobilink.fleet.models import OdometerReading, Receipt, Refuelling
from mobilink.outreach.models import Outing

register = template.Library()
register.filter("presence_words", presence_words)


@register.simple_tag
def unit_mark(mark: UnitBadge) -> SafeString:
    """The shape of a unit before its short name."""
    return format_html(
        '<span class="unit"><svg class="mark" viewBox="0 0 12 12" aria-hidden="true">'
        '<path d="{}"/></svg>{}</span>',
        mark.shape,
        mark.short_name,
    )


@register.simple_tag
def state_mark(outing: Outing) -> SafeString:
    """The shape of an outing's state; its word follows, seen where there is room."""
    return format_html(
        '<svg class="mark" viewBox="0 0 12 12" aria-hidden="true"><path d="{}"/></svg>'
        '<span class="state-word">{}</span>',
        MARKS[outing.state],
        outing.get_state_display(),
    )


@register.simple_tag
def bar(part: int, whole: int) -> SafeString:
    """A bar as long as the part is of the whole; the figure beside it says the number."""
    return format_html(
        '<svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="12"/></svg>',
        round(100 * part / whole, 1) if whole else 0,
    )


@register.simple_tag
def states() -> list[Outing]:
    """One outing in each state, for the legend."""
    return [Outing(state=state) for state in Outing.State.values]


@register.simple_tag(takes_context=True)
def menu(context: dict[str, Any]) -> dict[str, Any]:
    """The desk's menu, with the way and the page where the reader is."""
    match = context["request"].resolver_match
    way, page = place_of(match.url_name or "" if match else "") or (None, None)
    return {"ways": MENU, "way": way, "page": page}


@register.filter
def in_words(fact: OdometerReading | Refuelling | Receipt) -> str:
    """What a reading or a receipt says."""
    return proved(fact)


@register.simple_tag
def van_shape() -> SafeString:
    """A small van before the name of a van."""
    return format_html(
        '<svg class="mark" viewBox="0 0 34 22" aria-hidden="true"><path d="{}"/>'
        '<circle cx="8" cy="17.5" r="4"/><circle cx="25" cy="17.5" r="4"/></svg>',
        VAN,
    )
