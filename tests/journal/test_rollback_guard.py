"""A database that does not know what left this machine was set back; then it goes on anew."""

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from mobilink.booth import actions as booth
from mobilink.journal.actions import alone, commit
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage import guards
from mobilink.journal.storage.models import Branch, Installation, Member
from mobilink.journal.storage.tables import replica
from mobilink.journal.sync import recovery, rollback_guard
from tests.acts import an_act

pytestmark = pytest.mark.django_db


class GoneBack(Exception):
    """Undoes what a block wrote to the database, and nothing beside it."""


def seal():
    with alone(), guards.writing(connection):
        replica().seal()


def epoch():
    return Installation.objects.get().epoch


def enrol(name):
    with commit(an_act("enrol"), by=None) as draft:
        draft.add(
            Member, author="7f1c1d9e-50f5-4a1c-8a77-2f4cf2f2a001", kind="hub", name=name,
            unit="BATAM", key="00" * 32, streams=["team", "unit/BATAM"],
        )  # fmt: skip


def test_nothing_is_noticed_where_nothing_was_set_back(outing):
    before = epoch()
    for _ in range(3):
        booth.tally(outing, by=None)
        seal()
        rollback_guard.remember(["team"])
        assert rollback_guard.notice() == ""

    assert epoch() == before


@pytest.mark.both
def test_row_40_a_database_that_forgot_what_left_begins_a_new_epoch_once(outing):
    """Row 40: what was sealed and sent is gone from the database, not from the folder."""
    before = epoch()
    with pytest.raises(GoneBack), transaction.atomic():
        booth.tally(outing, by=None)
        seal()
        rollback_guard.remember()
        raise GoneBack

    with translation.override("en"):
        assert "brought back from an earlier day" in rollback_guard.notice()
    renewed = epoch()
    assert rollback_guard.notice() == ""
    booth.tally(outing, by=None)

    assert renewed != before
    assert epoch() == renewed
    assert Branch.objects.filter(epoch=renewed).exists()
    assert verify().is_equal


def test_what_was_written_and_never_left_may_be_forgotten(outing):
    booth.tally(outing, by=None)
    seal()
    rollback_guard.remember()
    with pytest.raises(GoneBack), transaction.atomic():
        booth.tally(outing, by=None)
        raise GoneBack

    assert rollback_guard.notice() == ""


def test_an_office_that_forgot_a_decision_waits_for_its_hubs(outing):
    enrol("Gonggong")
    with pytest.raises(GoneBack), transaction.atomic():
        booth.tally(outing, by=None)
        rollback_guard.remember(["team", "unit/BATAM", "unit/KEPRI-KPP"])
        raise GoneBack

    with translation.override("en"):
        assert "decides nothing" in rollback_guard.notice()
    assert rollback_guard.notice() == ""
    assert [one.name for one in recovery.state().awaited] == ["Gonggong"]


def test_an_office_without_hubs_has_nobody_to_wait_for(outing):
    with pytest.raises(GoneBack), transaction.atomic():
        booth.tally(outing, by=None)
        rollback_guard.remember(["unit/BATAM", "unit/KEPRI-KPP"])
        raise GoneBack

    assert rollback_guard.notice()
    assert not recovery.state().is_on


def test_a_damaged_memory_is_no_alarm(outing):
    rollback_guard.remember()
    settings.HEADS_FILE.write_bytes(b"{")

    assert rollback_guard.notice() == ""


def test_a_database_that_goes_back_to_an_epoch_that_had_ended_begins_another(outing):
    seen = {epoch()}
    with pytest.raises(GoneBack), transaction.atomic():
        booth.tally(outing, by=None)
        seal()
        rollback_guard.remember()
        raise GoneBack
    with pytest.raises(GoneBack), transaction.atomic():
        assert rollback_guard.notice()
        seen.add(epoch())
        raise GoneBack

    assert rollback_guard.notice()
    assert epoch() not in seen


def test_what_one_van_was_told_is_not_forgotten_for_what_another_was_told(outing):
    with pytest.raises(GoneBack), transaction.atomic():
        booth.tally(outing, by=None)
        rollback_guard.remember(["unit/BATAM"])
        rollback_guard.remember(["team"])
        raise GoneBack

    assert rollback_guard.notice()
