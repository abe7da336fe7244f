"""Messages about an offer: the questions, each finding with its source, what to do next.

A finding never says that an offer is good or bad, and there is no sum of them.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.guidance.cards import told_card
from mobilink.guidance.models import Card
from mobilink.guidance.offers import Evidence, Finding, Kind, Status
from mobilink.guidance.queries import Listing
from mobilink.guidance.vacancy_words import HIDDEN, as_at
from mobilink.guidance.words import checked_words, day_words, old_words, standing_words

QUESTIONS: Final = {
    "company": gettext_lazy("Name of the company"),
    "contact": gettext_lazy("Telephone, mail or web address that the offer came from"),
    "job": gettext_lazy("Which work is it?"),
    "country": gettext_lazy("In which country?"),
    "contract": gettext_lazy("Is there a written work agreement?"),
    "visa": gettext_lazy("With which visa would you leave?"),
    "payment": gettext_lazy("What is to be paid?"),
    "pressure": gettext_lazy("Which of these happened?"),
}
"""What is asked of an offer, in this order; each may be left out."""
CHOICES: Final = {
    "contract": {
        "kept": gettext_lazy("Yes, I may keep a copy"),
        "read": gettext_lazy("Yes, but I may not keep it"),
        "none": gettext_lazy("There is none"),
    },
    "visa": {
        "work": gettext_lazy("Work visa"),
        "visit": gettext_lazy("Visit or tourist visa"),
        "pilgrim": gettext_lazy("Visa for pilgrims"),
        "calling": gettext_lazy("“Calling visa”, given after arrival"),
        "none": gettext_lazy("Without a visa"),
    },
    "payment": {
        "none": gettext_lazy("Nothing"),
        "company": gettext_lazy("To the company, with a receipt"),
        "personal": gettext_lazy("To a person's own account"),
        "no-receipt": gettext_lazy("In cash, without a receipt"),
        "wage": gettext_lazy("Taken from the wage later"),
    },
    "pressure": {
        "today": gettext_lazy("I have to decide or pay today"),
        "no-training": gettext_lazy("I am to leave within days, without training"),
        "papers": gettext_lazy("Somebody keeps my passport or identity card"),
        "lie": gettext_lazy("I am told to lie to immigration"),
        "underage": gettext_lazy("Who is to leave is not yet 18"),
        "no-letter": gettext_lazy("The go-between has no letter of duty from the company"),
        "night-boat": gettext_lazy("I am to leave by boat at night"),
    },
}
KINDS: Final = {
    Kind.COMPANY: gettext_lazy("Company"),
    Kind.CONTACT: gettext_lazy("Contact"),
    Kind.VACANCY: gettext_lazy("Vacancy"),
    Kind.CONTRACT: gettext_lazy("Work agreement"),
    Kind.VISA: gettext_lazy("Visa"),
    Kind.PAYMENT: gettext_lazy("Payment"),
    Kind.PRESSURE: gettext_lazy("Pressure"),
}
STATUSES: Final = {
    Status.AGREES: gettext_lazy("agrees with the source"),
    Status.UNVERIFIED: gettext_lazy("cannot be verified yet"),
    Status.DIFFERS: gettext_lazy("does not agree with the source"),
    Status.SIGN: gettext_lazy("a sign of danger"),
}
CARDS: Final = {
    Kind.CONTRACT: "perjanjian-kerja",
    Kind.VISA: "dokumen",
    Kind.PAYMENT: "biaya",
    Kind.PRESSURE: "tanda-bahaya",
}
"""The card that each kind of evidence rests on, by the code that the kit gives it."""
SENTENCES: Final = {
    (Kind.COMPANY, "untold"): gettext_lazy("No company was named. Ask for its full name."),
    (Kind.COMPANY, "no-list"): gettext_lazy(
        "No list has been loaded here, so no name was compared."
    ),
    (Kind.COMPANY, "none"): gettext_lazy(
        "The list has no name like this. That alone does not say that anything is wrong."
    ),
    (Kind.COMPANY, "similar"): gettext_lazy(
        "The list does not have exactly this name. Similar: %(about)s. Ask which one it is."
    ),
    (Kind.COMPANY, "match"): gettext_lazy(
        "More than one company bears this name. Ask for the number of its licence."
    ),
    (Kind.CONTACT, "untold"): gettext_lazy("No telephone number or address was told."),
    (Kind.CONTACT, "no-company"): gettext_lazy(
        "It can be compared only when the company is found on the list."
    ),
    (Kind.CONTACT, "not-in-list"): gettext_lazy(
        "The list tells no telephone number of this company. Ask the office."
    ),
    (Kind.CONTACT, "listed"): gettext_lazy("The list tells this contact of the company."),
    (Kind.CONTACT, "other"): gettext_lazy(
        "The list tells other contacts: %(about)s. Call the number of the list, not this one."
    ),
    (Kind.VACANCY, "untold"): gettext_lazy("Tell the work and the country to compare it."),
    (Kind.VACANCY, "no-list"): gettext_lazy("No list of vacancies has been loaded here."),
    (Kind.VACANCY, "no-company"): gettext_lazy(
        "It can be compared only when the company is found on the list."
    ),
    (Kind.VACANCY, "listed"): gettext_lazy(
        "The company has an approved job order: %(about)s. Compare wage, place and costs with it."
    ),
    (Kind.VACANCY, "others"): gettext_lazy(
        "In that country the list has these job orders of the company: %(about)s. Ask which of "
        "them it is, and for its number (SIP2MI). If it is none of them, do not go on."
    ),
    (Kind.VACANCY, "full"): gettext_lazy("The job order “%(about)s” has no place left."),
    (Kind.VACANCY, "no-order"): gettext_lazy(
        "The company has no approved job order for this work on the list. A licence alone does not "
        "allow it to send anybody."
    ),
    (Kind.VACANCY, "country-closed"): gettext_lazy("The country is closed for this work."),
    (Kind.CONTRACT, "untold"): gettext_lazy("Nobody said whether there is a work agreement."),
    (Kind.CONTRACT, "kept"): gettext_lazy(
        "There is one to keep. Read it with an officer before you sign."
    ),
    (Kind.CONTRACT, "read"): gettext_lazy("You may see it but not keep it. A copy is your right."),
    (Kind.CONTRACT, "none"): gettext_lazy("There is none. Do not leave without a work agreement."),
    (Kind.VISA, "untold"): gettext_lazy("Nobody said which visa it is."),
    (Kind.VISA, "work"): gettext_lazy(
        "It is told to be a work visa. Show it to an officer before you leave."
    ),
    (Kind.VISA, "visit"): gettext_lazy("With a visit visa nobody may work."),
    (Kind.VISA, "pilgrim"): gettext_lazy("With a visa for pilgrims nobody may work."),
    (Kind.VISA, "calling"): gettext_lazy(
        "A “calling visa” that is still to come is no work visa. Do not leave before you have one."
    ),
    (Kind.VISA, "none"): gettext_lazy("Nobody may leave for work without a work visa."),
    (Kind.PAYMENT, "untold"): gettext_lazy("Nobody said what is to be paid, and to whom."),
    (Kind.PAYMENT, "none"): gettext_lazy("Nothing is asked of you; keep it so."),
    (Kind.PAYMENT, "company"): gettext_lazy(
        "The company itself asks for money. Ask for what, and compare it with the rules on costs."
    ),
    (Kind.PAYMENT, "wage"): gettext_lazy("Money is to be taken from your wage later."),
    (Kind.PAYMENT, "no-receipt"): gettext_lazy("Money is asked without a receipt."),
    (Kind.PAYMENT, "personal"): gettext_lazy("Money is asked to a person's own account."),
    (Kind.PRESSURE, "untold"): gettext_lazy("No such sign was told."),
    (Kind.PRESSURE, "today"): gettext_lazy("You are hurried: decide or pay today."),
    (Kind.PRESSURE, "no-training"): gettext_lazy("You are to leave within days, without training."),
    (Kind.PRESSURE, "papers"): gettext_lazy("Somebody keeps your passport or identity card."),
    (Kind.PRESSURE, "lie"): gettext_lazy("You are told to lie to immigration."),
    (Kind.PRESSURE, "underage"): gettext_lazy("The person who is to leave is not yet 18."),
    (Kind.PRESSURE, "no-letter"): gettext_lazy(
        "A go-between has no letter of duty from the company."
    ),
    (Kind.PRESSURE, "night-boat"): gettext_lazy("You are to leave by boat at night."),
}


class Source(NamedTuple):
    """What a finding rests on, how old it is, and the card that tells more of it."""

    words: str
    card: str = ""


class EvidenceWords(NamedTuple):
    """Everything found about one kind of evidence."""

    name: str
    findings: list[tuple[Status, str, list[str]]]
    source: Source


def findings_by_kind(
    findings: Sequence[Finding], evidence: Evidence, sources: "Sources"
) -> list[EvidenceWords]:
    """The findings in words, kind by kind."""
    return [
        EvidenceWords(
            str(KINDS[kind]),
            [
                (
                    finding.status,
                    str(STATUSES[finding.status]),
                    _sentences(finding, evidence, sources),
                )
                for finding in findings
                if finding.kind is kind
            ],
            sources.source(kind),
        )
        for kind in Kind
    ]


class Sources(NamedTuple):
    """The lists and cards that an offer is compared with, as on a day."""

    day: date
    language: str
    recruiters: Listing | None
    vacancies_of: date | None

    def source(self, kind: Kind) -> Source:
        """What is compared with, and its age."""
        if kind in (Kind.COMPANY, Kind.CONTACT):
            return Source(self._listed() if self.recruiters else _("No list is loaded here."))
        if kind is Kind.VACANCY:
            return Source(self._of_vacancies())
        card = told_card(CARDS[kind], self.day, self.language)
        if card is None:
            return Source(_("No card about it is in force here. Ask the office."))
        return Source(_card(card, self.day), card.code)

    def _listed(self) -> str:
        assert self.recruiters is not None
        about = {"day": day_words(self.recruiters.as_at), "age": self.recruiters.age}
        words = _("List of recruiters of %(day)s, %(age)s days old.") % about
        return f"{words} {old_words(self.recruiters)}".strip()

    def _of_vacancies(self) -> str:
        if self.vacancies_of is None:
            return _("No list of vacancies is loaded here.")
        return as_at(self.vacancies_of, self.day).words


def _card(card: Card, day: date) -> str:
    about = {"title": card.title, "version": card.version}
    words = _("Card “%(title)s”, version %(version)s.") % about
    law = f"{', '.join(card.law)}." if card.law else ""
    return " ".join(filter(None, (words, law, checked_words(card, day))))


def _sentences(finding: Finding, evidence: Evidence, sources: Sources) -> list[str]:
    if (finding.kind, finding.code) == (Kind.COMPANY, "listed"):
        assert evidence.firm is not None
        assert sources.recruiters is not None
        return [standing_words(each, sources.recruiters) for each in evidence.firm.standing]
    if (finding.kind, finding.code) == (Kind.VACANCY, "hidden"):
        return [str(HIDDEN[finding.about])]
    return [str(SENTENCES[finding.kind, finding.code]) % {"about": finding.about}]
