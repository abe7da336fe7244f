"""What the office answers from: recruiters, vacancies and countries, as lists tell them."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mobilink.console.desk import ROWS_PER_PAGE, desk
from mobilink.console.tables.catalogue import TABLES
from mobilink.console.tables.views import at_desk
from mobilink.design.forms import RowForm, row_field
from mobilink.guidance import queries as answers
from mobilink.guidance import vacancy_words, words
from mobilink.guidance.models import Snapshot
from mobilink.imports.models import Upload
from mobilink.journal.members.installations import is_office
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, office_day

Kind = Snapshot.Kind
HOLDS: Final = {
    Kind.RECRUITERS: _("A workbook (XLSX) or CSV with one company a row; only its name is needed."),
    Kind.VACANCIES: _(
        "A workbook (XLSX) or CSV with one vacancy a row: at least its title, job order, country "
        "and last day to apply."
    ),
    Kind.COUNTRIES: _(
        "A workbook (XLSX) or CSV with one country a row: at least whether it is open, since when, "
        "and by which source."
    ),
}


class UploadForm(RowForm):
    """A file as its source gives it, and the day it is of."""

    file = forms.FileField(label=_("File"))
    as_at = row_field(Snapshot, "as_at")

    def __init__(self, kind: Kind, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].help_text = HOLDS[kind]


@require_safe
@desk
def list_of(request: HttpRequest, person: Person, kind: Kind) -> HttpResponse:
    """What lists of one kind tell, and the files that were brought."""
    return list_page(request, person, kind, UploadForm(kind, initial={"as_at": office_day()}))


def list_page(
    request: HttpRequest, person: Person, kind: Kind, form: UploadForm, **more: Any
) -> HttpResponse:
    """The page of one kind; `status` among `more` is how HTTP says what came of a form."""
    day, status = office_day(), more.pop("status", None)
    brought = Upload.objects.filter(kind=kind).defer("content", "before", "problems")
    shown = at_desk(request, person, TABLES[kind])
    page = {
        "form": form,
        "shown": shown,
        "to": addresses(kind),
        "uploads": Paginator(brought, ROWS_PER_PAGE).get_page(request.GET.get("uploads")),
        **TOLD[kind](shown.choice.typed, day),
        **rights_of(person),
        **more,
    }
    return render(
        request, f"console/answers/lists/{kind}.html", page, status=status or shown.status
    )


def addresses(kind: Kind) -> dict[str, str]:
    """The names of the addresses at which lists of one kind are brought and decided about."""
    deeds = ("bring", "upload", "problems", "headings", "approve", "refuse", "take_back")
    return {"list": f"console:{kind}"} | {deed: f"console:{kind}_{deed}" for deed in deeds}


def rights_of(person: Person) -> dict[str, bool]:
    """What somebody may do with lists on this machine."""
    rights, is_here = Rights(person), is_office()
    return {
        "is_office": is_here,
        "may_bring": is_here and rights.may_at_office(Role.Function.PLANNER),
        "may_decide": is_here and rights.may_at_office(Role.Function.APPROVER),
    }


def _recruiters(typed: str, day: date) -> dict[str, Any]:
    check = next(iter(answers.checks([typed], day)), None) if typed else None
    listing = answers.listing(day)
    return {
        "listing": listing,
        "old": words.old_words(listing) if listing else "",
        "many": answers.listed_recruiters().count(),
        "typed": typed,
        "heading": words.heading(check) if check else "",
        "answers": words.candidates_in_words(check) if check else [],
    }


def _vacancies(_typed: str, day: date) -> dict[str, Any]:
    told_on = answers.vacancies_of()
    return {"age": vacancy_words.as_at(told_on, day) if told_on else None}


TOLD: Final[dict[Kind, Callable[[str, date], dict[str, Any]]]] = {
    Kind.RECRUITERS: _recruiters,
    Kind.VACANCIES: _vacancies,
    Kind.COUNTRIES: lambda _typed, _day: {},
}
