"""What stands in the tables and no page can read: of which row, what it says, which machine said it."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mobilink.console.desk import desk
from mobilink.console.machines.rulings import may_decide
from mobilink.console.values import field_name
from mobilink.design.acting import attempt, redirect_saying
from mobilink.journal.members.installations import is_office, name_of
from mobilink.journal.storage.kinds import kind_of
from mobilink.journal.storage.unreadable import Unreadable, unreadable, who_said
from mobilink.outreach import rulings
from mobilink.people.models import Person

ROWS = 50
LONGEST = 80


@dataclass(frozen=True)
class Shown:
    """One unreadable field in words; `address` empties it, and is empty where nothing may."""

    record: str
    field: str
    value: str
    where: str
    address: str


@require_safe
@desk
def unreadable_fields(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything that pages leave out."""
    return _page(request, person)


@require_POST
@desk
def empty(request: HttpRequest, person: Person, kind: str, row: UUID, name: str) -> HttpResponse:
    """Say nothing where what is said cannot be read."""
    return attempt(
        None,
        lambda _fields: rulings.empty(kind, row, name, by=person),
        lambda _form, **more: _page(request, person, **more),
        lambda _done: redirect_saying(
            request, _("Emptied. Enter it anew where it is shown."), reverse("console:unreadable")
        ),
    )


def _page(
    request: HttpRequest, person: Person, *, status: int = 200, **more: object
) -> HttpResponse:
    rows = Paginator(unreadable(), ROWS).get_page(request.GET.get("page"))
    page = {
        "rows": rows,
        "shown": [_shown(each) for each in rows],
        "may_decide": may_decide(person) and is_office(),
        "is_office": is_office(),
        "reopen": reverse("console:unreadable"),
        **more,
    }
    return render(request, "console/machines/unreadable.html", page, status=status)


def _shown(each: Unreadable) -> Shown:
    kind, field = kind_of(type(each.row)), each.field.name
    address, author = reverse("console:empty", args=[kind.name, each.row.pk, field]), who_said(each)
    return Shown(
        f"{kind.model._meta.verbose_name} {each.row}",
        field_name(kind.name, field),
        Truncator(json.dumps(each.value, ensure_ascii=False)).chars(LONGEST),
        name_of(author) if author else "",
        address if kind.may_change else "",
    )
