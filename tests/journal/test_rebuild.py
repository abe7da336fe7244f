"""The proof that tables follow from the journal, and what it says when they do not."""

import pytest
from django.db import DatabaseError, connection, transaction

from mobilink.booth import actions as booth
from mobilink.booth.models import Tally
from mobilink.journal.actions import commit
from mobilink.journal.core.errors import Overtaken
from mobilink.journal.safety.rebuild import rebuild, verify
from mobilink.journal.storage import guards
from mobilink.journal.storage.models import (
    Installation,
    LedgerLine,
    Member,
    OpenEntry,
    Segment,
    Touch,
)
from mobilink.outreach.models import Outing
from tests.acts import an_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def outing():
    outing = Outing.objects.get(title="Sosialisasi Kebun Raya")
    for sex in ("f", "m", ""):
        booth.tally(outing, by=None, sex=sex)
    return outing


def tamper(rows, **values):
    """Write as somebody would who holds the database and knows how to open the guard."""
    with guards.writing(connection):
        rows.update(**values)


@pytest.mark.both
def test_an_untouched_installation_is_equal(outing):
    outcome = verify()

    assert outcome.is_equal
    assert outcome.rows > 1000


@pytest.mark.both
def test_a_tampered_field_is_named_with_both_values(outing):
    """Row 57: the tables are not what the journal says; the row and the field are named."""
    tamper(Outing.objects.filter(pk=outing.pk), state="cancelled")

    [difference] = verify().differences
    assert str(difference) == (
        f"outing {outing.pk}: state is 'cancelled', the journal says 'reported'"
    )


@pytest.mark.both
def test_a_missing_row_and_an_invented_row_are_named(outing):
    """Row 57: a row too few and a row too many."""
    tally = Tally.objects.first()
    with guards.writing(connection):
        Tally.objects.filter(pk=tally.pk).delete()
        Tally.objects.create(id=outing.pk, outing=outing, at=tally.at)

    differences = {str(difference) for difference in verify().differences}
    assert differences == {
        f"tally {tally.pk}: the row is missing from its table",
        f"tally {outing.pk}: the journal knows no such row",
    }


def test_a_rewritten_payload_is_named_by_its_place_in_the_ledger(outing):
    entry = OpenEntry.objects.latest("id")
    tamper(OpenEntry.objects.filter(pk=entry.pk), payload=OpenEntry.objects.earliest("id").payload)

    assert any("does not match its hash" in str(difference) for difference in verify().differences)


@pytest.mark.both
def test_a_removed_ledger_line_and_a_changed_verdict_are_named(outing):
    last = LedgerLine.objects.filter(stream="unit/BATAM").latest("revision")
    tamper(LedgerLine.objects.filter(pk=last.pk), verdict="conflict")
    first = LedgerLine.objects.filter(stream="unit/BATAM").earliest("revision")
    with guards.writing(connection):
        first.delete()

    differences = " / ".join(map(str, verify().differences))
    assert "line 1 is missing" in differences
    assert "does not match its hash" in differences


def test_an_entry_taken_out_of_its_chain_is_noticed(outing):
    middle = OpenEntry.objects.filter(branch__stream="unit/BATAM").order_by("seq")[1]
    with guards.writing(connection):
        middle.delete()

    assert any("does not follow" in str(difference) for difference in verify().differences)


@pytest.mark.both
def test_rebuild_mends_a_tampered_table(outing):
    """Row 57: and the tables are written anew from the journal."""
    tamper(Outing.objects.filter(pk=outing.pk), state="cancelled")
    with guards.writing(connection):
        Tally.objects.all().delete()

    assert rebuild().is_equal
    assert Outing.objects.get(pk=outing.pk).state == "reported"
    assert Tally.objects.count() == 3


def test_rebuild_does_not_build_from_a_broken_journal(outing):
    tamper(OpenEntry.objects.filter(pk=OpenEntry.objects.latest("id").pk), payload=b"\xc1")

    assert not rebuild().is_equal
    assert Tally.objects.count() == 3


def test_entries_without_a_line_are_named_and_nothing_is_built_from_them(outing):
    with guards.writing(connection):
        LedgerLine.objects.filter(stream="unit/BATAM").delete()

    assert any("have lost their line" in str(difference) for difference in verify().differences)
    assert not rebuild().is_equal
    assert Tally.objects.count() == 3


