"""Replication of partners: who goes along, to the whole team; ways in and letters, nowhere."""

from mobilink.journal.acts import written_in
from mobilink.journal.storage.kinds import OFFICE, TEAM, Kind, Ownership, declare
from mobilink.journal.storage.law import OF_ITS_OUTING
from mobilink.partners.models import (
    Access,
    Agreement,
    Contact,
    ContactOpening,
    Invitation,
    Objection,
    ObjectionWords,
    Organisation,
    ProposedVacancy,
)

written_in("mobilink.partners", "access", "actions", "letters")
declare(
    Kind("organisation", Organisation, Ownership.SHARED, TEAM),
    Kind("partner_contact", Contact, Ownership.FACT, TEAM, is_personal=True),
    Kind("partner_contact_opening", ContactOpening, Ownership.FACT, OFFICE),
    Kind("agreement", Agreement, Ownership.SHARED, TEAM),
    Kind("invitation", Invitation, Ownership.SHARED, TEAM, whose=OF_ITS_OUTING),
    Kind("partner_access", Access, Ownership.SHARED, OFFICE),
    Kind("partner_objection", Objection, Ownership.SHARED, OFFICE),
    Kind("partner_objection_words", ObjectionWords, Ownership.FACT, OFFICE, is_personal=True),
    Kind("proposed_vacancy", ProposedVacancy, Ownership.SHARED, OFFICE),
)
