"""The way in of one partner: a code that a person at the office gives a contact, with its end.

Of a code only a hash is kept. It has so many letters that no salt is needed: none can be guessed.
Ways in are kept at the office and nowhere else, so a partner gets in only there.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock, codes
from mobilink.basics.codes import LETTERS
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.journal.members.installations import is_office
from mobilink.partners.errors import NoWayIn
from mobilink.partners.models import Access, Contact, Organisation
from mobilink.people.models import Person, Role
from mobilink.people.queries import office_day

GROUPS: Final = 5  # of four letters
SEAL: Final = 24  # letters of five bits each
LONGEST: Final = timedelta(days=366)


GIVE = Act(
    "give access to partner", gettext_lazy("Partner given access"), by=Role.Function.PLANNER,
    is_offices=True,
)  # fmt: skip
TAKE_BACK = Act(
    "take back access of partner", gettext_lazy("Access of a partner taken back"),
    by=Role.Function.PLANNER, is_offices=True,
)  # fmt: skip
OPEN_FEED = Act(
    "open calendar of partner", gettext_lazy("Calendar of a partner opened"), is_offices=True
)
CLOSE_FEED = Act(
    "close calendar of partner", gettext_lazy("Calendar of a partner closed"), is_offices=True
)


@dataclass(frozen=True)
class WayIn:
    """A way in, and who keeps its code; nobody where that contact left."""

    access: Access
    contact: Contact | None

    @property
    def who(self) -> str:
        return str(self.contact or self.access.given_to or _("A contact who left"))

    @property
    def has_left(self) -> bool:
        return bool(self.access.contact and not self.contact)


def give(
    partner: Organisation, *, by: Person | None, to: Contact, ends_on: date
) -> tuple[Access, str]:
    """Let a partner in until a day, or until its contact leaves; the code is told this once."""
    GIVE.require(by)
    if not is_office():
        raise NoWayIn(_("Codes are given out only at the office's own machine."))
    if not partner.is_active:
        raise NoWayIn(
            _("%(partner)s is a partner no more. Put it in use first.") % {"partner": partner}
        )
    if to.organisation_id != partner.pk:
        raise NoWayIn(_("%(who)s is no contact of %(partner)s.") % {"who": to, "partner": partner})
    if not office_day() <= ends_on <= office_day() + LONGEST:
        raise NoWayIn(_("A code holds from today for at most a year. Choose a nearer day."))
    code = codes.grouped(GROUPS)
    with commit(GIVE, by=by) as draft:
        made = draft.add(
            Access,
            organisation=partner, code_hash=hashed(code), given_by=by, given_at=clock.now(),
            contact=to.pk, ends_on=ends_on,
        )  # fmt: skip
    return made, code


def take_back(access: Access, *, by: Person | None, reason: str) -> None:
    """From now on the code opens nothing, and who is in by it is out."""
    TAKE_BACK.require(by)
    if access.taken_back_at is None:
        with commit(TAKE_BACK, by=by, why=reason, on=access) as draft:
            draft.change(access, taken_back_at=clock.now())


def ways_in(partner: Organisation) -> list[WayIn]:
    """The codes that were given to a partner, the newest first; two queries."""
    given = list(partner.accesses.select_related("given_by")[:20])
    known = Contact.objects.in_bulk([one.contact for one in given if one.contact])
    return [WayIn(one, known.get(one.contact) if one.contact else None) for one in given]


def outlives_contacts(partner: Organisation) -> bool:
    """Whether a code from before, which ends with no contact, still opens something."""
    return _living().filter(organisation=partner, contact=None).exists()


def open_feed(access: Access) -> None:
    """Give the calendar of a way in an address; one that it had before opens nothing any more."""
    with commit(OPEN_FEED, by=None, on=access) as draft:
        draft.change(access, feed=access.feed + 1, has_feed=True)


def close_feed(access: Access) -> None:
    """The calendar's address opens nothing any more."""
    if access.has_feed:
        with commit(CLOSE_FEED, by=None, on=access) as draft:
            draft.change(access, has_feed=False)


def feed_seal(access: Access) -> str:
    """What makes the address of a calendar one that only this office can compute; nothing for none."""
    if not access.has_feed:
        return ""
    mac = salted_hmac("mobilink partner calendar", f"{access.pk} {access.feed}", algorithm="sha256")
    return "".join(LETTERS[byte % len(LETTERS)].lower() for byte in mac.digest()[:SEAL])


def by_feed(access: UUID, seal: str) -> Access | None:
    """The way in whose calendar has this address today."""
    living = still_in(access)
    known = feed_seal(living) if living else ""
    return living if known and constant_time_compare(known, seal) else None


def by_code(typed: str) -> Access | None:
    """The way in that a code opens today, however it was typed."""
    access = _living().filter(code_hash=hashed(typed)).first()
    return access if access and access.organisation.is_active else None


def still_in(access: UUID) -> Access | None:
    """The way in by which somebody came, if it is open today; asked at every page."""
    living = _living().filter(pk=access).first()
    return living if living and living.organisation.is_active else None


def hashed(code: str) -> str:
    """What is kept of a code."""
    plain = "".join(letter for letter in code.upper() if letter in LETTERS)
    return hashlib.sha256(b"mobilink partner access\0" + plain.encode()).hexdigest()


def _living() -> QuerySet[Access]:
    rows = Access.objects.filter(taken_back_at=None, ends_on__gte=office_day())
    has_contact = Exists(Contact.objects.filter(pk=OuterRef("contact")))
    rows = rows.filter(Q(contact=None) | has_contact)
    return rows.select_related("organisation__parent", "given_by")
