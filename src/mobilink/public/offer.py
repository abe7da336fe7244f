"""Is this offer what it says? Seven kinds of evidence, one after the other; nothing typed is kept."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mobilink.guidance import offer_words, offers
from mobilink.guidance import queries as desk
from mobilink.guidance.countries import code_of
from mobilink.guidance.evidence import evidence
from mobilink.guidance.firms import LONGEST
from mobilink.guidance.offer_words import CHOICES, QUESTIONS
from mobilink.people.queries import office_day

UNTOLD = ("", _("I do not know"))
SHORT = 120
UNPROCESSABLE = 422


def _one_of(name: str) -> forms.ChoiceField:
    """A question with a choice for each answer, and one for not knowing."""
    return forms.ChoiceField(
        label=QUESTIONS[name],
        required=False,
        widget=forms.RadioSelect,
        choices=[*CHOICES[name].items(), UNTOLD],
    )


class OfferForm(forms.Form):
    """What was offered; every answer may be left out."""

    company = forms.CharField(label=QUESTIONS["company"], max_length=LONGEST, required=False)
    contact = forms.CharField(label=QUESTIONS["contact"], max_length=SHORT, required=False)
    job = forms.CharField(label=QUESTIONS["job"], max_length=SHORT, required=False)
    country = forms.CharField(label=QUESTIONS["country"], max_length=SHORT, required=False)
    contract = _one_of("contract")
    visa = _one_of("visa")
    payment = _one_of("payment")
    pressure = forms.MultipleChoiceField(
        label=QUESTIONS["pressure"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[*CHOICES["pressure"].items()],
    )

    def clean_country(self) -> str:
        typed = self.cleaned_data["country"]
        code = code_of(typed)
        if typed and not code:
            raise forms.ValidationError(_("Write the name of one country, like Malaysia."))
        return code

    def offer(self) -> offers.Offer:
        return offers.Offer(
            **self.cleaned_data | {"pressure": tuple(self.cleaned_data["pressure"])}
        )


@csrf_exempt  # nothing is kept and nothing changes, so nothing can be forged
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def offer(request: HttpRequest) -> HttpResponse:
    """Ask about an offer and tell what was found, kind by kind."""
    if request.method != "POST":
        initial = {"company": request.GET.get("company", "")[:LONGEST]}
        return render(request, "public/offer.html", {"form": OfferForm(initial=initial)})
    form = OfferForm(request.POST)
    if not form.is_valid():
        return render(request, "public/offer.html", {"form": form}, status=UNPROCESSABLE)
    return render(request, "public/offer.html", {"form": form} | _examined(form.offer()))


def _examined(asked: offers.Offer) -> dict[str, Any]:
    day = office_day()
    found_by = evidence(asked, day)
    findings = offers.examine(asked, found_by)
    language = get_language() or settings.LANGUAGE_CODE
    sources = offer_words.Sources(day, language, desk.listing(day), desk.vacancies_of())
    return {
        "today": day,
        "found": offer_words.findings_by_kind(findings, found_by, sources),
        "is_urgent": offers.is_urgent(findings),
    }
