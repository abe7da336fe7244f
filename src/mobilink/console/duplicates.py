"""What seems to be entered twice: proposed side by side, merged or kept apart by a person."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mobilink.basics.errors import Refused
from mobilink.console.desk import desk, status_of
from mobilink.console.ruled import may_decide
from mobilink.journal.installations import is_office, name_of
from mobilink.journal.queries import author_of
from mobilink.journal.rows import SharedRow
from mobilink.outreach import merging
from mobilink.outreach.models import Outing
from mobilink.people.models import Person
from mobilink.places.models import Venue
from mobilink.places.queries import region_names

DONE = {
    "merged": _("Merged. The other name leads to the venue that was kept."),
    "split": _("Taken back. There are two venues again."),
    "apart": _("They stay two and are proposed no more."),
}


@dataclass(frozen=True)
class Twin:
    """One of two, with what helps to tell them apart."""

    row: SharedRow
    region: str
    outings: int
    where: str


@dataclass(frozen=True)
class Pair:
    """Two that seem to be one."""

    id: str
    seen: str
    twins: list[Twin]


@require_safe
@desk
def duplicates(request: HttpRequest, person: Person) -> HttpResponse:
    """Venues and outings that seem to be there twice, and the venues that were merged."""
    return _page(request, person)


@require_POST
@desk
def merge(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Keep this venue; the other one of the pair becomes it."""
    kept, other = _venue(pk), _venue(request.POST.get("other", ""))
    seen = request.POST.get("seen", "")
    return _try(
        request, person, "merged", lambda: merging.merge_venues(kept, other, by=person, seen=seen)
    )


@require_POST
@desk
def split(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Take a merge back."""
    merged = _venue(pk)
    return _try(request, person, "split", lambda: merging.split_venue(merged, by=person))


@require_POST
@desk
def apart(request: HttpRequest, person: Person) -> HttpResponse:
    """The two are two."""
    pairs = {one.id: one for one in (*merging.venue_twins(), *merging.outing_twins())}
    twins = pairs.get(request.POST.get("pair", ""))
    if twins is None:
        return redirect("console:machines_duplicates")
    return _try(request, person, "apart", lambda: merging.keep_apart(twins, by=person))


def _try(
    request: HttpRequest, person: Person, said: str, deed: Callable[[], object]
) -> HttpResponse:
    try:
        deed()
    except Refused as refusal:
        return _page(request, person, refusal=refusal, status=status_of(refusal))
    return redirect(f"{reverse('console:machines_duplicates')}?done={said}")


def _page(
    request: HttpRequest, person: Person, *, status: int = 200, **more: object
) -> HttpResponse:
    merged = Venue.objects.exclude(merged_into=None).select_related("merged_into")
    page = {
        "venues": [_pair(twins) for twins in merging.venue_twins()],
        "outings": [_pair(twins) for twins in merging.outing_twins()],
        "merged": merged,
        "may_decide": may_decide(person) and is_office(),
        "is_office": is_office(),
        "done": str(DONE.get(request.GET.get("done", ""), "")),
        "reopen": reverse("console:machines_duplicates"),
        **more,
    }
    return render(request, "console/machines/duplicates.html", page, status=status)


def _pair(twins: merging.Twins) -> Pair:
    return Pair(twins.id, twins.seen, [_twin(twins.one), _twin(twins.other)])


def _twin(row: Venue | Outing) -> Twin:
    author = author_of(row.pk)
    where = name_of(author) if author else ""
    if isinstance(row, Outing):
        return Twin(row, "", 0, where)
    held = Outing.objects.filter(venue=row).aggregate(many=Count("pk"))["many"]
    region = region_names({row.regency_code}).get(row.regency_code, row.regency_code)
    return Twin(row, region, held, where)


def _venue(pk: UUID | str) -> Venue:
    try:
        return Venue.objects.get(pk=UUID(str(pk)))
    except (ValueError, Venue.DoesNotExist) as error:
        raise Http404 from error
