"""A certificate ends: nothing is lost, nothing is decided, until a person renews or revokes."""

from datetime import timedelta

import pytest

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.booth.models import Tally
from mobilink.journal.members import installations
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage import review_queue
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.models import Member
from mobilink.journal.storage.tables import TableStore

pytestmark = pytest.mark.django_db
DAY = 24 * 3600 * 1000


def now():
    return milliseconds(clock.now())


def test_row_74_what_a_van_brings_after_400_days_waits_for_a_person(machine, taken, tally):
    """Row 74: kept and acknowledged, counted nowhere, in no quarantine; renewed, all of it counts."""
    van = machine(until=now() - 340 * DAY)

    assert taken(van.signed_segment(van.entry(tally), van.entry(tally))) == (1, [])
    assert (Tally.objects.count(), review_queue.quarantine()) == (0, [])

    installations.renew(van.author, "Kembali dari perbaikan")
    assert Tally.objects.count() == 2
    assert verify().is_equal


def test_row_74_a_van_that_is_revoked_instead_is_not_counted(machine, taken, tally):
    van = machine(until=now() - DAY)
    taken(van.signed_segment(van.entry(tally)))

    installations.revoke(van.author, "Hilang")
    taken(van.signed_segment(van.entry(tally)))

    assert Tally.objects.count() == 0
    assert [one.reason for one in review_queue.quarantine()] == ["revoked"] * 2


def test_row_36_the_receipt_at_the_office_counts_and_not_the_clock_of_the_van(
    machine, taken, tally
):
    van = machine(until=now() + DAY)
    for error in (-400 * DAY, 400 * DAY):
        van.clock_error = error
        taken(van.signed_segment(van.entry(tally)))

    assert Tally.objects.count() == 2


def test_a_van_whose_certificate_ended_is_told_and_gets_nothing(machine, tally):
    said = (van := machine(until=now() - DAY)).ask(van.signed_segment(van.entry(tally)))

    assert said.received == 1
    assert "certificate has ended" in said.refused[0]
    assert (said.signed_segments, said.lines) == ([], [])
    assert Member.objects.get(author=van.author).until == van.member.until


def test_contact_in_the_second_half_of_a_term_renews_it(machine):
    early, late = machine(until=now() + 50 * DAY), machine(until=now() + 20 * DAY)

    for van in (early, late):
        van.ask()

    terms = dict(Member.objects.values_list("author", "until"))
    assert terms[early.author] == early.member.until
    assert terms[late.author] >= now() + 59 * DAY


def test_a_revoked_machine_cannot_be_renewed(machine):
    van = machine(until=now() + DAY)
    installations.revoke(van.author, "Hilang")

    with pytest.raises(Refused, match="daftarkan sebagai mesin baru"):
        installations.renew(van.author, "")


def test_a_revoked_van_is_told_so_and_gets_nothing(machine):
    van = machine(until=now() + DAY)
    installations.revoke(van.author, "Hilang")

    said = van.ask()

    assert "does not honour" in said.refused[0]
    assert (said.signed_segments, said.lines) == ([], [])


def test_an_office_that_was_set_back_gives_out_no_term(machine):
    """It may have given another one already, which its vans will tell it."""
    van, _awaited = machine(until=now() + 20 * DAY), machine()
    TableStore().renew_epoch()

    van.ask()

    assert Member.objects.get(author=van.author).until == van.member.until


def test_what_waited_behind_what_was_decided_is_not_counted_once_its_van_is_revoked(
    machine, taken, tally, monkeypatch
):
    van, late = machine(until=now() + DAY), clock.now() + timedelta(days=2)
    taken(van.signed_segment(van.entry(tally)))
    monkeypatch.setattr(clock, "now", lambda: late)
    taken(van.signed_segment(van.entry(tally)))

    installations.revoke(van.author, "Hilang")

    assert Tally.objects.count() == 1
    assert [one.reason for one in review_queue.quarantine()] == ["revoked"]
