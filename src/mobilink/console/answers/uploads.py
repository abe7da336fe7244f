"""A newer list brought, what it would change, and a second person's yes, for lists of each kind."""

import csv
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mobilink.basics.errors import Refused
from mobilink.console.answers.lists import Kind, UploadForm, addresses, list_page, rights_of
from mobilink.console.desk import UNPROCESSABLE, desk, status_of
from mobilink.console.forms import ReasonForm
from mobilink.guidance.changes import TOLD, change_words
from mobilink.imports import uploads
from mobilink.imports.models import Upload
from mobilink.imports.tables import LEFT_OUT
from mobilink.people.models import Person

SHOWN = 20
NOT_TAKEN = "-"  # a choice that is not empty, so that the form says nothing of optional
State = Upload.State
DONE = {
    "approved": _("The list is taken over. Answers come from it now."),
    "refused": _("Refused. The register is as it was."),
    "taken_back": _("Taken back. The register is what it was before."),
}


class HeadingsForm(forms.Form):
    """What each heading of a file means."""

    def __init__(self, chosen: Upload, data: Any = None) -> None:
        super().__init__(data)
        way = uploads.way_of(chosen)
        fields = TOLD[way.register.model].fields
        columns = [(column.name, fields[column.name]) for column in way.table.columns]
        for at, (heading, column) in enumerate(uploads.headings(chosen).items()):
            self.fields[f"heading-{at}"] = forms.ChoiceField(
                label=heading,
                initial=column or NOT_TAKEN,
                choices=[(NOT_TAKEN, _("not taken over")), *columns],
            )

    @property
    def names(self) -> dict[str, str]:
        told = {str(self.fields[name].label): self.cleaned_data[name] for name in self.fields}
        return {name: LEFT_OUT if column == NOT_TAKEN else column for name, column in told.items()}


@require_POST
@desk
def bring(request: HttpRequest, person: Person, kind: Kind) -> HttpResponse:
    """Read a file; what is wrong with it, or what it would change, is shown next."""
    form = UploadForm(kind, request.POST, request.FILES)
    if not form.is_valid():
        return list_page(request, person, kind, form, status=UNPROCESSABLE)
    file, as_at = form.cleaned_data["file"], form.cleaned_data["as_at"]
    try:
        upload = uploads.bring(kind, file.name, file.read(), as_at=as_at, by=person)
    except Refused as refusal:
        answered = {"refusal": refusal, "status": status_of(refusal)}
        return list_page(request, person, kind, form, **answered)
    return redirect(addresses(kind)["upload"], pk=upload.pk)


@require_safe
@desk
def upload(request: HttpRequest, person: Person, kind: Kind, pk: UUID) -> HttpResponse:
    """One file: what it would change or did, or what is wrong with it."""
    return _page(request, person, _upload(kind, pk))


@require_safe
@desk
def problems(request: HttpRequest, person: Person, kind: Kind, pk: UUID) -> HttpResponse:
    """Everything that is wrong with a file, for whoever mends it."""
    chosen = _upload(kind, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="perbaikan.csv"'
    response.write("\ufeff")  # by this a spreadsheet knows the letters
    csv.writer(response).writerows([[_as_text(problem)] for problem in chosen.problems])
    return response


def _as_text(problem: str) -> str:
    """A problem may begin with what a stranger wrote, which a spreadsheet must not reckon with."""
    return f"'{problem}" if problem.startswith(("=", "+", "-", "@")) else problem


@require_POST
@desk
def tell_headings(request: HttpRequest, person: Person, kind: Kind, pk: UUID) -> HttpResponse:
    """Say what the headings of a file mean, and read it again."""
    chosen = _upload(kind, pk)
    form = HeadingsForm(chosen, request.POST)
    if not form.is_valid():
        return _page(request, person, chosen, status=UNPROCESSABLE)
    return _do(
        request, person, chosen,
        lambda: uploads.tell_headings(chosen, form.names, by=person), said="",
    )  # fmt: skip


@require_POST
@desk
def approve(request: HttpRequest, person: Person, kind: Kind, pk: UUID) -> HttpResponse:
    """Take the list over."""
    chosen = _upload(kind, pk)
    seen = request.POST.get("seen", "")
    return _do(
        request, person, chosen,
        lambda: uploads.approve(chosen, by=person, seen=seen), said="approved",
    )  # fmt: skip


@require_POST
@desk
def refuse(request: HttpRequest, person: Person, kind: Kind, pk: UUID) -> HttpResponse:
    """Leave the register as it is, with the reason."""
    return _with_reason(request, person, _upload(kind, pk), uploads.refuse, "refused")


@require_POST
@desk
def take_back(request: HttpRequest, person: Person, kind: Kind, pk: UUID) -> HttpResponse:
    """Undo the whole import, with the reason."""
    return _with_reason(request, person, _upload(kind, pk), uploads.take_back, "taken_back")


def _with_reason(
    request: HttpRequest, person: Person, chosen: Upload, act: Callable[..., None], said: str
) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, person, chosen, tried=form, status=UNPROCESSABLE)
    reason = form.cleaned_data["reason"]
    return _do(
        request,
        person,
        chosen,
        lambda: act(chosen, by=person, reason=reason),
        said=said,
        tried=form,
    )


def _do(
    request: HttpRequest,
    person: Person,
    chosen: Upload,
    deed: Callable[[], object],
    *,
    said: str,
    tried: forms.Form | None = None,
) -> HttpResponse:
    try:
        deed()
    except Refused as refusal:
        return _page(
            request, person, _upload(Kind(chosen.kind), chosen.pk), tried=tried, refusal=refusal,
            status=status_of(refusal),
        )  # fmt: skip
    return redirect(
        f"{reverse(addresses(Kind(chosen.kind))['upload'], args=[chosen.pk])}?done={said}"
    )


def _page(
    request: HttpRequest,
    person: Person,
    chosen: Upload,
    *,
    tried: forms.Form | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    page = {
        "upload": chosen,
        "to": addresses(Kind(chosen.kind)),
        "name": chosen.get_kind_display(),
        "problems": chosen.problems[:SHOWN],
        "more_problems": max(0, len(chosen.problems) - SHOWN),
        "done": str(DONE.get(request.GET.get("done", ""), "")),
        "reason": tried or ReasonForm(),
        "form": tried,
        "is_own": chosen.brought_by == person.pk,
        "is_open": chosen.state in (State.WAITING, State.UNREAD),
        "may_take_back": chosen.state == State.TAKEN and uploads.is_latest(chosen),
        **rights_of(person),
        **more,
    }
    if chosen.state == State.WAITING:
        page |= _preview(chosen) | {"compared_with": uploads.compared_with(chosen)}
    if chosen.state == State.UNREAD:
        page["headings"] = _headings(chosen)
    return render(request, "console/answers/lists/upload.html", page, status=status)


def _preview(chosen: Upload) -> dict[str, object]:
    """What taking the list over would change, the gravest first."""
    try:
        change = uploads.difference(chosen)
    except Refused as refusal:
        return {"refusal": refusal}
    return {"change": change_words(change, SHOWN)}


def _headings(chosen: Upload) -> HeadingsForm | None:
    try:
        return HeadingsForm(chosen)
    except Refused:
        return None  # the problem says why the file cannot be read at all


def _upload(kind: Kind, pk: UUID) -> Upload:
    chosen = Upload.objects.filter(kind=kind, pk=pk).first()
    if chosen is None:
        raise Http404
    return chosen
