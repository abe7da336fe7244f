"""The register of venues: finding one however it is written, and keeping what is known of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mobilink.console.desk import desk, seen, unless_overtaken
from mobilink.console.tables.views import at_desk
from mobilink.console.venues.table import VENUES
from mobilink.design.acting import attempt, redirect_saying
from mobilink.design.forms import RowForm, row_field, text_area
from mobilink.outreach.queries import outings_at
from mobilink.people.models import Person
from mobilink.places.actions import add_venue, revise_venue
from mobilink.places.models import Venue
from mobilink.places.naming import Resolution
from mobilink.places.queries import (
    district_choices,
    gazetteer,
    regency_choices,
    venues_within,
)


class VenueForm(RowForm):
    """What is known of a venue; the aliases one a line."""

    class Meta:
        model = Venue
        fields = (
            "name", "aliases", "regency_code", "district_code", "address", "lat", "lon",
            "point_quality", "measured_by", "measured_on", "host_event", "permit_owner",
            "crowd_hours", "vehicle_access", "notes",
        )  # fmt: skip

    aliases = row_field(Venue, "aliases", forms.CharField, widget=text_area(3))
    regency_code = row_field(Venue, "regency_code", forms.ChoiceField)
    district_code = row_field(Venue, "district_code", forms.ChoiceField)
    notes = row_field(Venue, "notes", widget=text_area(3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["regency_code"]
        chosen.choices = [("", _("Choose")), *regency_choices()]
        within: Any = self.fields["district_code"]
        within.choices = [("", _("not recorded")), *district_choices()]

    def clean_aliases(self) -> list[str]:
        lines = self.cleaned_data["aliases"].splitlines()
        return [line.strip() for line in lines if line.strip()]


@dataclass(frozen=True)
class Found:
    """What a typed name leads to: the answer, and the places with the venues in each."""

    typed: str
    resolution: Resolution
    venues: list[Venue]


@require_safe
@desk
def venues(request: HttpRequest, person: Person) -> HttpResponse:
    """All venues; where none bears a name that was typed, what may be meant by it."""
    shown = at_desk(request, person, VENUES)
    typed = shown.choice.typed
    is_unknown = typed and not shown.page.paginator.count
    page = {"shown": shown, "found": _found(typed) if is_unknown else None}
    return render(request, "console/venues/venues.html", page, status=shown.status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def new(request: HttpRequest, person: Person) -> HttpResponse:
    """Enter a venue."""
    form = VenueForm(request.POST or None)
    if request.method != "POST":
        return _page(request, form, None)
    return attempt(
        form,
        lambda fields: add_venue(by=person, **fields),
        lambda form, **more: _page(request, form, None, **more),
        lambda added: redirect_saying(request, _("Saved."), "console:venue", added.pk),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def venue(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """One venue: what is known of it, and the outings that were there."""
    chosen = get_object_or_404(Venue, pk=pk)
    known = VenueForm.initial_of(chosen) | {"aliases": "\n".join(chosen.aliases)}
    form = VenueForm(request.POST or None, initial=known)
    if request.method != "POST":
        return _page(request, form, chosen)
    return attempt(
        form,
        unless_overtaken(request, chosen, lambda fields: revise_venue(chosen, by=person, **fields)),
        lambda form, **more: _page(request, form, chosen, **more),
        lambda _revised: redirect_saying(request, _("Saved."), "console:venue", pk),
    )


def _page(
    request: HttpRequest, form: VenueForm, chosen: Venue | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    page = {
        "seen": seen(request, chosen),
        "form": form,
        "venue": chosen,
        "outings": outings_at(chosen)[:20] if chosen else [],
        **more,
    }
    return render(request, "console/venues/venue.html", page, status=status)


def _found(typed: str) -> Found:
    resolution = gazetteer().resolve(typed)
    place = resolution.place
    return Found(typed, resolution, venues_within(place.key) if place else [])
