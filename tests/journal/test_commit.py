"""What `commit` promises: one entry, all or nothing, and no other way to write."""

import pytest
from django.db import DatabaseError, connection, transaction

from mobilink.basics.errors import Refused
from mobilink.booth import actions as booth
from mobilink.booth.models import Tally
from mobilink.journal import checkup
from mobilink.journal.actions import alone, commit
from mobilink.journal.core import wire
from mobilink.journal.core.errors import NotOurs, NotStorable, Overtaken
from mobilink.journal.safety.queries import captured_by_installation, fact_counts, story_of
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage import guards
from mobilink.journal.storage.models import Installation, LedgerLine, OpenEntry
from mobilink.journal.storage.tables import TableStore, replica
from mobilink.outreach.models import Outing
from mobilink.places.models import Venue
from tests.acts import an_act

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE outreach_outing SET title = 'Changed behind the back of the journal'",
        "DELETE FROM places_venue",
        "UPDATE journal_touch SET seq = seq + 1",
        "UPDATE journal_openentry SET seq = seq + 1",
        "DELETE FROM journal_ledgerline",
    ],
)
@pytest.mark.both
def test_a_raw_write_is_refused_by_the_database_itself(statement):
    """Row 58: a write that bypasses `commit` is aborted by a trigger, on both databases."""
    with (
        pytest.raises(DatabaseError, match="written only by the journal"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.replace("(row,", '("row",'))


@pytest.mark.both
def test_the_guard_closes_again_after_a_commit(outing):
    booth.tally(outing, by=None)

    with pytest.raises(DatabaseError, match="only by the journal"), transaction.atomic():
        Tally.objects.all().delete()


@pytest.mark.both
def test_a_commit_writes_one_entry_one_line_and_its_rows(outing):
    entries, lines = OpenEntry.objects.count(), LedgerLine.objects.count()

    tally = booth.tally(outing, by=None, sex="f")

    assert Tally.objects.get(pk=tally.pk).sex == "f"
    assert (OpenEntry.objects.count(), LedgerLine.objects.count()) == (entries + 1, lines + 1)
    assert OpenEntry.objects.latest("id").branch.stream == "unit/BATAM"


@pytest.mark.both
def test_rows_of_two_streams_are_two_entries_of_one_transaction(outing):
    entries = OpenEntry.objects.count()

    with commit(an_act("two streams")) as draft:
        draft.add(Tally, outing=outing, at="2019-07-21T02:00:00Z")
        draft.change(outing, result="More came than could be counted.")

    streams = OpenEntry.objects.order_by("-id").values_list("branch__stream", flat=True)
    assert OpenEntry.objects.count() == entries + 2
    assert set(streams[:2]) == {"unit/BATAM", "team"}


@pytest.mark.both
def test_an_exception_in_the_block_leaves_nothing_behind(outing):
    entries = OpenEntry.objects.count()

    with pytest.raises(RuntimeError), commit(an_act("interrupted")) as draft:
        draft.add(Tally, outing=outing, at="2019-07-21T02:00:00Z")
        raise RuntimeError

    assert OpenEntry.objects.count() == entries
    assert Tally.objects.count() == 0


@pytest.mark.both
def test_a_bad_value_in_the_second_row_keeps_the_first_out_too(outing):
    with pytest.raises(NotStorable, match="sex"), commit(an_act("half bad")) as draft:
        draft.add(Tally, outing=outing, at="2019-07-21T02:00:00Z")
        draft.add(Tally, outing=outing, at="2019-07-21T02:00:00Z", sex="?")

    assert Tally.objects.count() == 0


def test_a_fact_cannot_be_changed(outing):
    tally = booth.tally(outing, by=None)

    with pytest.raises(NotOurs, match="amendment"), commit(an_act("change a fact")) as draft:
        draft.change(tally, sex="m")


@pytest.mark.both
def test_a_change_of_what_somebody_changed_meanwhile_is_refused_and_says_so(outing):
    mine = Outing.objects.get(pk=outing.pk)
    with commit(an_act("their change")) as draft:
        draft.change(outing, title="Their title")

    with pytest.raises(Overtaken, match="Their title"), commit(an_act("my change")) as draft:
        draft.change(mine, title="My title")

    assert Outing.objects.get(pk=outing.pk).title == "Their title"


@pytest.mark.both
def test_changes_of_different_fields_both_stand(outing):
    mine = Outing.objects.get(pk=outing.pk)
    with commit(an_act("their change")) as draft:
        draft.change(outing, title="Their title")
    with commit(an_act("my change")) as draft:
        draft.change(mine, purpose="My purpose")

    merged = Outing.objects.get(pk=outing.pk)
    assert (merged.title, merged.purpose) == ("Their title", "My purpose")


@pytest.mark.both
def test_setting_a_field_to_what_it_is_writes_nothing(outing):
    entries = OpenEntry.objects.count()

    with commit(an_act("no change")) as draft:
        draft.change(outing, title=outing.title)

    assert OpenEntry.objects.count() == entries


@pytest.mark.both
def test_text_is_stored_in_composed_form(outing):
    with commit(an_act("rename")) as draft:
        draft.change(outing, title="Cafe\u0301")

    assert Outing.objects.get(pk=outing.pk).title == "Café"


@pytest.mark.both
def test_text_that_does_not_fit_its_column_is_refused_on_both_databases(outing):
    with pytest.raises(NotStorable, match="title"), commit(an_act("too long")) as draft:
        draft.change(outing, title="x" * 121)
    with pytest.raises(Refused, match="NUL"), commit(an_act("nul")) as draft:
        draft.change(outing, title="a\0b")

    assert verify().is_equal


def test_the_story_of_a_row_tells_who_did_what_and_why(outing, person):
    with commit(
        an_act("correct title"), by=person("perencana"), why="The source has it so"
    ) as draft:
        draft.change(outing, title="Sosialisasi di Kebun Raya")

    act = story_of(outing)[0]
    assert (act.action, act.why) == ("correct title", "The source has it so")
    assert act.by == person("perencana").pk
    assert act.fields == {"title": "Sosialisasi di Kebun Raya"}


@pytest.mark.both
def test_facts_are_counted_by_kind_and_by_installation(outing):
    for _ in range(3):
        booth.tally(outing, by=None)

    [captured] = captured_by_installation().values()
    assert (fact_counts()["tally"].captured, fact_counts()["tally"].at_office) == (3, 3)
    assert captured["tally"] == 3


@pytest.mark.both
def test_the_cost_of_a_tally_does_not_grow(outing, django_assert_max_num_queries):
    for _ in range(20):
        booth.tally(outing, by=None)

    lock_and_latch_on_postgresql = 6 if connection.vendor == "postgresql" else 0
    with django_assert_max_num_queries(14 + lock_and_latch_on_postgresql):
        booth.tally(outing, by=None)


@pytest.mark.both
def test_a_venue_keeps_decimals_exactly():
    garden = Venue.objects.get(name="Kebun Raya Batam")

    assert f"{garden.lat} {garden.lon}" == "1.17278 104.07833"
    assert verify().is_equal


def test_more_than_one_segment_may_say_is_sealed_into_several(outing):
    long = wire.Payload("write a book", "", "x" * 60_000, [])

    with alone(), guards.writing(connection):
        here = replica()
        branch, link = here.next_link(wire.Chain(*here.store.here(), "team"))
        first = link.seq
        for _ in range(150):  # 9 MB, where 8 fit one segment
            entry = link.entry(5, b"", long)
            branch, link = here.append(branch, entry, 5), entry.after
        here.seal()
        sealed = [*here.store.entries(branch, first, branch.tip)]

    assert not OpenEntry.objects.exists()
    assert [entry.link.seq for entry in sealed] == [*range(first, first + 150)]
    assert sealed[-1].hash == entry.hash


def test_a_hub_begins_nothing_that_its_office_could_not_take(outing):
    Installation.objects.update(kind="hub", streams=["team"])

    with pytest.raises(NotOurs):
        booth.tally(outing, by=None)

    assert Tally.objects.count() == 0


@pytest.fixture
def others(outing):
    """An outing of another unit than this machine, which is Batam's."""
    Installation.objects.update(kind="hub", streams=["team", "unit/BATAM"])
    return Outing.objects.filter(executing_unit__code="KEPRI-KPP").latest("day")


def _revise(outing, purpose):
    with commit(an_act("revise"), by=None) as draft:
        draft.change(outing, purpose=purpose)


@pytest.mark.lies
def test_a_hub_writes_nothing_for_which_its_office_would_not_believe_it(outing, others):
    with pytest.raises(NotOurs, match="outing: is not of its unit"):
        _revise(others, "x")
    _revise(outing, "y")

    assert Outing.objects.filter(purpose="x").count() == 0
    assert Outing.objects.get(purpose="y").pk == outing.pk


@pytest.mark.lies
def test_a_hub_counts_what_it_wrote_before_the_law_and_has_not_sent(others, monkeypatch):
    assert checkup.look().distrusted == 0
    with monkeypatch.context() as version_before:
        version_before.setattr(TableStore, "expect_belief", lambda *_: None)
        _revise(others, "x")

    state = checkup.look()
    assert (state.distrusted, state.distrust) == (1, "scope: outing: is not of its unit")
