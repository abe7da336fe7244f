"""The code by which an officer chooses a new PIN on a phone that may have no network."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mobilink.booth.workers import people_at
from mobilink.console.desk import desk
from mobilink.design.acting import attempt
from mobilink.design.forms import RowForm, row_field
from mobilink.journal.members import installations
from mobilink.people import pins
from mobilink.people.models import Person, PinGrant


class CodeForm(RowForm):
    """For whom, and which number the phone shows."""

    class Meta:
        model = PinGrant
        fields = ("person", "number")

    person = row_field(PinGrant, "person", queryset=Person.objects.none())
    number = row_field(
        PinGrant,
        "number",
        required=True,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, phone: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["person"]
        chosen.queryset = people_at(phone)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@desk
def pin_code(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Ask for whom and which number; then show the code, to be read out."""
    if not installations.is_office() or not installations.unit_of(pk):
        raise Http404
    form = CodeForm(request.POST if request.method == "POST" else None, phone=pk)

    def page(form: CodeForm, status: int = 200, **more: Any) -> HttpResponse:
        page = {"name": installations.name_of(pk), "form": form, **more}
        return render(request, "console/machines/pin_code.html", page, status=status)

    if not form.is_bound:
        return page(form)
    return attempt(
        form,
        lambda fields: pins.give_code(pk, fields["person"], fields["number"], by=person),
        page,
        lambda code: page(form, code=code, whom=form.cleaned_data["person"]),
    )
