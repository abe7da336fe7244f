"""Stickers, banners and leaflets: what stands on each, and what of it is right no more."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from mobilink.basics.errors import Refused
from mobilink.console.desk import UNPROCESSABLE, desk, status_of
from mobilink.guidance import printed as matters
from mobilink.guidance.models import PrintedMatter
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, office_day

DONE = {
    "registered": _("Taken down, with the values of today."),
    "anew": _("Taken down as printed anew, with the values of today."),
    "off": _("Taken off the list."),
}
DEEDS = {"anew": matters.print_anew, "off": matters.take_off}


class PrintedForm(forms.Form):
    """What was printed today, and what stands on it."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=PrintedMatter.Kind.choices)
    place = forms.CharField(label=_("Where it is"), max_length=120)
    carries = forms.MultipleChoiceField(
        label=_("What stands on it"), widget=forms.CheckboxSelectMultiple
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
    if not form.is_valid():
        return _page(request, person, form, status=UNPROCESSABLE)
    try:
        matters.register_printed(by=person, **form.cleaned_data)
    except Refused as refusal:
        return _page(request, person, form, refusal=refusal, status=status_of(refusal))
    return _done("registered")


@require_POST
@desk
def act(request: HttpRequest, person: Person, pk: UUID, what: str) -> HttpResponse:
    """Say that it was printed anew, or is in use no more."""
    matter = PrintedMatter.objects.filter(pk=pk).first()
    if matter is None or what not in DEEDS:
        raise Http404
    try:
        DEEDS[what](matter, by=person)
    except Refused as refusal:
        return _page(request, person, PrintedForm(), refusal=refusal, status=status_of(refusal))
    return _done(what)


def _page(
    request: HttpRequest, person: Person, form: PrintedForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    day = office_day()
    page = {
        "matters": matters.wrong_on(day),
        "names": {thing.code: thing.name for thing in matters.printable(day)},
        "form": form,
        "may_keep": Rights(person).may_at_office(Role.Function.CUSTODIAN),
        "done": str(DONE.get(request.GET.get("done", ""), "")),
        **more,
    }
    return render(request, "console/answers/printed.html", page, status=status)


def _done(what: str) -> HttpResponse:
    response = redirect("console:printed")
    response["Location"] += f"?done={what}"
    return response
