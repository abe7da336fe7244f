"""How every face writes days, hours, states and counts."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mobilink.guidance import prose, words
from mobilink.guidance.models import Particular
from mobilink.journal.members.installations import is_office
from mobilink.journal.storage.fields import instant
from mobilink.journal.storage.rows import SharedRow
from mobilink.journal.sync import claims
from mobilink.journal.sync import recovery as journal_recovery
from mobilink.outreach.models import Outing, Slot
from mobilink.outreach.queries import BEGAN, hours_text
from mobilink.outreach.unknown import Unknown
from mobilink.people.reader import language
from mobilink.publishing.phrases import zone

register = template.Library()
register.simple_tag(words.checked_words, name="checked")
register.filter("since_when", words.since_words)

# A shape for each state on a 12 by 12 grid, so that a state is told apart without colour.
MARKS = {
    "draft": "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1zm0 2a3 3 0 1 1 0 6 3 3 0 0 1 0-6z",
    "proposed": "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1zm0 2v6a3 3 0 0 1 0-6z",
    "approved": "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1z",
    "under_way": "M2 1l9 5-9 5z",
    "held": "M1 6l2-2 2 2 4-5 2 2-6 8z",
    "reported": "M1 1h7l3 3v7H1zm2 3v1h4V4zm0 3v1h6V7z",
    "cancelled": "M3 1l3 3 3-3 2 2-3 3 3 3-2 2-3-3-3 3-2-2 3-3-3-3z",
    "postponed": "M1 5h6V1l5 5-5 5V7H1z",
}
VAN = "M2 3h18v13H2zM21 7h6l5 5v4H21z"


@register.simple_tag
def state(outing: Outing) -> SafeString:
    """The state of an outing as a badge: shape and word."""
    return format_html(
        '<span class="state state-{}"><svg viewBox="0 0 12 12" aria-hidden="true">'
        '<path d="{}"/></svg>{}</span>',
        outing.state,
        MARKS[outing.state],
        outing.get_state_display(),
    )


@register.inclusion_tag("design/recovery.html")
def recovery() -> dict[str, Any]:
    """In red, where the office was set back: whom it awaits and since when; and who claims so."""
    state, unproven = journal_recovery.state(), claims.claims()
    if not state.is_on:
        return {"recovery": state, "claims": unproven}
    since = state.since and instant(state.since)
    return {"recovery": state, "claims": unproven, "is_office": is_office(), "since": since}


@register.simple_tag
def van_mark() -> SafeString:
    """The van of the brand, in the colours of the theme."""
    return format_html(
        '<svg viewBox="0 0 34 22" aria-hidden="true"><path fill="var(--laut)" d="{}"/>'
        '<path fill="var(--jingga)" d="M2 9h18v2H2z"/><circle cx="8" cy="17.5" r="3.5" '
        'fill="var(--ink)"/><circle cx="25" cy="17.5" r="3.5" fill="var(--ink)"/></svg>',
        VAN,
    )


@register.filter
def hours(when: Outing | Slot) -> str:
    """06.00–09.00 WIB, the part of day, or that it is not known."""
    text = hours_text(when)
    if when.start:
        return f"{text} {zone(when.day if isinstance(when, Outing) else when.since)}"
    over = isinstance(when, Outing) and when.state in BEGAN
    return text or (_("hours not recorded") if over else _("hours not announced"))


@register.filter
def count(number: int | None, unknown: Unknown = Unknown.NOT_RECORDED) -> str:
    """A count with its thousands parted, or the words for why there is none."""
    if number is None:
        return str(unknown.label)
    return language().number(number)


@register.filter
def label(row: SharedRow) -> str:
    """The name of a topic or programme in the reader's language."""
    named: Any = row
    return str(named.name_en if get_language() == "en" else named.name)


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """The value of a key that is itself a variable."""
    return mapping.get(key, "")


@register.filter
def blocks(text: str) -> tuple[prose.Block, ...]:
    """The headings, paragraphs and lists of a card's text."""
    return prose.blocks(text)


@register.filter
def in_force_word(state: str) -> str:
    """Where a version of a card stands, in words."""
    return str(words.STATES.get(state, ""))


@register.filter
def lead(text: str) -> tuple[prose.Block, ...]:
    """The first paragraph of a card's text."""
    return prose.lead(text)


@register.filter
def wording(row: SharedRow, field: str) -> str:
    """A text of a row in the reader's language, where it has one in it."""
    in_english = getattr(row, f"{field}_en") if get_language() == "en" else ""
    return str(in_english or getattr(row, field))


@register.filter
def money(row: Particular) -> str:
    """Rp37.500, or US$28 where the currency is another one."""
    whole = row.amount == int(row.amount or 0)
    digits = 0 if whole else 2
    return language().amount(int((row.amount or 0) * 10**digits), row.currency, digits)


@register.filter
def dialled(number: str) -> str:
    """A telephone number as a phone dials it."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")
