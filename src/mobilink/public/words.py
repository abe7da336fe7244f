"""What the public reads about an outing: plain words for its day, hours, state and programmes."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.outreach.models import Outing, Slot
from mobilink.outreach.queries import TOOK_PLACE, hours_text
from mobilink.outreach.slots import rhythm_words
from mobilink.publishing.phrases import zone

State = Outing.State

STATES = {
    State.APPROVED: gettext_lazy("Scheduled"),
    State.UNDER_WAY: gettext_lazy("Going on now"),
    State.HELD: gettext_lazy("Took place"),
    State.REPORTED: gettext_lazy("Took place"),
    State.CANCELLED: gettext_lazy("Called off"),
    State.POSTPONED: gettext_lazy("Put off"),
}
# Programmes whose official name tells a passer-by nothing; others keep the name the kit gives.
OFFERS = {
    "institutional": gettext_lazy("How to work abroad safely and by the rules"),
    "jobs_info": gettext_lazy("Which jobs abroad are open now"),
    "products": gettext_lazy("Products made by returned migrant workers"),
}


def state_word(outing: Outing, today: date) -> str:
    """The state as a passer-by would say it."""
    if outing.state in (State.APPROVED, State.UNDER_WAY) and outing.day < today:
        return _("No report yet")
    if outing.state == State.UNDER_WAY and outing.day > today:
        return str(STATES[State.APPROVED])  # the booth was opened ahead of its day
    return str(STATES[State(outing.state)])


def is_usual(outing: Outing, today: date) -> bool:
    """Whether the day alone tells the state: scheduled and to come, or over and held."""
    return outing.state in TOOK_PLACE or (outing.state == State.APPROVED and outing.day >= today)


def hours(outing: Outing, today: date) -> str:
    """06.00–09.00 WIB, from 06.00 WIB, the part of day, or that nobody said."""
    text = hours_text(outing)
    if outing.start and outing.end:
        return f"{text} {zone(outing.day)}"
    if outing.start:
        return _("from %(time)s") % {"time": f"{text} {zone(outing.day)}"}
    if text:
        return text
    is_over = outing.state in TOOK_PLACE or outing.day < today
    return _("hours not recorded") if is_over else _("hours not announced yet")


def distance(day: date, today: date) -> str:
    """How far off a day is: today, tomorrow, in 5 days; nothing for the past."""
    days = (day - today).days
    if days < 0:
        return ""
    if days < 2:
        return _("Tomorrow") if days else _("Today")
    return _("In %(days)s days") % {"days": days}


def far(kilometres: object) -> str:
    """How far a place is; a phone fills the number in by itself."""
    return _("about %(km)s km in a straight line") % {"km": kilometres}


def rhythm(slot: Slot) -> str:
    """When a slot comes back: Minggu kedua tiap bulan, 06.00–09.00 WIB."""
    days = rhythm_words(slot)
    return f"{days}, {hours_text(slot)} {zone(slot.since)}" if slot.start else days


def offers(codes: Iterable[str], names: dict[str, str]) -> list[str]:
    """What a visitor can get from the programmes of an outing; `names` are the kit's own."""
    return [str(OFFERS.get(code) or names.get(code, code)) for code in codes]
