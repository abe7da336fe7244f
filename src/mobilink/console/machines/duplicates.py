"""What seems to be entered twice: proposed side by side, merged or kept apart by a person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mobilink.console.desk import desk
from mobilink.console.machines.rulings import may_decide
from mobilink.design.acting import attempt, redirect_saying
from mobilink.goods.models import Maker, Product
from mobilink.journal import duplicates as registry
from mobilink.journal.members.installations import is_office, name_of
from mobilink.journal.safety.queries import author_of
from mobilink.journal.storage.rows import SharedRow
from mobilink.outreach import merging
from mobilink.outreach.models import Outing
from mobilink.people.models import Person
from mobilink.places.models import Venue
from mobilink.places.queries import region_names


@dataclass(frozen=True)
class Side:
    """One of two, with what helps to tell them apart."""

    row: SharedRow
    kind: str
    region: str
    many: int
    where: str


@dataclass(frozen=True)
class Pair:
    """Two that seem to be one."""

    id: str
    seen: str
    sides: list[Side]


@require_safe
@desk
def duplicates(request: HttpRequest, person: Person) -> HttpResponse:
    """What seems to be there twice, and what was merged."""
    return _page(request, person)


@require_POST
@desk
def merge(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Keep this one; the other one of the pair becomes it."""
    way, kept = _meant(str(pk))
    of_its_kind, other = _meant(request.POST.get("other", ""))
    if of_its_kind is not way:
        raise Http404
    seen = request.POST.get("seen", "")
    return _attempt(
        request, person, lambda: way.merge(kept, other, by=person, seen=seen),
        _("Merged. The other name leads to what was kept."),
    )  # fmt: skip


@require_POST
@desk
def split(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Take a merge back."""
    way, merged = _meant(str(pk))
    return _attempt(
        request, person, lambda: way.split(merged, by=person),
        _("Taken back. There are two again."),
    )  # fmt: skip


@require_POST
@desk
def apart(request: HttpRequest, person: Person) -> HttpResponse:
    """The two are two."""
    pairs = {pair.id: pair for pairs in registry.proposed().values() for pair in pairs}
    pair = pairs.get(request.POST.get("pair", ""))
    if pair is None:
        return redirect("console:machines_duplicates")
    return _attempt(
        request, person, lambda: merging.keep_apart(pair, by=person),
        _("They stay two and are proposed no more."),
    )  # fmt: skip


def _attempt(
    request: HttpRequest, person: Person, act: Callable[[], object], words: Promise
) -> HttpResponse:
    return attempt(
        None,
        lambda _fields: act(),
        lambda _form, **more: _page(request, person, **more),
        lambda _done: redirect_saying(request, words, "console:machines_duplicates"),
    )


def _page(
    request: HttpRequest, person: Person, *, status: int = 200, **more: object
) -> HttpResponse:
    page = {
        **{
            f"{kind}s": [_pair(pair) for pair in pairs]
            for kind, pairs in registry.proposed().items()
        },
        "merged": [
            (kind, one) for kind, way in registry.every_kind().items() for one in way.merged()
        ],
        "may_decide": may_decide(person) and is_office(),
        "is_office": is_office(),
        "reopen": reverse("console:machines_duplicates"),
        **more,
    }
    return render(request, "console/machines/duplicates.html", page, status=status)


def _pair(two: registry.Pair) -> Pair:
    return Pair(two.id, two.seen, [_side(two.row), _side(two.other)])


def _side(row: SharedRow) -> Side:
    author = author_of(row.pk)
    where = name_of(author) if author else ""
    if isinstance(row, Venue):
        held = Outing.objects.filter(venue=row).count()
        return Side(row, "venue", _region(row.regency_code), held, where)
    if isinstance(row, Maker):
        made = Product.objects.filter(maker=row).count()
        return Side(row, "maker", _region(row.origin_region), made, where)
    return Side(row, "outing", "", 0, where)


def _region(code: str) -> str:
    return region_names({code}).get(code, code)


def _meant(text: str) -> tuple[Any, Any]:
    row = registry.meant(text)
    if row is None:
        raise Http404
    return row
