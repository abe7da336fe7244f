"""How this face names what was recorded."""

from django import template
from django.utils.text import capfirst

from mobilink.booth.models import BoothFact
from mobilink.field.shown import what
from mobilink.field.taps import Act

register = template.Library()


@register.filter
def fact_words(fact: BoothFact) -> str:
    """A fact as its officer calls it, with sex and age where they were noticed."""
    noticed = [
        getattr(fact, f"get_{mark}_display")()
        for mark in ("sex", "age_band")
        if getattr(fact, mark, "")
    ]
    return capfirst(", ".join([what(Act.of(fact)), *(str(word).lower() for word in noticed)]))
