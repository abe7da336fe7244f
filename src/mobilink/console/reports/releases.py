"""Press releases: drafted from a window's records, edited, approved, printed."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mobilink.console.desk import (
    ROWS_PER_PAGE,
    desk,
    seen,
    unless_overtaken,
)
from mobilink.console.reports.views import USUAL_DAYS, pdf
from mobilink.console.window import asked, last_days, shortcuts
from mobilink.design.acting import UNPROCESSABLE, attempt, redirect_saying
from mobilink.design.forms import RowForm, row_field, text_area
from mobilink.insight.reports import window_report
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, unit_and_above
from mobilink.publishing import papers, release
from mobilink.publishing.models import Release


class ReleaseForm(RowForm):
    class Meta:
        model = Release
        fields = ("title", "body", "caption")

    body = row_field(Release, "body", widget=text_area(18))


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def releases(request: HttpRequest, person: Person) -> HttpResponse:
    """All releases; a POST makes a draft about a window of days."""
    if request.method == "POST":
        return _make(request, person)
    _window, form = asked(request.GET, last_days(USUAL_DAYS))
    status = UNPROCESSABLE if form.errors else 200
    return _list(request, person, form, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def edit(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """The text beside its facts; a POST keeps what was changed."""
    chosen = _release(pk)
    form = ReleaseForm(request.POST or None, initial=ReleaseForm.initial_of(chosen))
    if request.method != "POST":
        return _page(request, person, chosen, form)
    words = _("The text is saved as a draft.")
    return attempt(
        form,
        unless_overtaken(request, chosen, lambda fields: release.edit(chosen, by=person, **fields)),
        lambda form, **more: _page(request, person, chosen, form, **more),
        lambda _edited: redirect_saying(request, words, "console:release", pk),
    )


@require_POST
@desk
def approve(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Approve the text as it stands."""
    chosen = _release(pk)
    words = _("Approved. Print it or copy the text.")
    return attempt(
        None,
        unless_overtaken(request, chosen, lambda _fields: release.approve(chosen, by=person)),
        lambda _form, **more: _page(
            request, person, chosen, ReleaseForm(initial=vars(chosen)), **more
        ),
        lambda _approved: redirect_saying(request, words, "console:release", pk),
    )


@require_safe
@desk
def paper(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """The release on paper; a draft says that it is one."""
    chosen = _release(pk)
    return pdf(papers.release_paper(release.as_draft(chosen)), f"siaran-pers-{chosen.last}.pdf")


def _make(request: HttpRequest, person: Person) -> HttpResponse:
    window, form = asked(request.POST, last_days(USUAL_DAYS))
    words = _("A draft was made from the records. Read it before it goes out.")
    return attempt(
        form if form.is_bound else None,
        lambda _fields: release.save(window_report(window.first, window.last), by=person),
        lambda _form, **more: _list(request, person, form, **more),
        lambda made: redirect_saying(request, words, "console:release", made.pk),
    )


def _list(
    request: HttpRequest, person: Person, form: forms.Form, *, status: int = 200, **more: Any
) -> HttpResponse:
    rows = Paginator(Release.objects.all(), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    page = {"releases": rows, "form": form, "shortcuts": shortcuts(), **_rights(person), **more}
    return render(request, "console/reports/releases.html", page, status=status)


def _page(
    request: HttpRequest,
    person: Person,
    chosen: Release,
    form: forms.Form,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    page = {
        "seen": seen(request, chosen),
        "reopen": reverse("console:release", args=[chosen.pk]),
        "release": chosen,
        "form": form,
        **_rights(person),
        **more,
    }
    return render(request, "console/reports/release.html", page, status=status)


def _rights(person: Person) -> dict[str, bool]:
    rights = Rights(person)
    office = unit_and_above(person.unit)[-1].pk
    return {
        "may_write": rights.may(Role.Function.PUBLICIST, office),
        "may_approve": rights.may(Role.Function.APPROVER, office),
    }


def _release(pk: UUID) -> Release:
    return get_object_or_404(Release, pk=pk)
