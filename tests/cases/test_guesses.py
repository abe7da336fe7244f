"""Who guesses codes erases nothing and learns nothing; `GUESSES=100000` says how often it is tried."""

import os
from itertools import islice, product

import pytest

from mobilink.basics import clock, codes
from mobilink.cases import actions, arrivals, queries
from mobilink.cases.models import FollowUp, Report, Withdrawal
from mobilink.journal.actions import commit
from mobilink.journal.storage.fields import milliseconds
from mobilink.outreach.models import Outing
from tests.acts import an_act
from tests.cases.test_withdrawals import in_hours
from tests.journal.phones import Phone

pytestmark = pytest.mark.django_db
MANY = int(os.environ.get("GUESSES", "1000"))
TOGETHER = 500
OLD = "MK-7F3Q"


@pytest.fixture
def given(db) -> list[str]:
    """The codes of a follow-up and a letter of each form; an old one is always among the guesses."""
    outing = Outing.objects.filter(executing_unit__code="KEPRI-KPP").earliest("day")
    new = codes.make()
    with commit(an_act("record follow_up"), by=None) as draft:
        for code in (OLD, new):
            kept = {"code": queries.kept_of(code), "contents": "x", "is_urgent": False}
            draft.add(FollowUp, outing=outing, at=clock.now(), consents={}, **kept)
    with commit(an_act("send report"), by=None) as draft:
        draft.add(Report, code=OLD, sent_at=clock.now(), contents="x")
    return [OLD, new, actions.send_report({"what": "Contoh"}).code]


def old_codes(many: int) -> list[str]:
    """Guesses in some order, of which the last but one is right."""
    letters = islice(product(codes.LETTERS, repeat=codes.OLD_LENGTH), many - 2)
    guesses = [codes.OF_A_CASE + "".join(four) for four in letters]
    return [guess for guess in guesses if guess != OLD] + [OLD, "MK-ZZZZ"]


@pytest.mark.parametrize("unit", ["KEPRI-KPP", "KARIMUN"])
def test_guessed_withdrawals_of_an_enrolled_phone_erase_nothing(given, unit):
    """Half of them old codes, half what could be kept of a new one, which costs no rounds to make up."""
    phone, at = Phone(unit), milliseconds(clock.now())
    kept = [os.urandom(codes.KEPT_BYTES).hex() for _ in range(MANY // 2)]
    guesses = [*kept, *old_codes(MANY - MANY // 2)]
    for start in range(0, MANY, TOGETHER):
        part = guesses[start : start + TOGETHER]
        phone.brings(
            phone.signed_segment(*(("withdrawal", {"at": at, "code": code}) for code in part))
        )
    with in_hours(100):
        arrivals.carry_out_due()

    assert Withdrawal.objects.count() == MANY
    assert FollowUp.objects.count() == queries.waiting_follow_ups().count() == 2
    assert queries.reports().count() == 2


def test_strangers_who_guess_codes_are_told_nothing(given, client):
    was_told = 0
    for n, guess in enumerate(old_codes(MANY)):
        address = f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
        page = client.get("/report/", {"code": guess}, REMOTE_ADDR=address).content.decode()
        was_told += "Kantor belum membacanya" in page
    assert was_told == 0
