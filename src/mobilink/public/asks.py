"""Topics that people ask about, each leading to where it is answered here already."""

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from mobilink.guidance.cards import told_cards
from mobilink.guidance.models import Topic

# Topics that a page of their own answers; the others are answered by their first card.
PAGES = {"procedure": "procedure", "recruiter": "check", "vacancy": "vacancies"}


class Ask(NamedTuple):
    topic: Topic
    address: str
    """Empty where only an officer has the answer."""


def asks(day: date) -> list[Ask]:
    """Every topic, in order."""
    answers: dict[str, str] = {}
    for card in told_cards(day, get_language() or settings.LANGUAGE_CODE):
        answers.setdefault(card.topic, reverse("public:card", args=[card.code]))
    answers |= {topic: reverse(f"public:{page}") for topic, page in PAGES.items()}
    return [Ask(topic, answers.get(topic.code, "")) for topic in Topic.in_use()]
