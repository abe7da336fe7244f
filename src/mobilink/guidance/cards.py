"""Card queries: which version is told on a day, which versions there are, what is overdue."""

from datetime import date
from typing import Any, NamedTuple

from django.conf import settings

from mobilink.guidance import particulars, validity
from mobilink.guidance.models import Card, CardDraft, CardText, CostRule, Dated, Particular


class Version(NamedTuple):
    """One version of a card, and where it stands today."""

    card: Card
    state: str


class CardVersions(NamedTuple):
    """All versions of a card, the newest first, and its open draft, as the desk sees them."""

    code: str
    language: str
    versions: list[Version]
    draft: CardDraft | None

    @property
    def newest(self) -> Card | CardDraft:
        """The newest version, else the draft: what the card is called by."""
        text = self.versions[0].card if self.versions else self.draft
        assert text is not None
        return text

    @property
    def in_force(self) -> Card | None:
        """The version that visitors are told today."""
        states = (validity.TOLD, validity.OVERDUE)
        return next((each.card for each in self.versions if each.state in states), None)

    @property
    def state(self) -> str:
        """Where the card stands: by what is told, else by its newest version."""
        if not self.versions:
            return ""
        by_card = {each.card: each.state for each in self.versions}
        return by_card[self.in_force or self.versions[0].card]


def told_cards(day: date, language: str, **about: Any) -> list[Card]:
    """Every card that visitors are told on a day, in theirs of the languages if there, in order."""
    readers = Card.objects.exclude(section=Card.Section.CREW)
    versions = readers.filter(language__in={language, settings.LANGUAGE_CODE}, **about)
    held = validity.each_in_force(versions, day, thing=_thing)
    # The reader's language comes last, so that it stands in for the first.
    held.sort(key=lambda card: card.language == language)
    chosen = {card.code: card for card in held}
    return sorted(chosen.values(), key=lambda card: (card.position, card.code))


def told_card(code: str, day: date, language: str) -> Card | None:
    """The version of a card that visitors are told; none where it has lapsed or never began."""
    return next(iter(told_cards(day, language, code=code)), None)


def all_card_versions(day: date) -> list[CardVersions]:
    """All cards and drafts as they stand on a day, those that are overdue first."""
    versions: dict[tuple[str, str], list[Card]] = {}
    for card in Card.objects.all():
        versions.setdefault(_thing(card), []).append(card)
    signed = CardDraft.State.SIGNED_OFF
    drafts = {_thing(draft): draft for draft in CardDraft.objects.exclude(state=signed)}
    all_cards = [
        _card_versions(key, versions.get(key, []), drafts.get(key), day)
        for key in sorted(versions.keys() | drafts.keys())
    ]
    return sorted(all_cards, key=lambda card: _urgency(card, day))


def card_versions(code: str, language: str, day: date) -> CardVersions | None:
    """One card as it stands on a day."""
    all_cards = all_card_versions(day)
    return next(
        (card for card in all_cards if (card.code, card.language) == (code, language)), None
    )


def overdue(day: date) -> list[Dated]:
    """The particulars and cost rules that hold today and should have been checked again."""
    held: list[Dated] = [
        *particulars.told_on(Particular, day),
        *particulars.told_on(CostRule, day),
    ]
    return [row for row in held if validity.is_overdue(row, day)]


def awaiting_sign_off() -> list[CardDraft]:
    """The texts that somebody proposed and nobody has decided upon."""
    return list(CardDraft.objects.filter(state=CardDraft.State.PROPOSED))


def many_overdue(day: date) -> int:
    """How many cards, particulars and cost rules are told although they were to be checked again."""
    held = validity.each_in_force(Card.objects.all(), day, thing=_thing)
    return sum(validity.is_overdue(card, day) for card in held) + len(overdue(day))


def _thing(text: CardText) -> tuple[str, str]:
    """What versions and drafts of one card have in common."""
    return text.code, text.language


def _card_versions(
    key: tuple[str, str], cards: list[Card], draft: CardDraft | None, day: date
) -> CardVersions:
    versions = [Version(card, validity.state(card, cards, day)) for card in reversed(cards)]
    return CardVersions(*key, versions, draft)


def _urgency(card: CardVersions, day: date) -> tuple[int, date, str, str]:
    """What is overdue, then drafts that wait, then what is due next."""
    waits = card.draft is not None and card.draft.state == CardDraft.State.PROPOSED
    newest = card.in_force or card.newest
    is_overdue = validity.is_overdue(newest, day)
    return (0 if is_overdue else 1 if waits else 2), newest.review_by, card.code, card.language
