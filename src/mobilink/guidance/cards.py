"""Questions about the cards: what is told on a day, which versions there are, what is overdue."""

from datetime import date
from typing import Any, NamedTuple

from django.conf import settings

from mobilink.guidance import particulars, validity
from mobilink.guidance.models import Card, CardDraft, CardText, CostRule, Dated, Particular


class Version(NamedTuple):
    """One version of a card, and where it stands today."""

    card: Card
    state: str


class Shelf(NamedTuple):
    """A card as the desk sees it: its versions, the newest first, and the draft that is open."""

    code: str
    language: str
    versions: list[Version]
    draft: CardDraft | None

    @property
    def newest(self) -> Card | CardDraft:
        """What the card is called by: its newest version, else its draft."""
        told = self.versions[0].card if self.versions else self.draft
        assert told is not None
        return told

    @property
    def told(self) -> Card | None:
        """The version that visitors are told today."""
        told = (validity.TOLD, validity.OVERDUE)
        return next((each.card for each in self.versions if each.state in told), None)

    @property
    def state(self) -> str:
        """Where the card stands: by what is told, else by its newest version."""
        if not self.versions:
            return ""
        by_card = {each.card: each.state for each in self.versions}
        return by_card[self.told or self.versions[0].card]


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


def shelves(day: date) -> list[Shelf]:
    """All cards and drafts as they stand on a day, those that are overdue first."""
    versions: dict[tuple[str, str], list[Card]] = {}
    for card in Card.objects.all():
        versions.setdefault(_thing(card), []).append(card)
    signed = CardDraft.State.SIGNED_OFF
    drafts = {_thing(one): one for one in CardDraft.objects.exclude(state=signed)}
    found = [
        _shelf(key, versions.get(key, []), drafts.get(key), day)
        for key in sorted(versions.keys() | drafts.keys())
    ]
    return sorted(found, key=lambda one: _urgency(one, day))


def shelf(code: str, language: str, day: date) -> Shelf | None:
    """One card as it stands on a day."""
    found = shelves(day)
    return next((one for one in found if (one.code, one.language) == (code, language)), None)


def overdue(day: date) -> list[Dated]:
    """The particulars and cost rules that hold today and should have been checked again."""
    held: list[Dated] = [
        *particulars.told_on(Particular, day),
        *particulars.told_on(CostRule, day),
    ]
    return [one for one in held if validity.is_overdue(one, day)]


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


def _shelf(key: tuple[str, str], cards: list[Card], draft: CardDraft | None, day: date) -> Shelf:
    versions = [Version(card, validity.state(card, cards, day)) for card in reversed(cards)]
    return Shelf(*key, versions, draft)


def _urgency(one: Shelf, day: date) -> tuple[int, date, str, str]:
    """What is overdue, then drafts that wait, then what is due next."""
    waits = one.draft is not None and one.draft.state == CardDraft.State.PROPOSED
    newest = one.told or one.newest
    is_overdue = validity.is_overdue(newest, day)
    return (0 if is_overdue else 1 if waits else 2), newest.review_by, one.code, one.language
