"""What anybody may send: a wish for a visit, a report. Each is followed by its code, without a name."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mobilink.basics import clock, codes
from mobilink.basics.errors import Refused
from mobilink.basics.limits import Limit
from mobilink.cases import actions, queries
from mobilink.design.acting import TOO_MANY, UNPROCESSABLE
from mobilink.journal.members.installations import is_office
from mobilink.public import nearby

READ_OR_SEND = ["GET", "HEAD", "POST"]
TRAP = "mk_leave_empty"  # a name that no browser fills in by itself


class LetterForm(forms.Form):
    """`TRAP` is shown to nobody: only a machine fills it in, and its letter is not kept."""

    def __init__(self, *words: Any, **more: Any) -> None:
        super().__init__(*words, **more)
        self.fields[TRAP] = forms.CharField(required=False)
        for field in self.fields.values():
            field.error_messages["required"] = _("Fill this in.")

    @property
    def shown(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != TRAP]

    @property
    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != TRAP}

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.cleaned_data[TRAP])


class AskForm(LetterForm):
    regency_code = forms.ChoiceField(label=gettext_lazy("City or regency"))
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=200,
        help_text=gettext_lazy("Village, hall, school or market."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why we should come"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What do people there want to ask?"),
    )
    around = forms.CharField(label=gettext_lazy("Around when"), max_length=120, required=False)
    people = forms.IntegerField(
        label=gettext_lazy("About how many people"), min_value=1, max_value=100_000, required=False
    )
    organisation = forms.CharField(
        label=gettext_lazy("Name of the group or institution"), max_length=120, required=False
    )
    contact = forms.CharField(
        label=gettext_lazy("How we can reach you"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Telephone or e-mail. It is sealed: only the office can read it."),
    )

    def __init__(self, *words: Any, **more: Any) -> None:
        super().__init__(*words, **more)
        regency: Any = self.fields["regency_code"]
        regency.choices = [("", _("Choose one")), *nearby.regencies()]


class ReportForm(LetterForm):
    what = forms.CharField(
        label=gettext_lazy("What happened"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("Tell it in your own words: what was promised, paid or taken."),
    )
    who = forms.CharField(
        label=gettext_lazy("Who it is about"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Name, company or telephone number, as far as you know."),
    )
    where = forms.CharField(label=gettext_lazy("Where"), max_length=200, required=False)
    contact = forms.CharField(
        label=gettext_lazy("How we can reach you"), max_length=200, required=False
    )


# A village hall shares one address; a machine that floods us gets no further than this either, and
# wishes for visits never keep a report of harm out.
LIMITS: dict[type[LetterForm], Limit] = {
    form: Limit(each=10, all_together=200, span=timedelta(hours=1))
    for form in (AskForm, ReportForm)
}

SENT, SHOWN_FOR = TimestampSigner(salt="mobilink.public.letters"), timedelta(hours=1)
ASKING = Limit(each=20, all_together=300, span=timedelta(hours=1))
"""Who asks by a code; nothing is looked up beyond it, however many addresses ask."""


@require_http_methods(READ_OR_SEND)
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the service to come, or see what became of it."""
    form = AskForm(_posted(request))
    return _letter(
        request, form, "public/ask.html", lambda: actions.ask_for_visit(**form.said), _requests
    )


@require_http_methods(READ_OR_SEND)
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """Report harm, or see whether the office has read it."""
    form = ReportForm(_posted(request))
    return _letter(
        request, form, "public/report.html", lambda: actions.send_report(form.said), _reports
    )


def _letter(
    request: HttpRequest,
    form: LetterForm,
    template: str,
    send: Callable[[], actions.Sent],
    called: Callable[[str], list[Any]],
) -> HttpResponse:
    if request.method != "POST":
        typed = request.GET.get("code", "").strip()
        code = codes.read(typed)
        is_new = bool(code) and _was_just_sent(code, request.GET.get("sent", ""))
        if code and not is_new and not _may_ask(request):
            page = {"form": form, "refusal": _("Too many codes were tried. Try again in an hour.")}
            return render(request, template, page, status=TOO_MANY)
        letters = called(queries.kept_of(code)) if code and not is_new else []
        page = {"form": form, "typed": typed, "code": code, "found": letters, "is_new": is_new}
        return render(request, template, page)
    if not form.is_valid():
        return render(request, template, {"form": form}, status=UNPROCESSABLE)
    status, why = turned_away(request, form)
    if why:
        return render(request, template, {"form": form, "refusal": why}, status=status)
    try:
        code = send().code
    except Refused as refusal:
        return render(request, template, {"form": form, "refusal": refusal}, status=409)
    shown_once = SENT.sign(code).partition(":")[2]
    return redirect(f"{request.path}?code={code}&sent={shown_once}")


def _was_just_sent(code: str, signature: str) -> bool:
    """Whether this server told the code a moment ago: so it is shown, however many ask by codes now."""
    try:
        SENT.unsign(f"{code}:{signature}", max_age=SHOWN_FOR)
    except BadSignature:
        return False
    return True


def _may_ask(request: HttpRequest) -> bool:
    return ASKING.lets_in(request.META.get("REMOTE_ADDR", ""), clock.now())


def turned_away(request: HttpRequest, form: LetterForm) -> tuple[int, str]:
    """Why a letter is not taken in, if it is not."""
    if form.is_from_a_machine:
        return UNPROCESSABLE, _(
            "This was not sent. Go back, leave empty what you do not see, and send it again."
        )
    limit = LIMITS[type(form)]
    if not limit.lets_in(request.META.get("REMOTE_ADDR", ""), clock.now()):
        return TOO_MANY, _("Too much was sent from here. Try again in an hour.")
    return 200, ""


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; a form that was sent empty is no new one."""
    return request.POST if request.method == "POST" else None


def _requests(code: str) -> list[dict[str, Any]]:
    """Each request with that code, and the day once what was planned from it is announced."""
    requests = queries.requests_called(code)
    planned = queries.planned_for(requests)
    return [
        {
            "wish": request,
            "planned": planned.get(request.pk),
            "is_hidden": queries.is_hidden(request.pk),
        }
        for request in requests
    ]


def _reports(code: str) -> list[dict[str, Any]]:
    """Each report, and each follow-up of a booth, with that code: when, and whether it was opened and
    settled. Neither leaves the office, so that only there this can be told.
    """
    sent = {report.pk: report.sent_at for report in queries.reports_called(code)}
    sent |= {follow_up.pk: follow_up.at for follow_up in queries.follow_ups_called(code)}
    openings, settled = queries.openings_of([*sent]), queries.settled_among(sent)
    return [
        {
            "sent_at": at,
            "is_opened": pk in openings,
            "is_settled": pk in settled,
            "is_told": is_office(),
            "is_hidden": queries.is_hidden(pk),
        }
        for pk, at in sent.items()
    ]
