"""A reading or a receipt in words, the same wherever somebody checks it."""

from django.utils.translation import gettext as _

from mobilink.design.templatetags.mobilink import count
from mobilink.fleet.models import OdometerReading, Receipt, Refuelling
from mobilink.people.reader import language


def proved(fact: OdometerReading | Refuelling | Receipt) -> str:
    """What a fact of a van says: km, or litres and their price, or what was paid for and why."""
    if isinstance(fact, OdometerReading):
        return _("Odometer %(km)s km") % {"km": count(fact.km)}
    paid = language().amount(fact.rupiah)
    if isinstance(fact, Refuelling):
        return dotted(_("Fuel %(litres)s l") % {"litres": language().number(fact.litres)}, paid)
    return dotted(fact.get_kind_display(), paid, fact.note)


def dotted(*words: object) -> str:
    """Words beside each other; what is empty is left out."""
    return " · ".join(filter(None, map(str, words)))
