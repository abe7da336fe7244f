"""How to work abroad: the ways, the steps, documents and costs, and where to ask."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from mobilink.design.codes import site_address
from mobilink.guidance.cards import told_card, told_cards
from mobilink.guidance.models import Card, CostRule, Particular
from mobilink.guidance.particulars import Borne, borne, told_on
from mobilink.people.queries import office_day, office_name
from mobilink.public.sharing import shared_page

Kind = Particular.Kind


@dataclass(frozen=True)
class Guide:
    """What is told on a day, for one scheme or for every one."""

    cards: list[Card]
    particulars: list[Particular]
    rules: list[Borne]
    chosen: Particular | None

    @property
    def schemes(self) -> list[Particular]:
        return self._of(Kind.SCHEME)

    @property
    def documents(self) -> list[Particular]:
        return self._of(Kind.DOCUMENT)

    @property
    def fees(self) -> list[Particular]:
        return self._of(Kind.FEE)

    @property
    def longest_unchecked_fee(self) -> Particular:
        """The one that is to be checked first: no other figure is known for longer."""
        return min(self.fees, key=lambda fee: (fee.review_by, fee.checked_on))

    @property
    def hotlines(self) -> list[Particular]:
        return self._of(Kind.HOTLINE)

    @property
    def institutions(self) -> list[Particular]:
        return self._of(Kind.INSTITUTION)

    @property
    def sections(self) -> dict[str, list[Card]]:
        """Section → its cards, in their order."""
        by_section: dict[str, list[Card]] = {}
        for card in self.cards:
            by_section.setdefault(card.section, []).append(card)
        return by_section

    def _of(self, kind: Kind) -> list[Particular]:
        return [particular for particular in self.particulars if particular.kind == kind]


@require_safe
@shared_page
def procedure(request: HttpRequest) -> HttpResponse:
    """The whole way: what it means, which way, steps, documents, costs, warnings, numbers to call."""
    day = office_day()
    guide = _guide(day, request.GET.get("scheme", ""))
    context = {
        "guide": guide,
        "sections": guide.sections,
        "today": day,
        "site": site_address(request),
        "office": office_name(day),
    }
    return render(request, "public/procedure.html", context)


@require_safe
@shared_page
def card(request: HttpRequest, code: str) -> HttpResponse:
    """One card, as it is told today."""
    day = office_day()
    card = told_card(code, day, _language())
    if card is None:
        raise Http404
    context = {"card": card, "today": day, "hotlines": told_on(Particular, day, kind=Kind.HOTLINE)}
    return render(request, "public/card.html", context)


def _guide(day: date, scheme: str) -> Guide:
    particulars = told_on(Particular, day)
    schemes = (particular for particular in particulars if particular.kind == Kind.SCHEME)
    chosen = next((choice for choice in schemes if choice.code == scheme), None)
    about = {"", chosen.code if chosen else ""}
    return Guide(
        [card for card in told_cards(day, _language()) if card.scheme in about],
        [particular for particular in particulars if particular.scheme in about],
        borne(rule for rule in told_on(CostRule, day) if rule.scheme in about),
        chosen,
    )


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
