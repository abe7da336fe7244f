"""The survey of visitors: what they are asked and how they answered, by pictures, no names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mobilink.booth.models import SurveyAnswer, SurveyQuestion
from mobilink.booth.queries import standing
from mobilink.outreach.models import Outing
from mobilink.people.queries import office_day

SKIPPED: Final = "skip"
WORDS: Final[dict[str, Sequence[Promise | str]]] = {
    SurveyQuestion.Scale.FACES: (_("Very bad"), _("Bad"), _("So-so"), _("Good"), _("Very good")),
    SurveyQuestion.Scale.GLASSES: (
        _("Nothing"),
        _("A little"),
        _("Half"),
        _("Most"),
        _("All of it"),
    ),
}
"""What each picture of a scale says, from 1 to 5."""


def questions(day: date | None = None) -> QuerySet[SurveyQuestion]:
    """What is asked on a day, in order."""
    day = day or office_day()
    is_not_over = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    return SurveyQuestion.objects.filter(is_not_over, valid_from__lte=day)


def scale_of(question: SurveyQuestion) -> list[tuple[int, Promise | str]]:
    """The answers that a question offers: number and word."""
    return list(enumerate(WORDS[question.scale], start=1))


def booths_today() -> QuerySet[Outing]:
    """The outings under way today: those that somebody may tell about at this moment."""
    state = Outing.State.UNDER_WAY
    return Outing.objects.filter(state=state, day=office_day()).select_related("venue")


@dataclass(frozen=True)
class QuestionResult:
    """How one question was answered on an outing, by how many of those who filled the survey."""

    question: SurveyQuestion
    counts: list[tuple[Promise | str, int]]
    answered: int
    asked: int


def told_on(outing: Outing) -> list[QuestionResult]:
    """Every question of the outing's day with its answers; nothing where nobody filled a survey.

    What is no answer of the scale, from a machine of another version, counts as skipped.
    """
    filled = standing(SurveyAnswer.objects.filter(outing=outing))
    answers: list[dict[str, Any]] = [
        given for given in filled.values_list("answers", flat=True) if given
    ]
    return [_told(question, answers) for question in questions(outing.day)] if answers else []


def _told(question: SurveyQuestion, answers: list[dict[str, Any]]) -> QuestionResult:
    given = Counter(str(answer.get(question.code)) for answer in answers)
    counts = [(word, given[str(number)]) for number, word in scale_of(question)]
    return QuestionResult(question, counts, sum(n for _word, n in counts), len(answers))
