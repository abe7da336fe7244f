"""Messages of the answer desk for the phone: the very sentences of the pages, by name."""

from collections.abc import Mapping
from typing import Any, Final

from mobilink.guidance import offer_words, vacancy_words, words
from mobilink.guidance.changes import TOLD
from mobilink.guidance.models import Card, CostRule, Vacancy
from mobilink.guidance.models.listed import Scheme

TABLES: Final[Mapping[str, Mapping[Any, Any]]] = {
    "standing": words.STANDING,
    "undated": words.UNDATED,
    "different": words.DIFFERENT,
    "heading": words.HEADINGS,
    "since": words.SINCE,
    "checked": words.CHECKED,
    "hidden": vacancy_words.HIDDEN,
    "vacancy": TOLD[Vacancy].fields,
    "section": dict(Card.Section.choices),
    "payer": dict(CostRule.Payer.choices),
    "period": dict(Vacancy.Period.choices),
    "scheme": dict(Scheme.choices),
    "question": offer_words.QUESTIONS,
    **{f"choice.{field}": told for field, told in offer_words.CHOICES.items()},
    "kind": offer_words.KINDS,
    "status": offer_words.STATUSES,
    "offer": {f"{kind}.{code}": told for (kind, code), told in offer_words.SENTENCES.items()},
    "": {"covers": words.COVERS, "old": words.OLD},
}


def sentences() -> dict[str, str]:
    """Each in the reader's language, with %(name)s where the phone puts something in."""
    return {
        f"{table}.{code}".lstrip("."): str(sentence)
        for table, told in TABLES.items()
        for code, sentence in told.items()
    }
