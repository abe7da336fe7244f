"""Assessment of an offer of work by what the lists say: seven kinds of evidence, kept apart. Pure.

There is no sum and no score. What no list names is not called unlawful, and what one names is not
called good: each finding says only what was compared with what.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from mobilink.guidance import firms, standing
from mobilink.guidance.board import Verdict


class Kind(StrEnum):
    """What evidence is about."""

    COMPANY = "company"
    CONTACT = "contact"
    VACANCY = "vacancy"
    CONTRACT = "contract"
    VISA = "visa"
    PAYMENT = "payment"
    PRESSURE = "pressure"


class Status(StrEnum):
    """What a comparison came to."""

    AGREES = "agrees"
    UNVERIFIED = "unverified"
    DIFFERS = "differs"
    SIGN = "sign"


class Offer(NamedTuple):
    """What somebody was offered, as far as it is told; codes are those of the tables below."""

    company: str = ""
    contact: str = ""
    country: str = ""
    job: str = ""
    contract: str = ""
    visa: str = ""
    payment: str = ""
    pressure: tuple[str, ...] = ()


class Finding(NamedTuple):
    """One thing that was found: a code, and what it is about."""

    kind: Kind
    status: Status
    code: str
    about: str = ""


class Firm(NamedTuple):
    """The one recruiter that bears the name of the offer: what a list says of it."""

    standing: Sequence[standing.Finding]
    phones: Sequence[str]
    contacts: Sequence[str]


class Order(NamedTuple):
    """A vacancy of that recruiter, and what the board does with it."""

    title: str
    sector: str
    country: str
    verdict: Verdict


class Evidence(NamedTuple):
    """What the lists say: the answer about the name, its firm, its job orders, the country.

    `answer` is empty without a list of recruiters, `orders` is None without one of vacancies.
    """

    answer: str = ""
    similar: Sequence[str] = ()
    firm: Firm | None = None
    orders: Sequence[Order] | None = None
    is_country_closed: bool = False


CONTRACT: Final = {"kept": Status.UNVERIFIED, "read": Status.SIGN, "none": Status.SIGN}
VISA: Final = {
    "work": Status.UNVERIFIED, "visit": Status.SIGN, "pilgrim": Status.SIGN,
    "calling": Status.SIGN, "none": Status.SIGN,
}  # fmt: skip
PAYMENT: Final = {
    "none": Status.UNVERIFIED, "company": Status.UNVERIFIED, "wage": Status.SIGN,
    "no-receipt": Status.SIGN, "personal": Status.SIGN,
}  # fmt: skip
PRESSURE: Final = (
    "today", "no-training", "papers", "lie", "underage", "no-letter", "night-boat",
)  # fmt: skip
"""Signs that somebody is hurried or held; each that is told is a finding."""

ANY_WORK: Final = frozenset({
    "kerja", "pekerja", "bekerja", "tenaga", "karyawan", "staf", "staff", "bagian", "untuk",
    "dan", "di", "ke",
})  # fmt: skip
"""Words that say nothing of the work."""

TALKS: Final = frozenset({"wa.me", "api.whatsapp.com"})
"""Hosts whose addresses are telephone numbers."""

ABROAD: Final = "00"
LOCAL: Final = "0"
HOME: Final = "62"
"""What stands before a number with its country, before one without, and the code of Indonesia."""
BEGINNING: Final = 4
ENDING: Final = 3
"""Digits of a number of a list that are told."""

NOT_DIGIT: Final = re.compile(r"\D")
PHONE: Final = re.compile(r"\+?\(?\d[\d\s().-]{4,}\d")
MAIL: Final = re.compile(r"[^\s@<>,;()]+@(?:[\w-]+\.)+[\w-]+")
WEB: Final = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,})(?![\w-])(/\S*|)")


def examine(offer: Offer, evidence: Evidence) -> list[Finding]:
    """What there is to say of each kind of evidence, in the order in which people ask."""
    return [
        _company(offer, evidence),
        _contact(offer, evidence),
        *_vacancy(offer, evidence),
        _by_choice(Kind.CONTRACT, offer.contract, CONTRACT),
        _by_choice(Kind.VISA, offer.visa, VISA),
        _by_choice(Kind.PAYMENT, offer.payment, PAYMENT),
        *_pressure(offer),
    ]


def is_urgent(findings: Iterable[Finding]) -> bool:
    """Whether the person should stop and show the offer before anything else."""
    return any(found.status in (Status.DIFFERS, Status.SIGN) for found in findings)


def _company(offer: Offer, evidence: Evidence) -> Finding:
    if not offer.company:
        return Finding(Kind.COMPANY, Status.UNVERIFIED, "untold")
    if evidence.firm:
        serious = standing.is_serious(list(evidence.firm.standing))
        return Finding(Kind.COMPANY, Status.DIFFERS if serious else Status.AGREES, "listed")
    code = evidence.answer or "no-list"
    return Finding(Kind.COMPANY, Status.UNVERIFIED, code, ", ".join(evidence.similar))


def _contact(offer: Offer, evidence: Evidence) -> Finding:
    if not offer.contact or evidence.firm is None:
        code = "no-company" if offer.contact else "untold"
        return Finding(Kind.CONTACT, Status.UNVERIFIED, code)
    listed = [*evidence.firm.phones, *evidence.firm.contacts]
    if not listed:
        return Finding(Kind.CONTACT, Status.UNVERIFIED, "not-in-list")
    given, known = reaches(offer.contact), {each for contact in listed for each in reaches(contact)}
    if all(any(_is_of(contact, each) for each in known) for contact in given):
        return Finding(Kind.CONTACT, Status.AGREES, "listed")
    return Finding(Kind.CONTACT, Status.DIFFERS, "other", ", ".join(map(masked, sorted(known))))


def _vacancy(offer: Offer, evidence: Evidence) -> list[Finding]:
    closed = Finding(Kind.VACANCY, Status.SIGN, "country-closed")
    order = _order(offer, evidence)
    return [closed, order] if evidence.is_country_closed else [order]


def _order(offer: Offer, evidence: Evidence) -> Finding:
    """The approved job order for this work: a licence alone says nothing of it."""
    asked = _words(offer.job)
    if not asked or not offer.country:
        return Finding(Kind.VACANCY, Status.UNVERIFIED, "untold")
    if evidence.firm is None or evidence.orders is None:
        code = "no-list" if evidence.orders is None else "no-company"
        return Finding(Kind.VACANCY, Status.UNVERIFIED, code)
    orders = [order for order in evidence.orders if order.country == offer.country]
    same = {order.verdict.state: order for order in orders if _words(order.title) == asked}
    if "shown" in same:
        return Finding(Kind.VACANCY, Status.AGREES, "listed", same["shown"].title)
    if "full" in same:
        return Finding(Kind.VACANCY, Status.DIFFERS, "full", same["full"].title)
    if "hidden" in same:
        return Finding(Kind.VACANCY, Status.DIFFERS, "hidden", same["hidden"].verdict.why)
    if orders:  # under which of these names it goes, only a person can tell
        titles = ", ".join(dict.fromkeys(order.title for order in orders))
        return Finding(Kind.VACANCY, Status.UNVERIFIED, "others", titles)
    return Finding(Kind.VACANCY, Status.SIGN, "no-order")


def _by_choice(kind: Kind, choice: str, statuses: dict[str, Status]) -> Finding:
    """What is told by one choice; a choice that nobody knows is as good as none."""
    if choice not in statuses:
        return Finding(kind, Status.UNVERIFIED, "untold")
    return Finding(kind, statuses[choice], choice)


def _pressure(offer: Offer) -> list[Finding]:
    signs = [
        Finding(Kind.PRESSURE, Status.SIGN, sign) for sign in PRESSURE if sign in offer.pressure
    ]
    return signs or [Finding(Kind.PRESSURE, Status.UNVERIFIED, "untold")]


def _words(title: str) -> set[str]:
    """The words that tell one work from another."""
    return {*firms.read(title).words} - ANY_WORK


def _is_of(contact: str, listed: str) -> bool:
    """Whether it is the listed contact itself, or a page of the listed site."""
    return contact == listed or ("@" not in listed and contact.startswith(f"{listed}/"))


def reaches(text: str) -> list[str]:
    """Every telephone number, mail and web address of a text, without what people write in
    different ways; the text itself where it has none.
    """
    contact = text.strip().casefold()
    mails = MAIL.findall(contact)
    rest = MAIL.sub(" ", contact)
    sites = [(host, path.rstrip("/.,;)")) for host, path in WEB.findall(rest)]
    numbers = [_number(path) for host, path in sites if host in TALKS]
    numbers += map(_number, PHONE.findall(WEB.sub(" ", rest)))
    webs = [f"{host}{path}" for host, path in sites if host not in TALKS]
    return [*mails, *webs, *filter(None, numbers)] or [contact]


def _number(text: str) -> str:
    """The digits of a telephone number with its country, +62 where none is told."""
    digits = NOT_DIGIT.sub("", text)
    if digits.startswith(ABROAD):
        return digits.removeprefix(ABROAD)
    return HOME + digits.removeprefix(LOCAL) if digits.startswith(LOCAL) else digits


def masked(reach: str) -> str:
    """An address of a list so that it can be compared, and not called by mistake."""
    if "@" in reach:
        name, _, host = reach.partition("@")
        return f"{name[:1]}…@{host}"
    return f"+{reach[:BEGINNING]} … {reach[-ENDING:]}" if reach.isdigit() else reach
