"""The desk's words for vacancies, for templates."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mobilink.design.templatetags.mobilink import MARKS
from mobilink.guidance import vacancy_words
from mobilink.guidance.models import Vacancy

register = template.Library()
for name in ("place", "wage", "contract", "untold", "summary"):
    register.filter(name, getattr(vacancy_words, name))


@register.inclusion_tag("public/facts.html")
def facts(vacancy: Vacancy, about: str) -> dict[str, Any]:
    """Facts of one kind as a list; where nothing is told, that is told."""
    lines = vacancy_words.known_facts(getattr(vacancy_words, about)(vacancy))
    return {"facts": lines, "none": _("Not told in the list. Ask.")}


@register.simple_tag
def full_mark() -> SafeString:
    """That all places are taken, as a badge: shape and word."""
    return format_html(
        '<span class="state state-cancelled"><svg viewBox="0 0 12 12" aria-hidden="true">'
        '<path d="{}"/></svg>{}</span>',
        MARKS["cancelled"],
        _("Full"),
    )


@register.filter
def closing(vacancy: Vacancy) -> str:
    """The last moment to apply, for machines."""
    return vacancy_words.closing(vacancy).isoformat()
