"""What a card says needs two persons: one proposes a text, another signs it off.

proposed → signed off (a new version of the card, which travels to everybody)
         ↘ sent back with a reason → proposed anew
"""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.guidance import prose
from mobilink.guidance.checks import check_days
from mobilink.guidance.errors import BadCard, NotSignable
from mobilink.guidance.models import Card, CardDraft, CardText, Particular, Topic
from mobilink.guidance.words import prose_words
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.people.models import Person, Role
from mobilink.people.queries import office_day

State = CardDraft.State
TEXT: Final = tuple(
    field.name
    for field in CardText._meta.get_fields()
    if field.name not in ("id", "revision", "versions")
)
"""The fields that a draft and the card that it becomes have in common."""
Fields = Mapping[str, Any]


PROPOSE = Act(
    "propose a card", gettext_lazy("Card proposed"), by=Role.Function.PLANNER, is_offices=True
)
SIGN_OFF = Act(
    "sign off a card", gettext_lazy("Card signed off"), by=Role.Function.APPROVER, is_offices=True
)
SEND_BACK = Act(
    "send a card back", gettext_lazy("Card sent back"), by=Role.Function.APPROVER, is_offices=True
)
TAKE_OVER = Act("take over a card", gettext_lazy("Card taken over"), is_offices=True)


def propose(text: Fields, *, by: Person | None) -> CardDraft:
    """Propose a text; a draft of the same card that waits or was sent back gets this text."""
    PROPOSE.require(by)
    check(text)
    fields = {
        "written_by": by.name if by else "", **text,
        "author": by, "state": State.PROPOSED, "reason": "", "decided_by": "",
    }  # fmt: skip
    with commit(PROPOSE, by=by) as draft:
        waiting = open_draft(text["code"], text["language"])
        if waiting is None:
            return draft.add(CardDraft, **fields)
        draft.change(waiting, **fields)
    return waiting


def sign_off(proposal: CardDraft, *, by: Person | None) -> Card:
    """Let everybody be told a text that somebody else proposed."""
    SIGN_OFF.require(by)
    _refuse_unless_proposed(proposal)
    if by is not None and by.pk == proposal.author_id:
        raise NotSignable(
            _("You proposed this text yourself. A second person reads it and signs it off.")
        )
    name = by.name if by else ""
    if not name or name == proposal.written_by:
        raise NotSignable(_("A second person signs a text off, under a name of their own."))
    text = {field: getattr(proposal, field) for field in TEXT}
    check(text)
    with alone(), commit(SIGN_OFF, by=by, on=proposal) as draft:
        version = latest_version(proposal.code, proposal.language) + 1
        signed = {"version": version, "signed_off_by": name, "signed_off_on": office_day()}
        card = draft.add(Card, **text, **signed)
        draft.change(proposal, state=State.SIGNED_OFF, decided_by=name)
    return card


def send_back(proposal: CardDraft, *, by: Person | None, reason: str) -> None:
    """Say why a text cannot be told as it is."""
    SEND_BACK.require(by)
    _refuse_unless_proposed(proposal)
    if not reason.strip():
        raise BadCard("reason", _("Tell the author what is to be changed."))
    name = by.name if by else ""
    with commit(SEND_BACK, by=by, why=reason, on=proposal) as draft:
        draft.change(proposal, state=State.SENT_BACK, decided_by=name, reason=reason)


def adopt(text: Fields) -> Card | None:
    """Take over a version that was written and signed off elsewhere; None where it is here already.

    It names both persons, and its number follows on from the versions that are here.
    """
    check({name: text[name] for name in text if name in TEXT})
    if text["written_by"] == text["signed_off_by"]:
        raise BadCard("signed_off_by", _("A second person signs a text off; name another one."))
    code, language, version = text["code"], text["language"], text["version"]
    here = Card.objects.filter(code=code, language=language, version=version).first()
    if here is not None:
        if any(getattr(here, name) != text[name] for name in text):
            raise BadCard(
                "version",
                _("Version %(number)s is here with another text; a new text has a new number.")
                % {"number": version},
            )
        return None
    latest = latest_version(code, language)
    if version <= latest:
        raise BadCard(
            "version",
            _("Version %(number)s is here already; give a higher one.") % {"number": latest},
        )
    with commit(TAKE_OVER) as draft:
        return draft.add(Card, **text)


def open_draft(code: str, language: str) -> CardDraft | None:
    """The text of this card that waits, or was sent back."""
    drafts = CardDraft.objects.filter(code=code, language=language)
    return drafts.exclude(state=State.SIGNED_OFF).first()


def latest_card(code: str, language: str) -> Card | None:
    """The newest version of a card; nothing before the first."""
    return Card.objects.filter(code=code, language=language).order_by("-version").first()


def latest_version(code: str, language: str) -> int:
    """The number of the newest version, 0 before the first."""
    newest = latest_card(code, language)
    return newest.version if newest else 0


def check(text: Fields) -> None:
    """Refuse what no reader could be told, naming the field."""
    for name, known in (("language", _languages), ("topic", _topics), ("scheme", _schemes)):
        if text.get(name) and text[name] not in known():
            among = ", ".join(sorted(known())) or "–"
            problem = _("There is no “%(code)s” here; there are: %(known)s.")
            raise BadCard(name, problem % {"code": text[name], "known": among})
    problems = prose.problems(text["body"])
    if problems:
        raise BadCard("body", prose_words(problems[0]))
    check_days(text)
    _refuse_other_readers(text)


def _refuse_other_readers(text: Fields) -> None:
    """Who reads a card stays: an older version would be told again to those it was not meant for."""
    is_for_crew = text["section"] == Card.Section.CREW
    if any(card.is_for_crew != is_for_crew for card in Card.objects.filter(code=text["code"])):
        raise BadCard(
            "section",
            _("A card for visitors and one for the crew are two; take another short name."),
        )


def _refuse_unless_proposed(proposal: CardDraft) -> None:
    if proposal.state != State.PROPOSED:
        raise NotSignable(
            _("This text does not await a sign-off any more; it was decided by %(by)s.")
            % {"by": proposal.decided_by or "–"}
        )


def _languages() -> set[str]:
    return set(dict(settings.LANGUAGES))


def _topics() -> set[str]:
    return set(Topic.objects.values_list("code", flat=True))


def _schemes() -> set[str]:
    schemes = Particular.objects.filter(kind=Particular.Kind.SCHEME)
    return set(schemes.values_list("code", flat=True))
