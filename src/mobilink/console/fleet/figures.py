"""What an auditor asks of the vans: km against the map, fuel against km, receipts with their photo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mobilink.console.desk import desk
from mobilink.console.window import asked, last_days, shortcuts
from mobilink.design.acting import UNPROCESSABLE
from mobilink.fleet.plausible import FEWEST_KM, ROAD_FACTOR, THIRST, Verdict
from mobilink.insight.driving import van_figures
from mobilink.people.models import Person

USUAL_DAYS = 92
WORDS: dict[Verdict, Promise] = {
    Verdict.UNRECORDED: _("cannot be told"),
    Verdict.TOO_LITTLE: _("too few km to tell"),
    Verdict.PLAUSIBLE: _("plausible"),
    Verdict.TOO_SHORT: _("shorter than the straight line: look at the readings"),
    Verdict.TOO_LONG: _("much longer than the map: ask what else was driven"),
    Verdict.TOO_LOW: _("very little fuel: is a receipt missing?"),
    Verdict.TOO_HIGH: _("much fuel for the km: look at the receipts"),
}


@require_safe
@desk
def figures(request: HttpRequest, person: Person) -> HttpResponse:
    """The figures of every van over a window of days."""
    window, form = asked(request.GET, last_days(USUAL_DAYS))
    page = {
        "window": window,
        "form": form,
        "shortcuts": shortcuts(),
        "vans": van_figures(window.first, window.last),
        "words": WORDS,
        "factor": ROAD_FACTOR,
        "thirst": THIRST,
        "fewest": FEWEST_KM,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "console/fleet/figures.html", page, status=status)
