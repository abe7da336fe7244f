"""The slip of a vacancy to take home: its facts in large type, and a code that proves them.

It is Indonesian like every paper. With the same records on the same day a slip has the same bytes,
and is set once.
"""

import io
import json
from datetime import datetime, time
from functools import lru_cache
from typing import Any

import segno
from django.utils import timezone, translation

from mobilink.basics.languages import INDONESIAN
from mobilink.guidance import vacancy_words as words
from mobilink.guidance.queries import Listing, Post
from mobilink.guidance.words import old_words
from mobilink.outreach.models import Outing
from mobilink.people.queries import office_day, office_name
from mobilink.publishing import phrases, statements
from mobilink.publishing.typesetting import typeset


def vacancy_slip(post: Post, listing: Listing | None, outing: Outing | None = None) -> bytes:
    """An A5 page about a vacancy, given out today, at an outing where one is named."""
    with translation.override("id"):
        content = _content(post, listing, outing)
        statement = statements.signed(_statement(post))
    return _set(json.dumps(content, sort_keys=True), statement)


def _content(post: Post, listing: Listing | None, outing: Outing | None) -> dict[str, Any]:
    vacancy, day = post.vacancy, office_day()
    return {
        "title": vacancy.title,
        "wage": words.wage(vacancy),
        "place": words.place(vacancy),
        "closes": "" if post.verdict.state == "full" else phrases.full_day(vacancy.closes_on),
        "work": words.known_facts(words.work(vacancy)),
        "asked": words.known_facts(words.asked(vacancy)),
        "borne": words.known_facts(words.borne(vacancy)),
        "through": words.known_facts(words.through(vacancy)),
        "standing": words.standing_of(post, listing),
        "old": old_words(listing) if listing and vacancy.sip3mi else "",
        "untold": words.untold(vacancy),
        "as_at": words.as_at(vacancy.retrieved_on, day).words,
        "office": office_name(day),
        "given": phrases.full_day(day),
        "outing": f"{outing.title}, {phrases.place(outing)}" if outing else "",
    }


def _statement(post: Post) -> list[str]:
    vacancy = post.vacancy
    return [
        f"Lowongan: {vacancy.title}, {words.place(vacancy)}",
        f"Upah: {words.wage(vacancy) or 'tidak disebut'}",
        f"P3MI: {', '.join(filter(None, (vacancy.recruiter, vacancy.sip3mi))) or vacancy.get_scheme_display()}",
        f"SIP2MI: {vacancy.sip2mi}",
        f"Daftar sampai: {INDONESIAN.day(vacancy.closes_on)}",
        f"Dicetak: {INDONESIAN.day(office_day())}",
    ]


@lru_cache(maxsize=64)
def _set(content: str, statement: str) -> bytes:
    drawn = io.BytesIO()
    # "l": the larger each square, the better a cheap camera reads it; the paper is not soiled yet.
    segno.make(statement, error="l", micro=False).save(drawn, kind="svg", border=0)
    morning = timezone.make_aware(datetime.combine(office_day(), time()))
    return typeset("vacancy", json.loads(content), morning, code=drawn.getvalue().decode())
