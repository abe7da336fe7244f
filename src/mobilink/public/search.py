"""Searching everything that anyone may read: one line of `SOURCES` for each kind of it."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mobilink.design.templatetags.mobilink import label, wording
from mobilink.goods.models import Maker, MakerPerson, Permit, Product
from mobilink.goods.queries import on_show
from mobilink.guidance import prose, vacancy_words
from mobilink.guidance.cards import told_cards
from mobilink.guidance.models import (
    Card,
    CostRule,
    CountryStatus,
    Particular,
    Recruiter,
    Topic,
    Vacancy,
)
from mobilink.guidance.particulars import told_on
from mobilink.guidance.queries import board
from mobilink.outreach.models import Outing
from mobilink.people.queries import office_day
from mobilink.people.reader import language
from mobilink.places.models import Venue
from mobilink.public import listing
from mobilink.publishing.index import Document, Found, Index
from mobilink.publishing.states import state_of
from mobilink.publishing.stems import STEMS, indonesian

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LONGEST: Final = 80
PLACES: Final = {
    "hotline": "call", "institution": "call", "fee": "amounts", "scheme": "ways",
    "document": "documents",
}  # fmt: skip
"""Where on the page about going abroad each kind of particular stands."""


class Source(NamedTuple):
    """A kind of thing that can be found: its name, its tables, what is told of it on a day."""

    name: "StrPromise"
    models: tuple[type[Model], ...]
    documents: Callable[[date, str], Iterable[tuple[str, str, str]]]


@require_safe
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """What there is about what was typed; nothing typed is kept."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    results = find(typed, office_day(), get_language() or settings.LANGUAGE_CODE) if typed else []
    context = {"typed": typed, "longest": LONGEST, "found": results}
    return render(request, "public/search.html", context)


def find(typed: str, day: date, language: str) -> list[Found]:
    """Everything that holds most of what was typed."""
    state = tuple(state_of(*source.models) for source in SOURCES)
    return _index(state, day, language).find(typed)


@lru_cache(maxsize=4)
def _index(_state: Hashable, day: date, language: str) -> Index:
    """Every text, read once for each state of the tables, day and language."""
    return Index(_documents(day, language), STEMS.get(language, indonesian))


def _documents(day: date, language: str) -> Iterator[Document]:
    for source in SOURCES:
        for address, title, text in source.documents(day, language):
            yield Document(str(source.name), address, title, text)


def _cards(day: date, language: str) -> Iterator[tuple[str, str, str]]:
    for card in told_cards(day, language):
        yield reverse("public:card", args=[card.code]), card.title, prose.plain(card.body)


def _numbers(day: date, _language: str) -> Iterator[tuple[str, str, str]]:
    guide = reverse("public:procedure")
    for particular in told_on(Particular, day):
        text = " ".join(filter(None, [particular.value, wording(particular, "note")]))
        yield f"{guide}#{PLACES.get(particular.kind, '')}", wording(particular, "label"), text


def _outings(day: date, _language: str) -> Iterator[tuple[str, str, str]]:
    outings = [*listing.ahead(day), *listing.past(day).filter(day__gte=day - listing.FEED_SPAN)]
    for entry in listing.entries(outings):
        outing = entry.outing
        when = language().long_day(outing.day)
        text = f"{when} · {entry.place} · {entry.region}\n{outing.purpose}"
        yield reverse("public:outing", args=[outing.pk]), outing.title, text


def _topics(day: date, language: str) -> Iterator[tuple[str, str, str]]:
    first = {card.topic: card for card in reversed(told_cards(day, language))}
    for topic in Topic.objects.all():
        if card := first.get(topic.code):
            yield reverse("public:card", args=[card.code]), label(topic), card.title


def _vacancies(day: date, _language: str) -> Iterator[tuple[str, str, str]]:
    for post in board(day).posts:
        vacancy = post.vacancy
        text = " · ".join(
            filter(None, (vacancy_words.place(vacancy), vacancy.sector, vacancy.recruiter))
        )
        yield reverse("public:vacancy", args=[vacancy.pk]), vacancy.title, text


def _products(day: date, _language: str) -> Iterator[tuple[str, str, str]]:
    for product in on_show(day):
        text = " · ".join(filter(None, (str(product.maker), product.pack, product.about)))
        yield reverse("public:product", args=[product.pk]), product.name, text


def _costs(day: date, _language: str) -> Iterator[tuple[str, str, str]]:
    for rule in told_on(CostRule, day):
        text = " ".join(filter(None, (rule.get_payer_display(), wording(rule, "note"))))
        yield f"{reverse('public:procedure')}#amounts", wording(rule, "label"), text


SOURCES: Final = (
    Source(gettext_lazy("How to go"), (Card,), _cards),
    Source(gettext_lazy("Numbers and fees"), (Particular,), _numbers),
    Source(gettext_lazy("Who pays what"), (CostRule,), _costs),
    Source(gettext_lazy("Vacancy"), (Vacancy, Recruiter, CountryStatus), _vacancies),
    Source(gettext_lazy("Product"), (Product, Maker, MakerPerson, Permit), _products),
    Source(gettext_lazy("Outing"), (Outing, Venue), _outings),
    Source(gettext_lazy("Topic"), (Topic,), _topics),
)
