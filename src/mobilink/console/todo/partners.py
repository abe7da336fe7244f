"""What partners leave for a planner to see to, told on the calendar."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from mobilink.partners.models import Invitation, Objection, ProposedVacancy
from mobilink.partners.queries import ending_agreements, to_be_noted
from mobilink.people.models import Role
from mobilink.people.queries import Rights
from mobilink.people.reader import language

PLANNER = Role.Function.PLANNER


class Answered(NamedTuple):
    """One thing in words, and the page on which it is seen to."""

    words: str
    page: str


def said_by_partners(rights: Rights, today: date) -> list[Answered]:
    """Answers that change a plan, papers that end, letters that wait."""
    answers = list(_answers(rights))
    if rights.may_at_office(PLANNER):
        answers += [*_papers(today), *_letters()]
    return answers


def _answers(rights: Rights) -> Iterator[Answered]:
    words = {
        Invitation.State.CHANGED: _("%(partner)s comes to “%(outing)s” with a change: %(said)s"),
        Invitation.State.DECLINED: _("%(partner)s does not come to “%(outing)s”: %(said)s"),
        Invitation.State.WITHDRAWN: _("%(partner)s withdrew from “%(outing)s”: %(said)s"),
    }
    for invitation in to_be_noted():
        if invitation.state in words and rights.may(PLANNER, invitation.outing.owner_unit_id):
            values = {
                "partner": invitation.organisation,
                "outing": invitation.outing.title,
                "said": invitation.answer,
            }
            page = reverse("console:outing", args=[invitation.outing_id])
            yield Answered(
                words[Invitation.State(invitation.state)] % values, f"{page}#partners-heading"
            )


def _papers(today: date) -> Iterator[Answered]:
    for paper in ending_agreements(today):
        assert paper.until is not None  # asked for by its end
        values = {
            "paper": paper,
            "partner": paper.organisation,
            "day": language().day(paper.until),
        }
        ended = _("%(paper)s with %(partner)s ended on %(day)s.")
        ends = _("%(paper)s with %(partner)s ends on %(day)s.")
        words = (ended if paper.until < today else ends) % values
        yield Answered(words, reverse("console:partner", args=[paper.organisation_id]))


def _letters() -> Iterator[Answered]:
    for model, words in (
        (Objection, _("%(partner)s objects to its entry in the list and awaits an answer.")),
        (ProposedVacancy, _("%(partner)s proposes a vacancy and awaits an answer.")),
    ):
        letters = model._default_manager.filter(answer="").select_related("organisation")
        for partner in {one.organisation for one in letters}:
            page = reverse("console:partner", args=[partner.pk])
            yield Answered(words % {"partner": partner}, page)
