"""The sentences by which an officer asks aloud for consent: the office's own wordings, each from a day on.

A wording is named `consent.PURPOSE@DAY`, its English `consent.PURPOSE@DAY.en`. A text is not changed
once it was read to somebody; a new one gets a new day, and every answer keeps which day's it heard.
"""

from datetime import date
from typing import Any

from mobilink.booth.plan import plan_of
from mobilink.people.queries import office_day
from mobilink.publishing.models import Wording

BEFORE, ENGLISH = "consent.", ".en"


def consents_on(day: date) -> list[dict[str, str]]:
    """Purpose, the day of its text, the text in both languages; the latest that holds on a day."""
    texts = dict(Wording.objects.filter(code__startswith=BEFORE).values_list("code", "text"))
    latest: dict[str, str] = {}
    for code in sorted(texts):
        purpose, _, since = code.removeprefix(BEFORE).partition("@")
        if not since.endswith(ENGLISH) and since <= day.isoformat():
            latest[purpose] = since
    return [_told(texts, f"{BEFORE}{purpose}@{since}") for purpose, since in latest.items()]


def _told(texts: dict[str, str], code: str) -> dict[str, str]:
    purpose, _, since = code.removeprefix(BEFORE).partition("@")
    text = texts[code]
    return {"purpose": purpose, "text": since, "id": text, "en": texts.get(code + ENGLISH, text)}


def urgent_number() -> str:
    """The number that takes urgent messages for the office; empty where it named none."""
    return Wording.objects.filter(code="urgent.number").values_list("text", flat=True).first() or ""


def plan_for_booth(unit_code: str, site: Any) -> bytes:
    """The plan of a unit with what its officers read aloud, whom they call, and the code of the `site`."""
    consents = consents_on(office_day())
    return plan_of(unit_code, consents=consents, urgent_number=urgent_number(), site=site)
