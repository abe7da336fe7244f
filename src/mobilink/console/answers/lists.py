"""What the office answers from: recruiters, vacancies and countries, as lists tell them."""

from collections import Counter
from datetime import date
from typing import Any, Final

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mobilink.console.desk import ROWS_PER_PAGE, desk
from mobilink.design.forms import RowForm, row_field
from mobilink.guidance import changes, vacancy_words, words
from mobilink.guidance import queries as answers
from mobilink.guidance.board import holds
from mobilink.guidance.models import CountryStatus, Snapshot
from mobilink.guidance.queries import Post
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
STATES: Final = {"shown": _("Shown"), "full": _("Full"), "hidden": _("Hidden")}
"""What the board does with a vacancy, in the order in which they stand."""


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
    day, status = office_day(), more.pop("status", 200)
    brought = Upload.objects.filter(kind=kind).defer("content", "before", "problems")
    page = {
        "form": form,
        "to": addresses(kind),
        "uploads": Paginator(brought, ROWS_PER_PAGE).get_page(request.GET.get("page")),
        **TOLD[kind](request, day),
        **rights_of(person),
        **more,
    }
    return render(request, f"console/answers/lists/{kind}.html", page, status=status)


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


def _recruiters(request: HttpRequest, day: date) -> dict[str, Any]:
    typed = request.GET.get("q", "").strip()
    check = next(iter(answers.checks([typed], day)), None) if typed else None
    listing = answers.listing(day)
    return {
        "listing": listing,
        "old": words.old_words(listing) if listing else "",
        "many": answers.recruiters().filter(gone_on=None).count(),
        "typed": typed,
        "heading": words.heading(check) if check else "",
        "answers": words.candidates_in_words(check) if check else [],
    }


def _vacancies(request: HttpRequest, day: date) -> dict[str, Any]:
    posts, told_on = answers.listed_posts(day), answers.vacancies_of()
    many: Counter[str] = Counter(post.verdict.state for post in posts)
    chosen = request.GET.get("state", "")
    order = [*STATES]
    rows = sorted(
        (post for post in posts if chosen not in STATES or post.verdict.state == chosen),
        key=lambda post: order.index(post.verdict.state),
    )
    return {
        "age": vacancy_words.as_at(told_on, day) if told_on else None,
        "many": len(posts),
        "states": [(state, label, many[state]) for state, label in STATES.items()],
        "chosen": chosen if chosen in STATES else "",
        "rows": _rows(request, [(post, *_said(post)) for post in rows]),
    }


def _said(post: Post) -> tuple[str, str, str]:
    """Where a vacancy is, what the board does with it, and why it hides it."""
    why = vacancy_words.HIDDEN.get(post.verdict.why, "")
    return vacancy_words.place(post.vacancy), str(STATES[post.verdict.state]), str(why)


def _countries(request: HttpRequest, day: date) -> dict[str, Any]:
    rows = [
        (one, changes.country_scope(one), _term(one, day)) for one in answers.country_statuses()
    ]
    return {"rows": _rows(request, sorted(rows, key=lambda row: row[1]))}


def _term(status: CountryStatus, day: date) -> str:
    """Why what a list tells of a country does not hold on a day; nothing where it does."""
    if holds(status, day):
        return ""
    return str(_("not yet") if day < status.valid_from else _("no longer"))


def _rows(request: HttpRequest, rows: list[Any]) -> Page[Any]:
    return Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("rows"))


TOLD: Final = {
    Kind.RECRUITERS: _recruiters,
    Kind.VACANCIES: _vacancies,
    Kind.COUNTRIES: _countries,
}
