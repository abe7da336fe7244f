"""Stickers, banners and leaflets: what stands on each, and what of it is right no more."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from mobilink.console.desk import desk
from mobilink.design.acting import attempt, redirect_saying
from mobilink.design.forms import RowForm, row_field
from mobilink.guidance import printed as matters
from mobilink.guidance.models import PrintedMatter
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, office_day

ACTS: dict[str, tuple[Callable[..., object], Promise]] = {
    "anew": (matters.print_anew, _("Taken down as printed anew, with the values of today.")),
    "off": (matters.take_off, _("Taken off the list.")),
}


class PrintedForm(RowForm):
    """What was printed today, and what stands on it."""

    class Meta:
        model = PrintedMatter
        fields = ("name", "kind", "place", "carries")

    carries = row_field(
        PrintedMatter, "carries", forms.MultipleChoiceField, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["carries"]
        chosen.choices = [
            (thing.code, f"{thing.name}: {thing.value}")
            for thing in matters.printable(office_day())
        ]


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def printed(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything printed that is in use; a POST takes down what was printed today."""
    form = PrintedForm(request.POST or None)
    if request.method != "POST":
        return _page(request, person, form)
    words = _("Taken down, with the values of today.")
    return attempt(
        form,
        lambda fields: matters.register_printed(by=person, **fields),
        lambda form, **more: _page(request, person, form, **more),
        lambda _matter: redirect_saying(request, words, "console:printed"),
    )


@require_POST
@desk
def act(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Say that it was printed anew, or is in use no more."""
    matter = get_object_or_404(PrintedMatter, pk=pk)
    if what not in ACTS:
        raise Http404
    verb, words = ACTS[what]
    return attempt(
        None,
        lambda _fields: verb(matter, by=person),
        lambda _form, **more: _page(request, person, PrintedForm(), **more),
        lambda _done: redirect_saying(request, words, "console:printed"),
    )


def _page(
    request: HttpRequest, person: Person, form: PrintedForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    day = office_day()
    page = {
        "matters": matters.wrong_on(day),
        "names": {thing.code: thing.name for thing in matters.printable(day)},
        "form": form,
        "may_keep": Rights(person).may_at_office(Role.Function.CUSTODIAN),
        **more,
    }
    return render(request, "console/answers/printed.html", page, status=status)
