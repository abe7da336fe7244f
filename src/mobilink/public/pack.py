"""The offline pack of this device as phones fetch it, and a page that tells how old it is."""

from datetime import date
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mobilink.guidance.validity import LAPSED
from mobilink.people.queries import office_day
from mobilink.public.sharing import IS_VAN, shared_page
from mobilink.publishing import pack_words, signed_pack
from mobilink.publishing.pack_format import Due, Part

YEAR = 365 * 24 * 3600
FOR_ANYONE = {"Access-Control-Allow-Origin": "*"}
"""A phone asks from the address where its program came from, whichever that was."""


class PartOnDay(NamedTuple):
    """A part of the pack as of a day, and what of it is out of date."""

    part: Part
    age: int | None
    due: list[Due]

    @property
    def name(self) -> str:
        return pack_words.part_name(self.part.kind)

    @property
    def says(self) -> list[str]:
        return pack_words.due_words(self.due)

    @property
    def urgency(self) -> tuple[int, date]:
        """What has lapsed, then what is past its review, then what is due next."""
        if not self.due:
            return 2, self.part.review_by or date.max
        return self.due[0].state != LAPSED, self.due[0].since


@require_safe
@shared_page
def contents(request: HttpRequest) -> HttpResponse:
    """Each part with owner, licence, age and review, those that are out of date first."""
    day = office_day()
    pack = signed_pack.signed_pack(day)
    parts = [_on_day(part, pack, day) for part in pack.manifest.parts if part.rows]
    parts.sort(key=lambda part: part.urgency)
    many = sum(len(part.due) for part in parts)
    shown = {"parts": parts, "today": day, "many": many, "is_van": request.META[IS_VAN]}
    return render(request, "public/carried.html", shown)


@require_safe
@shared_page
def manifest(request: HttpRequest) -> HttpResponse:
    """What the pack consists of: a line of JSON, and a line that signs it."""
    signed = signed_pack.signed_pack(office_day()).signed
    return HttpResponse(signed, content_type="application/jsonl", headers=FOR_ANYONE)


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def piece(request: HttpRequest, sha256: str) -> HttpResponse:
    """Some rows, by the hash of their bytes: what bears this name never changes."""
    content = signed_pack.piece(sha256, office_day())
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="application/json", headers=FOR_ANYONE)


def _on_day(part: Part, pack: signed_pack.Pack, day: date) -> PartOnDay:
    age = (day - part.as_at).days if part.as_at else None
    due = signed_pack.overdue(part, lambda piece: pack.pieces[piece.sha256], day)
    return PartOnDay(part, age, due)
