"""What the desk does with a table: shows it, hands it out as a file, keeps views of it, acts on its rows."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mobilink.console.desk import desk
from mobilink.console.tables.catalogue import TABLES
from mobilink.design.tables.shown import Desk, Shown, done_words, file_of, shown
from mobilink.design.tables.table import Choice, Table, do_each
from mobilink.people.models import Person
from mobilink.people.queries import Rights
from mobilink.people.saved_views import forget_view, keep_view, views_of
from mobilink.publishing.spreadsheets import TYPES


class ViewForm(forms.Form):
    """What a view is to be called."""

    name = forms.CharField(max_length=60)
    query = forms.CharField(max_length=2000, required=False)


def at_desk(request: HttpRequest, person: Person, table: Table) -> Shown:
    """A table with all that the desk does with one."""

    def to(deed: str) -> str:
        return reverse(f"console:table_{deed}", args=[table.name])

    views = views_of(person, table.name)
    return shown(
        request,
        table,
        lambda kind: reverse("console:table_file", args=[table.name, kind]),
        Desk(Rights(person), list(views), to("keep"), to("forget"), to("deed")),
    )


def table_or_404(name: str) -> Table:
    """The table of this name."""
    if name not in TABLES:
        raise Http404(_("There is no table at this address."))
    return TABLES[name]


def back(table: Table, query: str) -> HttpResponse:
    """Return to the page of a table, as it was asked."""
    page = reverse(f"console:{table.name}")
    return redirect(f"{page}?{query}" if query else page)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def file(request: HttpRequest, person: Person, name: str, kind: str) -> HttpResponse:
    """The rows asked for as a file: all, or those that were chosen one by one."""
    if kind not in TYPES:
        raise Http404(_("A table comes as XLSX, CSV or JSON."))
    choice = Choice(table_or_404(name), request.GET)
    return file_of(choice, kind, request.POST.getlist("row"))


@require_POST
@desk
def do(request: HttpRequest, person: Person, name: str) -> HttpResponse:
    """Do something with the rows that were chosen."""
    table = table_or_404(name)
    deeds = {deed.name: deed for deed in table.deeds}
    chosen = deeds.get(request.POST.get("deed", ""))
    picks = request.POST.getlist("row")
    if chosen is None or not picks:
        messages.warning(request, _("Choose at least one row first."))
        return back(table, request.GET.urlencode())
    done, refused = do_each(chosen, table, picks, person)
    tell = messages.warning if refused else messages.success
    tell(request, done_words(done, refused))
    return back(table, request.GET.urlencode())


@require_POST
@desk
def keep(request: HttpRequest, person: Person, name: str) -> HttpResponse:
    """Keep a view under a name; one of the same name gives way."""
    table, form = table_or_404(name), ViewForm(request.POST)
    query = request.POST.get("query", "")
    if not form.is_valid():
        messages.warning(request, _("Give the view a name of at most 60 letters."))
        return back(table, query)
    keep_view(person, name, form.cleaned_data["name"], query)
    messages.success(request, _("The view is kept. It stands above the table."))
    return back(table, query)


@require_POST
@desk
def forget(request: HttpRequest, person: Person, name: str) -> HttpResponse:
    """Forget a view."""
    table = table_or_404(name)
    forget_view(person, name, request.POST.get("name", ""))
    return back(table, "")
