"""What a visitor thought of the booth, told by pictures: on their own phone or on the hub's screen."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mobilink.basics.errors import Refused
from mobilink.basics.limits import Limit
from mobilink.booth import actions
from mobilink.booth import survey as asked
from mobilink.booth.models import SurveyQuestion
from mobilink.design.acting import UNPROCESSABLE
from mobilink.outreach.models import Outing
from mobilink.public.letters import LIMITS, READ_OR_SEND, LetterForm, turned_away

BOOTH = "booth"


class Question(forms.ChoiceField):
    """A question whose answers are pictures; whoever leaves it out skips it."""

    def __init__(self, question: SurveyQuestion) -> None:
        words = question.text_en if get_language() == "en" else question.text
        scale = asked.scale_of(question)
        super().__init__(label=words, choices=scale, required=False, widget=forms.RadioSelect)
        self.scale = question.scale


class SurveyForm(LetterForm):
    """The questions of the day; which booth it was only where several are open."""

    def __init__(self, *words: Any, booths: list[Outing], **more: Any) -> None:
        super().__init__(*words, **more)
        self.booths = booths
        if len(booths) > 1:
            choices = [
                (str(booth.pk), f"{booth.title}, {booth.place_text or booth.venue.name}")
                for booth in booths
            ]
            field = forms.ChoiceField(
                label=gettext_lazy("Which booth did you visit?"),
                choices=choices,
                widget=forms.RadioSelect,
            )
            field.error_messages["required"] = _("Choose the booth.")
            self.fields[BOOTH] = field
        for question in asked.questions():
            self.fields[question.code] = Question(question)

    @property
    def booth(self) -> Outing:
        """The outing that the visitor tells about."""
        if len(self.booths) == 1:
            return self.booths[0]
        chosen = UUID(self.cleaned_data[BOOTH])
        return next(booth for booth in self.booths if booth.pk == chosen)

    @property
    def answers(self) -> dict[str, int | str]:
        given = {
            name: self.said[name]
            for name, field in self.fields.items()
            if isinstance(field, Question)
        }
        return {code: int(value) if value else asked.SKIPPED for code, value in given.items()}


# One screen serves a whole morning's visitors from one address.
LIMITS[SurveyForm] = Limit(each=120, all_together=600, span=timedelta(hours=1))


@require_http_methods(READ_OR_SEND)
@never_cache
def survey(request: HttpRequest) -> HttpResponse:
    """Tell what one thought of the booth that is open today, without a name."""
    booths = list(asked.booths_today())
    form = SurveyForm(request.POST if request.method == "POST" else None, booths=booths)
    page = {"form": form, "is_done": "done" in request.GET, "is_open": booths and asked.questions()}
    if request.method != "POST" or not booths:
        return render(request, "public/survey.html", page)
    if not form.is_valid():
        return render(request, "public/survey.html", page, status=UNPROCESSABLE)
    status, why = turned_away(request, form)
    if why:
        return render(request, "public/survey.html", page | {"refusal": why}, status=status)
    try:
        actions.answer_survey(form.booth, answers=form.answers, language=get_language() or "")
    except Refused as refusal:
        return render(request, "public/survey.html", page | {"refusal": refusal}, status=409)
    return redirect(f"{request.path}?done=1")
