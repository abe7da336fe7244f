"""Press releases: drafted from a window's records, edited, approved, printed."""

from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mobilink.basics.errors import Refused
from mobilink.console.desk import ROWS_PER_PAGE, UNPROCESSABLE, desk, seen, status_of
from mobilink.console.forms import text_area
from mobilink.console.reports.views import USUAL_DAYS, pdf
from mobilink.console.window import asked, last_days, shortcuts
from mobilink.insight.reports import window_report
from mobilink.journal.actions import refuse_if_overtaken
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, unit_and_above
from mobilink.publishing import papers, release
from mobilink.publishing.models import Release

DONE = {
    "made": _("A draft was made from the records. Read it before it goes out."),
    "saved": _("The text is saved as a draft."),
    "approved": _("Approved. Print it or copy the text."),
}


class ReleaseForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(label=_("Text"), widget=text_area(18))
    caption = forms.CharField(label=_("Caption of the photo"), required=False, max_length=200)


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
    form = ReleaseForm(request.POST or None, initial=vars(chosen))
    if request.method != "POST":
        return _page(request, person, chosen, form)
    if not form.is_valid():
        return _page(request, person, chosen, form, status=UNPROCESSABLE)
    try:
        refuse_if_overtaken(chosen, request.POST.get("seen", ""))
        release.edit(chosen, by=person, **form.cleaned_data)
    except Refused as refusal:
        return _page(request, person, chosen, form, refusal=refusal, status=status_of(refusal))
    return _done(chosen, "saved")


@require_POST
@desk
def approve(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Approve the text as it stands."""
    chosen = _release(pk)
    try:
        refuse_if_overtaken(chosen, request.POST.get("seen", ""))
        release.approve(chosen, by=person)
    except Refused as refusal:
        form = ReleaseForm(initial=vars(chosen))
        return _page(request, person, chosen, form, refusal=refusal, status=status_of(refusal))
    return _done(chosen, "approved")


@require_safe
@desk
def paper(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """The release on paper; a draft says that it is one."""
    chosen = _release(pk)
    return pdf(papers.release_paper(release.as_draft(chosen)), f"siaran-pers-{chosen.last}.pdf")


def _make(request: HttpRequest, person: Person) -> HttpResponse:
    window, form = asked(request.POST, last_days(USUAL_DAYS))
    if form.errors:
        return _list(request, person, form, status=UNPROCESSABLE)
    try:
        made = release.save(window_report(window.first, window.last), by=person)
    except Refused as refusal:
        return _list(request, person, form, refusal=refusal, status=status_of(refusal))
    return _done(made, "made")


def _list(
    request: HttpRequest, person: Person, form: forms.Form, *, status: int = 200, **more: object
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
    **more: object,
) -> HttpResponse:
    said = str(DONE.get(request.GET.get("done", ""), ""))
    page = {
        "seen": seen(request, chosen),
        "reopen": reverse("console:release", args=[chosen.pk]),
        "release": chosen,
        "form": form,
        "done": said,
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
    chosen = Release.objects.filter(pk=pk).first()
    if chosen is None:
        raise Http404
    return chosen


def _done(chosen: Release, code: str) -> HttpResponse:
    response = redirect("console:release", pk=chosen.pk)
    response["Location"] += f"?done={code}"
    return response
