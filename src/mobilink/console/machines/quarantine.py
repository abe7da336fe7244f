"""Entries that are kept and not applied: entered again by the office, set aside, or taken up."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mobilink.basics.errors import Refused
from mobilink.console.desk import desk
from mobilink.console.machines.quarantined_entries import QuarantinedEntry, in_words, meaning
from mobilink.console.machines.rulings import RulingInWords, may_decide, person_of, stories
from mobilink.design.acting import attempt, outcome, redirect_saying, status_of
from mobilink.journal.members.installations import is_office, name_of
from mobilink.journal.rulings import seen_of
from mobilink.journal.storage import review_queue
from mobilink.journal.storage.review_queue import AGAIN, ASIDE, WAITING
from mobilink.outreach import rulings
from mobilink.people.models import Person
from mobilink.people.queries import person_names

ROWS = 50
ACTS: dict[str, tuple[Callable[..., object], Promise]] = {
    "again": (rulings.enter_again, _("Entered again. It counts now.")),
    "aside": (rulings.set_aside, _("Set aside. It is in the list of what is done.")),
    "waiting": (rulings.take_up, _("It waits again.")),
}

ALL_DONE: dict[str, Promise] = {
    "again": _("Entered again: %(n)s. They count now."),
    "aside": _("Set aside: %(n)s. They are in the list of what is done."),
}


@dataclass(frozen=True)
class Shown:
    """An entry in quarantine with its state and what was decided about it."""

    id: str
    state: str
    kept: QuarantinedEntry
    seen: str
    story: list[RulingInWords]


@dataclass(frozen=True)
class Waiting:
    """Several entries of one machine that wait for one reason and may be decided together."""

    author: UUID
    name: str
    word: str
    means: str
    many: int


@require_safe
@desk
def quarantine(request: HttpRequest, person: Person) -> HttpResponse:
    """What waits, or what was set aside or entered again."""
    return _page(request, person)


@require_POST
@desk
def file(request: HttpRequest, person: Person, id_: str, what: str) -> HttpResponse:
    """Enter one entry again, set it aside, or take it up."""
    if what not in ACTS:
        raise Http404
    (act, words), fields = ACTS[what], request.POST
    to = reverse("console:machines_quarantine") + ("?filed=1" if fields.get("filed") else "")
    return attempt(
        None,
        lambda _fields: act(id_, by=person, why=fields.get("why", ""), seen=fields.get("seen", "")),
        lambda _form, **more: _page(request, person, **more),
        lambda _done: redirect_saying(request, words, to),
    )


@require_POST
@desk
def file_all(request: HttpRequest, person: Person, author: UUID, what: str) -> HttpResponse:
    """Enter again, or set aside, what waits of a machine for one reason, the oldest first.

    What is refused goes on waiting.
    """
    if what not in ALL_DONE:
        raise Http404
    (act, _words), done = ACTS[what], ALL_DONE[what]
    outcomes = [
        outcome(partial(act, id_, by=person))
        for id_ in review_queue.waiting_of(author, request.POST.get("reason", ""))
    ]
    refusals = [refusal for refusal in outcomes if isinstance(refusal, Refused)]
    if filed := len(outcomes) - len(refusals):
        messages.success(request, done % {"n": filed})
    if refusals:
        return _page(request, person, refusal=refusals[-1], status=status_of(refusals[-1]))
    return redirect("console:machines_quarantine")


def shown(quarantined: list[review_queue.Quarantined]) -> list[Shown]:
    """The entries in words, with what was decided about each."""
    decisions = stories(each.id for each in quarantined)
    names = person_names(by for each in quarantined if (by := person_of(each.by)))
    return [
        Shown(
            each.id,
            each.state,
            in_words(each, names),
            seen_of(None, "", next(iter(decisions.get(each.id, [])), None)),
            decisions.get(each.id, []),
        )
        for each in quarantined
    ]


def _page(
    request: HttpRequest, person: Person, *, status: int = 200, **more: object
) -> HttpResponse:
    is_filed = bool(request.GET.get("filed") or request.POST.get("filed"))
    lines = review_queue.quarantined((ASIDE, AGAIN) if is_filed else (WAITING,))
    rows = Paginator(lines, ROWS).get_page(request.GET.get("page"))
    many = Counter((line.author, review_queue.word_of(line.reason)) for line in lines)
    page = {
        "rows": rows,
        "shown": shown(review_queue.quarantined_of(rows)),
        "is_filed": is_filed,
        "groups": [
            Waiting(author, name_of(author), word, meaning(word)[0], n)
            for (author, word), n in many.items()
            if n > 1
        ],
        "may_decide": may_decide(person) and is_office(),
        "is_office": is_office(),
        "reopen": reverse("console:machines_quarantine"),
        **more,
    }
    return render(request, "console/machines/quarantine.html", page, status=status)
