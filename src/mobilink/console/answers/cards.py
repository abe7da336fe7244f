"""The cards for visitors and for the crew: proposed by one person, signed off by another."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mobilink.console.desk import desk, seen, unless_overtaken
from mobilink.design.acting import attempt, redirect_saying
from mobilink.design.forms import RowForm, row_field, text_area
from mobilink.design.templatetags.mobilink import label, wording
from mobilink.guidance import cards as shelved
from mobilink.guidance import signing, training
from mobilink.guidance.cards import CardVersions
from mobilink.guidance.models import CardDraft, Particular, Topic
from mobilink.guidance.particulars import told_on
from mobilink.journal.members.installations import is_office
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, office_day

PROPOSED = _("Proposed. A second person reads it and signs it off.")
DECISIONS: dict[str, tuple[Callable[..., object], Promise]] = {
    "sign-off": (signing.sign_off, _("Signed off. This version is told from its first day on.")),
    "send-back": (signing.send_back, _("Sent back with your reason.")),
}


class TextForm(RowForm):
    """The text of a card, and how it is known."""

    class Meta:
        model = CardDraft
        fields = (
            "title", "body", "section", "position", "topic", "scheme", "law", "source",
            "checked_on", "review_by", "valid_from", "valid_to", "owner", "licence",
        )  # fmt: skip

    body = row_field(CardDraft, "body", widget=text_area(16))
    position = row_field(CardDraft, "position", initial=0)
    topic = row_field(CardDraft, "topic", forms.ChoiceField)
    scheme = row_field(CardDraft, "scheme", forms.ChoiceField)
    law = row_field(CardDraft, "law", forms.CharField, widget=text_area(3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(one.code, label(one)) for one in Topic.objects.all()]
        kind = Particular.Kind.SCHEME
        schemes = [
            (one.code, wording(one, "label"))
            for one in told_on(Particular, office_day(), kind=kind)
        ]
        for name, choices in (("topic", topics), ("scheme", schemes)):
            chosen: Any = self.fields[name]
            chosen.choices = [("", "–"), *choices]

    def clean_law(self) -> list[str]:
        lines = self.cleaned_data["law"].splitlines()
        return [line.strip() for line in lines if line.strip()]


class NewCardForm(TextForm):
    """A card that is not there yet: its code and language are chosen once."""

    class Meta:
        model = CardDraft
        fields = ("code", "language")

    field_order = ["code", "language"]
    language = row_field(CardDraft, "language", forms.ChoiceField, choices=settings.LANGUAGES)


class SendBackForm(RowForm):
    reason = row_field(CardDraft, "reason", required=True, widget=text_area(2))


@require_safe
@desk
def cards(request: HttpRequest, person: Person) -> HttpResponse:
    """All cards, the overdue first; and the particulars that should have been checked again."""
    day = office_day()
    shelves = shelved.all_card_versions(day)
    page = {
        "shelves": [one for one in shelves if not one.newest.is_for_crew],
        "training": [one for one in shelves if one.newest.is_for_crew],
        "overdue": shelved.overdue(day),
        "today": day,
        **_rights(person, None),
    }
    return render(request, "console/answers/cards.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def new(request: HttpRequest, person: Person) -> HttpResponse:
    """Propose a card that is not there yet."""
    form = NewCardForm(request.POST or None)

    def page(form: NewCardForm, status: int = 200, **more: Any) -> HttpResponse:
        page = {"form": form, **more}
        return render(request, "console/answers/card_new.html", page, status=status)

    if request.method != "POST":
        return page(form)
    return attempt(
        form,
        lambda fields: signing.propose(fields, by=person),
        page,
        lambda draft: redirect_saying(
            request, PROPOSED, "console:card", draft.code, draft.language
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def card(request: HttpRequest, person: Person, code: str, language: str) -> HttpResponse:
    """One card: what is told, what is proposed, every version; a POST proposes a new text."""
    shelf = _shelf(code, language)
    form = TextForm(request.POST or None, initial=_initial(shelf))
    if request.method != "POST":
        return _page(request, person, shelf, form=form)
    names = {"code": code, "language": language, "written_by": person.name}

    def propose(fields: dict[str, Any]) -> CardDraft:
        return signing.propose(fields | names, by=person)

    return attempt(
        form,
        unless_overtaken(request, shelf.draft, propose) if shelf.draft else propose,
        lambda form, **more: _page(request, person, shelf, form=form, **more),
        lambda _draft: redirect_saying(request, PROPOSED, "console:card", code, language),
    )


@require_POST
@desk
def decide(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Sign a proposed text off, or send it back with a reason."""
    draft = get_object_or_404(CardDraft, pk=pk)
    if what not in DECISIONS:
        raise Http404
    shelf, (act, words) = _shelf(draft.code, draft.language), DECISIONS[what]
    return attempt(
        SendBackForm(request.POST) if what == "send-back" else None,
        unless_overtaken(request, draft, lambda fields: act(draft, by=person, **fields)),
        lambda back, **more: _page(request, person, shelf, back=back or SendBackForm(), **more),
        lambda _done: redirect_saying(request, words, "console:card", draft.code, draft.language),
    )


def _page(
    request: HttpRequest, person: Person, shelf: CardVersions, *, status: int = 200, **more: Any
) -> HttpResponse:
    page = {
        "shelf": shelf,
        "seen": seen(request, shelf.draft),
        "reopen": reverse("console:card", args=[shelf.code, shelf.language]),
        "today": office_day(),
        "form": TextForm(initial=_initial(shelf)),
        "back": SendBackForm(),
        **_rights(person, shelf.draft),
        **more,
    }
    if shelf.newest.is_for_crew and page["may_see_readers"]:
        page["readers"] = training.readers(shelf.code, office_day())
    return render(request, "console/answers/card.html", page, status=status)


def _initial(shelf: CardVersions) -> dict[str, Any]:
    """The text to begin from: the draft that is open, else the newest version."""
    begun = shelf.draft or shelf.newest
    known = {name: getattr(begun, name) for name in TextForm.base_fields}
    return known | {"law": "\n".join(begun.law)}


def _rights(person: Person, draft: CardDraft | None) -> dict[str, bool]:
    rights, here = Rights(person), is_office()
    may_propose = here and rights.may_at_office(Role.Function.PLANNER)
    approves = here and rights.may_at_office(Role.Function.APPROVER)
    waits = draft is not None and draft.state == CardDraft.State.PROPOSED
    return {
        "may_propose": may_propose,
        "may_decide": waits and approves,
        # Who read what is for those who keep the cards, not for everybody's eyes.
        "may_see_readers": may_propose or approves,
        "is_own": draft is not None and draft.author_id == person.pk,
    }


def _shelf(code: str, language: str) -> CardVersions:
    shelf = shelved.card_versions(code, language, office_day())
    if shelf is None:
        raise Http404
    return shelf
