"""Keeping partners and their papers, and asking them along. All of it is the planner's."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.members import sealing
from mobilink.journal.members.installations import is_office
from mobilink.journal.safety.erasure import erase
from mobilink.journal.storage import keys
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import STILL_TO_COME
from mobilink.partners.errors import NotAPartner
from mobilink.partners.models import (
    Agreement,
    Contact,
    ContactOpening,
    Invitation,
    Organisation,
)
from mobilink.people.actions import require_at_office
from mobilink.people.models import Person, Role

PLANNER = Role.Function.PLANNER
State = Invitation.State
CHANGEABLE = (State.INVITED, State.COMES, State.CHANGED)


REGISTER = Act("register partner", gettext_lazy("Partner entered"), by=PLANNER, is_offices=True)
REVISE = Act("revise partner", gettext_lazy("Partner changed"), by=PLANNER, is_offices=True)
ADD_CONTACT = Act(
    "add contact of partner", gettext_lazy("Contact of a partner added"), by=PLANNER,
    is_offices=True,
)  # fmt: skip
OPEN_CONTACT = Act(
    "open contact of partner", gettext_lazy("Contact of a partner opened"), by=PLANNER,
    is_offices=True,
)  # fmt: skip
FILE_AGREEMENT = Act("file agreement", gettext_lazy("Agreement filed"), by=PLANNER, is_offices=True)
INVITE = Act("invite partner", gettext_lazy("Partner invited"), by=PLANNER, at="owner_unit")
RECORD_JOINT = Act(
    "record partner at outing", gettext_lazy("Partner at an outing recorded"), by=PLANNER,
    at="owner_unit",
)  # fmt: skip
ANSWER = Act(
    "answer invitation", gettext_lazy("Invitation answered"), by=PLANNER, at="outing.owner_unit"
)
NOTE_ANSWER = Act(
    "note answer of partner", gettext_lazy("Answer of a partner noted"), by=PLANNER,
    at="outing.owner_unit",
)  # fmt: skip


def register(*, by: Person | None, **values: Any) -> Organisation:
    """Enter a partner; refuses a second one of the same name and parent."""
    REGISTER.require(by)
    with alone():
        same = Organisation.objects.filter(parent=values.get("parent"), name__iexact=values["name"])
        if namesake := same.first():
            raise NotAPartner(
                _("“%(name)s” is registered already. Open it and add to it.") % {"name": namesake}
            )
        with commit(REGISTER, by=by) as draft:
            return draft.add(Organisation, **values)


def revise(partner: Organisation, *, by: Person | None, **changes: Any) -> None:
    """Correct what is known of a partner, or put it out of use."""
    REVISE.require(by)
    parent = changes.get("parent")
    if parent is not None and (parent.pk == partner.pk or parent.parent_id):
        raise NotAPartner(_("A part belongs to a whole organisation, and not to itself."))
    with commit(REVISE, by=by, on=partner) as draft:
        draft.change(partner, **changes)


def add_contact(
    partner: Organisation, *, by: Person | None, personal: str = "", **values: Any
) -> Contact:
    """Enter whom to call; a personal number is sealed, and taken only at the office."""
    ADD_CONTACT.require(by)
    sealed = ""
    if personal:
        if not is_office():
            raise NotAPartner(_("A personal number is taken only at the office's own machine."))
        sealed = sealing.sealed({"personal": personal}, keys.public())
    with commit(ADD_CONTACT, by=by) as draft:
        return draft.add(Contact, organisation=partner, personal=sealed, **values)


def contact_left(contact: Contact, *, by: Person | None) -> None:
    """The person is there no more: all that was kept of them is erased, everywhere.

    With the contact end the codes that were given to them (`access`).
    """
    require_at_office(by, PLANNER)
    erase([contact.pk], by=by, why="contact of partner left")


def open_contact(contact: Contact, *, by: Person | None, reason: str) -> str:
    """How to reach somebody privately, once it is on record who opened it and why."""
    OPEN_CONTACT.require(by)
    if not reason.strip():
        raise NotAPartner(_("Say why you open it. Your reason is kept."))
    contents = sealing.opened(contact.personal) if contact.personal else None
    if contents is None:
        raise NotAPartner(_("This is sealed for the office and can be opened only there."))
    with commit(OPEN_CONTACT, by=by, why=reason.strip()) as draft:
        draft.add(
            ContactOpening,
            contact=contact.pk, opened_by=by, at=clock.now(), reason=reason.strip(),
        )  # fmt: skip
    return contents["personal"]


def file_agreement(
    partner: Organisation,
    *,
    by: Person | None,
    since: date,
    until: date | None = None,
    **values: Any,
) -> Agreement:
    """Enter a paper; one of the same kind that ends later follows the one before it."""
    FILE_AGREEMENT.require(by)
    if until and until < since:
        raise NotAPartner(_("An agreement ends after it begins. Look at the two days again."))
    with alone():
        if Agreement.objects.filter(organisation=partner, number=values["number"]).exists():
            raise NotAPartner(_("The paper “%(number)s” is filed already.") % values)
        before = Agreement.objects.filter(
            organisation=partner, kind=values["kind"], followed_by=None, since__lte=since
        ).first()
        with commit(FILE_AGREEMENT, by=by) as draft:
            made = draft.add(Agreement, organisation=partner, since=since, until=until, **values)
            if before:
                draft.change(before, followed_by=made)
            return made


def invite(
    outing: Outing, partner: Organisation, *, by: Person | None, duty: str, brings: str = ""
) -> Invitation:
    """Ask a partner along to an outing that is still to come; once for each."""
    INVITE.require(by, outing)
    if outing.state not in STILL_TO_COME or not partner.is_active:
        raise NotAPartner(
            _("“%(outing)s” is over, or %(partner)s is a partner no more: nobody is asked along.")
            % {"outing": outing.title, "partner": partner}
        )
    with alone():
        invitation = Invitation.objects.filter(outing=outing, organisation=partner).first()
        with commit(INVITE, by=by, on=outing) as draft:
            if invitation is None:
                return draft.add(
                    Invitation, outing=outing, organisation=partner, duty=duty, brings=brings
                )
            if invitation.state in CHANGEABLE:
                raise NotAPartner(_("%(partner)s is asked along already.") % {"partner": partner})
            again = {"state": State.INVITED, "answer": "", "answered_at": None, "is_noted": True}
            draft.change(invitation, duty=duty, brings=brings, **again)
            return invitation


def record_joint(
    outing: Outing, partner: Organisation, *, by: Person | None, duty: str, brings: str = ""
) -> Invitation:
    """Enter that a partner was along at an outing of the past, as its source tells."""
    RECORD_JOINT.require(by, outing)
    with commit(RECORD_JOINT, by=by) as draft:
        values = {"duty": duty, "brings": brings, "state": State.COMES}
        return draft.add(Invitation, outing=outing, organisation=partner, **values)


def answer(invitation: Invitation, state: str, *, by: Person | None, words: str = "") -> None:
    """Write down what a partner said by letter or telephone."""
    ANSWER.require(by, invitation)
    _answer(invitation, state, by=by, words=words, is_noted=True)


def answer_for_itself(invitation: Invitation, state: str, *, words: str = "") -> None:
    """What a partner says by its own way in; whatever changes the plan waits for a planner."""
    _answer(invitation, state, by=None, words=words, is_noted=state == State.COMES)


def call_back(invitation: Invitation, *, by: Person | None, reason: str) -> None:
    """Take an invitation back; the partner reads why."""
    ANSWER.require(by, invitation)
    _answer(invitation, State.CALLED_BACK, by=by, words=reason, is_noted=True)


def note(invitation: Invitation, *, by: Person | None) -> None:
    """A planner has seen what the partner said."""
    NOTE_ANSWER.require(by, invitation)
    with commit(NOTE_ANSWER, by=by, on=invitation) as draft:
        draft.change(invitation, is_noted=True)


def _answer(
    invitation: Invitation, state: str, *, by: Person | None, words: str, is_noted: bool
) -> None:
    """Withdrawing is what declining is called after a yes."""
    if invitation.outing.state not in STILL_TO_COME or invitation.state not in CHANGEABLE:
        raise NotAPartner(_("This invitation is over; nothing can be changed in it any more."))
    if state == State.DECLINED and invitation.goes_along:
        state = State.WITHDRAWN
    if state not in State.values or state == State.INVITED:
        raise NotAPartner(_("Choose one of the answers."))
    if state != State.COMES and not words.strip():
        raise NotAPartner(_("Say what changes, or why, so that the others can plan."))
    with commit(ANSWER, by=by, why=words.strip(), on=invitation) as draft:
        draft.change(
            invitation,
            state=state, answer=words.strip(), answered_at=clock.now(), is_noted=is_noted,
        )  # fmt: skip
