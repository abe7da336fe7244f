"""A newer list brought, what it would change, and a second person's yes, for lists of each kind."""

import csv
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mobilink.basics.csv_text import kept_as_text
from mobilink.basics.errors import Refused
from mobilink.console.answers.lists import Kind, UploadForm, addresses, list_page, rights_of
from mobilink.console.desk import desk
from mobilink.console.forms import ReasonForm
from mobilink.design.acting import attempt, outcome, redirect_saying
from mobilink.guidance.changes import change_words
from mobilink.imports import uploads
from mobilink.imports.models import Upload
from mobilink.imports.tables import LEFT_OUT
from mobilink.people.models import Person

SHOWN = 20
NOT_TAKEN = "-"  # a choice that is not empty, so that the form says nothing of optional
State = Upload.State


class HeadingsForm(forms.Form):
    """What each heading of a file means."""

    def __init__(self, chosen: Upload, data: Any = None) -> None:
        super().__init__(data)
        list_import = uploads.list_import_of(chosen)
        columns = [*list_import.table.labels.items()]
        for at, (heading, column) in enumerate(uploads.headings(chosen).items()):
            self.fields[f"heading-{at}"] = forms.ChoiceField(
                label=heading,
                initial=column or NOT_TAKEN,
                choices=[(NOT_TAKEN, _("not taken over")), *columns],
            )

    @property
    def names(self) -> dict[str, str]:
        columns = {str(self.fields[name].label): self.cleaned_data[name] for name in self.fields}
        return {
            name: LEFT_OUT if column == NOT_TAKEN else column for name, column in columns.items()
        }


@require_POST
@desk
def bring(request: HttpRequest, person: Person, kind: Kind) -> HttpResponse:
    """Read a file; what is wrong with it, or what it would change, is shown next."""

    def read(fields: dict[str, Any]) -> Upload:
        file = fields["file"]
        return uploads.bring(kind, file.name, file.read(), as_at=fields["as_at"], by=person)

    return attempt(
        UploadForm(kind, request.POST, request.FILES),
        read,
        lambda form, **more: list_page(request, person, kind, form, **more),
        lambda upload: redirect(addresses(kind)["upload"], upload.pk),
    )


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
    # A problem may begin with what a stranger wrote.
    csv.writer(response).writerows([[kept_as_text(problem)] for problem in chosen.problems])
    return response


@require_POST
@desk
def tell_headings(request: HttpRequest, person: Person, kind: Kind, pk: UUID) -> HttpResponse:
    """Say what the headings of a file mean, and read it again."""
    chosen = _upload(kind, pk)
    form = HeadingsForm(chosen, request.POST)
    return attempt(
        form,
        lambda _fields: uploads.tell_headings(chosen, form.names, by=person),
        lambda _form, **more: _page(request, person, _upload(kind, pk), **more),
        lambda _read: redirect(addresses(kind)["upload"], pk),
    )


@require_POST
@desk
def approve(request: HttpRequest, person: Person, kind: Kind, pk: UUID) -> HttpResponse:
    """Take the list over."""
    chosen = _upload(kind, pk)
    seen = request.POST.get("seen", "")
    return _attempt(
        request, person, chosen,
        lambda _fields: uploads.approve(chosen, by=person, seen=seen),
        _("The list is taken over. Answers come from it now."),
    )  # fmt: skip


@require_POST
@desk
def refuse(request: HttpRequest, person: Person, kind: Kind, pk: UUID) -> HttpResponse:
    """Leave the register as it is, with the reason."""
    chosen = _upload(kind, pk)
    return _attempt(
        request, person, chosen,
        lambda fields: uploads.refuse(chosen, by=person, **fields),
        _("Refused. The register is as it was."), form=ReasonForm(request.POST),
    )  # fmt: skip


@require_POST
@desk
def take_back(request: HttpRequest, person: Person, kind: Kind, pk: UUID) -> HttpResponse:
    """Undo the whole import, with the reason."""
    chosen = _upload(kind, pk)
    return _attempt(
        request, person, chosen,
        lambda fields: uploads.take_back(chosen, by=person, **fields),
        _("Taken back. The register is what it was before."), form=ReasonForm(request.POST),
    )  # fmt: skip


def _attempt(
    request: HttpRequest,
    person: Person,
    chosen: Upload,
    act: Callable[[dict[str, Any]], object],
    words: Promise,
    form: ReasonForm | None = None,
) -> HttpResponse:
    kind = Kind(chosen.kind)
    return attempt(
        form,
        act,
        lambda form, **more: _page(request, person, _upload(kind, chosen.pk), tried=form, **more),
        lambda _done: redirect_saying(request, words, addresses(kind)["upload"], chosen.pk),
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
    change = outcome(lambda: uploads.difference(chosen))
    if isinstance(change, Refused):
        return {"refusal": change}
    return {"change": change_words(change, SHOWN)}


def _headings(chosen: Upload) -> HeadingsForm | None:
    form = outcome(lambda: HeadingsForm(chosen))
    # Where the file cannot be read at all, its problem says why.
    return None if isinstance(form, Refused) else form


def _upload(kind: Kind, pk: UUID) -> Upload:
    return get_object_or_404(Upload, kind=kind, pk=pk)
