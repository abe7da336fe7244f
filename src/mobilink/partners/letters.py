"""What a recruiter writes to the office by its own way in, and what the office answers."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.guidance.firms import licence_key
from mobilink.guidance.models import Recruiter
from mobilink.guidance.queries import listing, recruiters, vacancies
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.safety.erasure import erase
from mobilink.partners.errors import NotAPartner
from mobilink.partners.models import Objection, ObjectionWords, Organisation, ProposedVacancy
from mobilink.people.actions import require_at_office
from mobilink.people.models import Person, Role
from mobilink.people.queries import office_day

MOST = 20  # letters that wait, of one partner


OBJECT = Act("object to entry", gettext_lazy("Entry objected to"), is_offices=True)
TELL_OBJECTION = Act(
    "tell what is objected", gettext_lazy("Words of an objection kept"), is_offices=True
)
PROPOSE_VACANCY = Act("propose vacancy", gettext_lazy("Vacancy proposed"), is_offices=True)
ANSWER = Act(
    "answer letter of partner", gettext_lazy("Letter of a partner answered"),
    by=Role.Function.PLANNER, is_offices=True,
)  # fmt: skip


def own_entry(partner: Organisation) -> Recruiter | None:
    """What the list tells of this recruiter, known by the number of its licence."""
    key = licence_key(partner.sip3mi)
    if partner.kind != Organisation.Kind.RECRUITER or not key:
        return None
    return next((one for one in recruiters() if licence_key(one.sip3mi) == key), None)


def is_on_board(proposal: ProposedVacancy) -> bool:
    """Whether a list of the office names the job order by now."""
    return vacancies().filter(sip2mi=proposal.sip2mi, gone_on=None).exists()


def object_to_entry(partner: Organisation, *, words: str) -> Objection:
    """Say what is wrong in the own entry; kept with the day of the list that it is about."""
    _expect_recruiter(partner)
    _expect_room(Objection.objects.filter(organisation=partner, answer="").count())
    listed = listing(office_day())
    with alone():
        with commit(OBJECT, by=None) as draft:
            made = draft.add(
                Objection,
                organisation=partner, about=partner.name, at=clock.now(),
                as_at=listed.as_at if listed else None,
            )  # fmt: skip
        # In an entry of its own, so that its erasure takes nothing else away.
        with commit(TELL_OBJECTION, by=None) as draft:
            draft.add(ObjectionWords, objection=made, words=words.strip())
    return made


def erase_words(letter: Objection, *, by: Person | None, why: str) -> int:
    """Erase what a recruiter wrote; that it objected, and the answer, stay."""
    require_at_office(by, Role.Function.PLANNER)
    if not why.strip():
        raise NotAPartner(_("Say who asked for it and when, without a name: the reason is kept."))
    rows = [one.pk for one in letter.told.all()]
    return erase(rows, by=by, why=why.strip()) if rows else 0


def propose_vacancy(partner: Organisation, *, closes_on: date, **values: Any) -> ProposedVacancy:
    """Ask for work to be shown; only a list of the office shows it."""
    _expect_recruiter(partner)
    _expect_room(ProposedVacancy.objects.filter(organisation=partner, answer="").count())
    if closes_on < office_day():
        raise NotAPartner(_("The last day to apply has passed."))
    with commit(PROPOSE_VACANCY, by=None) as draft:
        return draft.add(
            ProposedVacancy, organisation=partner, closes_on=closes_on, at=clock.now(), **values
        )


def answer_letter(letter: Objection | ProposedVacancy, *, by: Person | None, answer: str) -> None:
    """Write what the partner reads."""
    ANSWER.require(by)
    if not answer.strip():
        raise NotAPartner(_("Write an answer that the partner can act on."))
    with commit(ANSWER, by=by, on=letter) as draft:
        draft.change(letter, answer=answer.strip())


def _expect_recruiter(partner: Organisation) -> None:
    if partner.kind != Organisation.Kind.RECRUITER:
        raise NotAPartner(_("This is for recruiters on the list."))


def _expect_room(waiting: int) -> None:
    if waiting >= MOST:
        raise NotAPartner(_("Many letters of yours wait for an answer. Wait for it, or call us."))
