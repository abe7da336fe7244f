"""Codes by which the office lets a person choose a new PIN on a phone, also where that has no network.

The phone learns hashes of the next few codes of each of its people whenever it reaches the office,
and shows which number it waits for; whoever plans or approves reads the code of that number out. A
code is for one person on one phone, once, and nothing on the phone leads to it. Who works with a
phone, `booth/workers.py` tells.
"""

import hashlib
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Max
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.basics.codes import LETTERS
from mobilink.journal.actions import commit
from mobilink.journal.acts import ITSELF, Act
from mobilink.journal.members import installations
from mobilink.people.errors import NoSuchCode
from mobilink.people.models import Person, PinGrant, Role, Unit

AHEAD: Final = 5
"""So many codes can be used on a phone before it has to reach the office once."""
LENGTH: Final = 12  # letters of five bits each


GIVE_CODE = Act(
    "give pin code", gettext_lazy("Code for a new PIN given"),
    by=((Role.Function.PLANNER, ITSELF), (Role.Function.APPROVER, ITSELF)),
)  # fmt: skip


def hashes(phone: UUID, people: Iterable[Person]) -> dict[str, dict[int, str]]:
    """Person → number → hash of the codes that a phone takes next, of those who work with it."""
    return {
        str(person.pk): {
            number: hashlib.sha256(b"mobilink pin code" + _code(phone, person, number)).hexdigest()
            for number in _next(phone, person)
        }
        for person in people
    }


def give_code(phone: UUID, person: Person, number: int, *, by: Person | None) -> str:
    """The code of this number, as it is read out; that it was given stands in the journal."""
    unit = Unit.objects.get(code=installations.unit_of(phone))
    GIVE_CODE.require(by, unit)
    if number not in _next(phone, person):
        raise NoSuchCode(
            _("The phone cannot wait for number %(number)s. Ask which number it shows.")
            % {"number": number}
        )
    with commit(GIVE_CODE, by=by) as draft:
        draft.add(
            PinGrant,
            at=clock.now(),
            person=person,
            phone=phone,
            way=PinGrant.Way.CODE,
            granted_by=by,
            number=number,
        )
    code = _code(phone, person, number).decode()
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def _next(phone: UUID, person: Person) -> range:
    """The numbers after the last one that the phone is known to have taken."""
    taken = PinGrant.objects.filter(phone=phone, person=person, granted_by=None)
    last = taken.aggregate(last=Max("number"))["last"] or 0
    return range(last + 1, last + 1 + AHEAD)


def _code(phone: UUID, person: Person, number: int) -> bytes:
    """Sixty bits that only this office can compute."""
    mac = salted_hmac("mobilink pin code", f"{phone} {person.pk} {number}", algorithm="sha256")
    return "".join(LETTERS[byte % 32] for byte in mac.digest()[:LENGTH]).encode()