def test_an_emptied_journal_is_not_built_from(outing):
    with guards.writing(connection):
        for journal in (LedgerLine, Touch, OpenEntry):
            journal.objects.all().delete()

    assert not rebuild().is_equal
    assert Tally.objects.count() == 3


def test_a_lost_way_back_from_a_row_to_its_story_is_named(outing):
    with guards.writing(connection):
        Touch.objects.filter(row=outing.pk).delete()

    assert any("the way back" in str(difference) for difference in verify().differences)


def test_a_row_that_became_unreadable_is_named_and_not_a_crash(outing):
    if connection.vendor == "sqlite":
        with guards.writing(connection), connection.cursor() as cursor:
            cursor.execute("UPDATE booth_tally SET outing_id = 'zz'")

        assert any("cannot be read" in str(difference) for difference in verify().differences)


@pytest.mark.both
def test_a_table_cannot_be_truncated_either(outing):
    """SQLite has no TRUNCATE; its DELETE without a condition must be refused in its place."""
    verb = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"

    with (
        pytest.raises(DatabaseError, match="written only by the journal"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{verb} booth_tally")


def test_a_broken_entry_that_made_a_row_is_named_and_not_a_crash(outing):
    made = Touch.objects.filter(row=outing.pk).earliest("id")
    tamper(OpenEntry.objects.filter(branch=made.branch, seq=made.seq), payload=b"\xc1")

    differences = " / ".join(map(str, verify().differences))
    assert "cannot be read" in differences
    assert not rebuild().is_equal


@pytest.mark.both
def test_rebuild_mends_the_way_back_from_rows_to_entries(outing):
    with guards.writing(connection):
        Touch.objects.all().delete()

    assert rebuild().is_equal
    assert Touch.objects.filter(row=outing.pk).exists()


def test_an_act_on_a_row_that_moved_on_is_refused(outing):
    """Decided upon as it was read; somebody else wrote to it before the lock was taken."""
    mine = Outing.objects.get(pk=outing.pk)
    with commit(an_act("their change")) as draft:
        draft.change(outing, purpose="Theirs")

    with pytest.raises(Overtaken), commit(an_act("my act"), on=mine) as draft:
        draft.change(mine, title="Mine")


def test_a_segment_that_its_author_did_not_sign_is_named(machine, taken, tally):
    van = machine()
    taken(van.signed_segment(van.entry(tally)))
    tamper(Segment.objects.filter(branch__author=van.author), signature=b"x" * 64)

    assert any("not signed by its author" in str(found) for found in verify().differences)


@pytest.mark.parametrize("set_back_at", [None, 1])
def test_a_segment_of_somebody_whom_the_office_never_enrolled_is_named(
    machine, taken, tally, set_back_at
):
    """Also while the office waits for its vans, and decides nothing."""
    van = machine()
    taken(van.signed_segment(van.entry(tally)))
    Installation.objects.update(set_back_at=set_back_at)
    with guards.writing(connection):
        Member.objects.filter(author=van.author).delete()

    assert any("never enrolled its author" in str(found) for found in verify().differences)


def test_a_segment_in_the_place_of_another_is_named(machine, taken, tally):
    van, other = machine(), machine()
    for each in (van, other):
        taken(each.signed_segment(each.entry(tally)))
    theirs = Segment.objects.get(branch__author=other.author)
    tamper(
        Segment.objects.filter(branch__author=van.author),
        data=theirs.data,
        signature=theirs.signature,
    )

    assert any("filed under a place" in str(found) for found in verify().differences)


def test_a_row_that_is_credited_to_others_or_to_another_line_is_named(outing):
    tamper(Outing.objects.filter(pk=outing.pk), versions={"title": "00" * 32}, revision=10**6)

    differences = " / ".join(map(str, verify().differences))
    assert "credited to other entries" in differences
    assert "revision is 1000000" in differences


def test_a_way_back_to_an_entry_that_did_not_touch_the_row_is_named(outing):
    touch = Touch.objects.filter(row=outing.pk).earliest("id")
    with guards.writing(connection):
        Touch.objects.create(
            row=outing.pk, hash=b"x" * 32, branch_id=touch.branch_id, seq=touch.seq
        )

    assert any("did not touch" in str(difference) for difference in verify().differences)
