"""Entries that are kept and not applied: entered again by the office, set aside, or taken up."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mobilink.basics.errors import Refused
from mobilink.console.desk import desk, status_of
from mobilink.console.machines.quarantined_entries import QuarantinedEntry, in_words
from mobilink.console.machines.rulings import Ruled, may_decide, stories
from mobilink.journal.members.installations import is_office, name_of
from mobilink.journal.rulings import seen_of
from mobilink.journal.storage import inbox
from mobilink.journal.storage.inbox import AGAIN, ASIDE, WAITING
from mobilink.outreach import rulings
from mobilink.people.models import Person

ROWS = 50
ACTS: dict[str, tuple[Callable[..., object], object]] = {
    "again": (rulings.enter_again, _("Entered again. It counts now.")),
    "aside": (rulings.set_aside, _("Set aside. It is in the list of what is done.")),
    "waiting": (rulings.take_up, _("It waits again.")),
}


@dataclass(frozen=True)
class Shown:
    """An entry in quarantine with its state and what was decided about it."""

    id: str
    state: str
    kept: QuarantinedEntry
    seen: str
    story: list[Ruled]


@dataclass(frozen=True)
class Waiting:
    """A machine of which several entries wait, which may be entered again together."""

    author: UUID
    name: str
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
    told = request.POST
    try:
        ACTS[what][0](id_, by=person, why=told.get("why", ""), seen=told.get("seen", ""))
    except Refused as refusal:
        return _page(request, person, refusal=refusal, status=status_of(refusal))
    filed = "&filed=1" if told.get("filed") else ""
    return redirect(f"{reverse('console:machines_quarantine')}?done={what}{filed}")


@require_POST
@desk
def enter_all(request: HttpRequest, person: Person, author: UUID) -> HttpResponse:
    """Enter everything of a machine again, the oldest first; what is refused goes on waiting."""
    lines = [line for line in inbox.quarantined() if line.author == author]
    entered, refusal = 0, None
    for line in reversed(lines):
        try:
            rulings.enter_again(inbox.short(line), by=person)
            entered += 1
        except Refused as refused:
            refusal = refused
    if refusal:
        return _page(request, person, refusal=refusal, entered=entered, status=status_of(refusal))
    return redirect(f"{reverse('console:machines_quarantine')}?entered={entered}")


def shown(quarantined: list[inbox.Quarantined]) -> list[Shown]:
    """The entries in words, with what was decided about each."""
    told = stories(each.id for each in quarantined)
    return [
        Shown(
            each.id,
            each.state,
            in_words(each),
            seen_of(None, "", next(iter(told.get(each.id, [])), None)),
            told.get(each.id, []),
        )
        for each in quarantined
    ]


def _page(
    request: HttpRequest, person: Person, *, status: int = 200, entered: int = 0, **more: object
) -> HttpResponse:
    is_filed = bool(request.GET.get("filed") or request.POST.get("filed"))
    lines = inbox.quarantined((ASIDE, AGAIN) if is_filed else (WAITING,))
    rows = Paginator(lines, ROWS).get_page(request.GET.get("page"))
    many = Counter(line.author for line in lines)
    page = {
        "rows": rows,
        "shown": shown(inbox.kept(rows)),
        "is_filed": is_filed,
        "groups": [Waiting(one, name_of(one), n) for one, n in many.items() if n > 1],
        "may_decide": may_decide(person) and is_office(),
        "is_office": is_office(),
        "done": _done(request, entered),
        "reopen": reverse("console:machines_quarantine"),
        **more,
    }
    return render(request, "console/machines/quarantine.html", page, status=status)


def _done(request: HttpRequest, entered: int) -> str:
    what, many = request.GET.get("done", ""), entered or request.GET.get("entered", "")
    if what in ACTS:
        return str(ACTS[what][1])
    if str(many).isdecimal() and int(many):
        return gettext("Entered again: %(n)s. They count now.") % {"n": many}
    return ""
