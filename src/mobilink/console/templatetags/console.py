"""How the desk draws marks and bars: small SVG beside the words that say the same."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mobilink.console.marks import UnitMark
from mobilink.design.templatetags.mobilink import MARKS
from mobilink.outreach.models import Outing

register = template.Library()


@register.simple_tag
def unit_mark(mark: UnitMark) -> SafeString:
    """The shape of a unit before its short name."""
    return format_html(
        '<span class="unit"><svg class="mark" viewBox="0 0 12 12" aria-hidden="true">'
        '<path d="{}"/></svg>{}</span>',
        mark.shape,
        mark.short_name,
    )


@register.simple_tag
def state_mark(outing: Outing) -> SafeString:
    """The shape of an outing's state; its word follows for those who do not see it."""
    return format_html(
        '<svg class="mark" viewBox="0 0 12 12" aria-hidden="true"><path d="{}"/></svg>'
        '<span class="unseen">{}</span>',
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
