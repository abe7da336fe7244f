"""The register of venues: finding one however it is written, and keeping what is known of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mobilink.console.desk import ROWS_PER_PAGE, desk, seen, unless_overtaken
from mobilink.console.forms import DayField, FractionField, text_area
from mobilink.design.acting import attempt, redirect_saying
from mobilink.outreach.queries import outings_at
from mobilink.people.models import Person
from mobilink.places.actions import add_venue, revise_venue
from mobilink.places.models import Venue
from mobilink.places.naming import Resolution
from mobilink.places.queries import (
    district_choices,
    gazetteer,
    regency_choices,
    region_names,
    venues_in_use,
    venues_within,
)

POINT: dict[str, Any] = {"max_digits": 8, "decimal_places": 5, "required": False}


class VenueForm(forms.Form):
    """What is known of a venue; the aliases one a line."""

    name = forms.CharField(label=_("Name"), max_length=120)
    aliases = forms.CharField(
        label=_("Other names"),
        required=False,
        widget=text_area(3),
        help_text=_("One on each line."),
    )
    regency_code = forms.ChoiceField(label=_("Regency or city"))
    district_code = forms.ChoiceField(label=_("District"), required=False)
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    lat = FractionField(
        label=_("Latitude"), help_text=_("North is positive, for example 1.17278."), **POINT
    )
    lon = FractionField(label=_("Longitude"), help_text=_("For example 104.07833."), **POINT)
    point_quality = forms.ChoiceField(
        label=_("How well the point is known"), required=False, choices=Venue.Quality.choices
    )
    measured_by = forms.CharField(label=_("Measured by"), required=False, max_length=120)
    measured_on = DayField(label=_("Measured on"), required=False)
    host_event = forms.CharField(label=_("Event that draws people"), required=False, max_length=120)
    permit_owner = forms.CharField(label=_("Who gives the permit"), required=False, max_length=120)
    crowd_hours = forms.CharField(label=_("When people come"), required=False, max_length=120)
    vehicle_access = forms.CharField(
        label=_("Where the van gets in"), required=False, max_length=200
    )
    notes = forms.CharField(label=_("Notes"), required=False, widget=text_area(3))

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
    """All venues, or the one that was meant by what was typed."""
    typed = request.GET.get("q", "").strip()
    listed = _named_like(typed) if typed else venues_in_use()
    rows = Paginator(listed, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    codes = {venue.regency_code for venue in rows}
    page = {
        "venues": rows,
        "regions": region_names(codes),
        "typed": typed,
        "found": _found(typed) if typed else None,
    }
    return render(request, "console/venues/venues.html", page)


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
    known = {name: getattr(chosen, name) for name in VenueForm.base_fields}
    form = VenueForm(request.POST or None, initial=known | {"aliases": "\n".join(chosen.aliases)})
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


def _named_like(typed: str) -> list[Venue]:
    """The venues that have what was typed in a name, whatever the blanks and the capitals."""
    wanted = _letters(typed)
    return [
        venue
        for venue in venues_in_use()
        if any(wanted in _letters(name) for name in [venue.name, *venue.aliases])
    ]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _found(typed: str) -> Found:
    resolution = gazetteer().resolve(typed)
    place = resolution.place
    return Found(typed, resolution, venues_within(place.key) if place else [])
