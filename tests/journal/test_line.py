"""Bad lines, torn files, altered and hostile bytes, by their rows in the fault catalogue.

One process plays the office; the vans are chains of entries that this file signs itself.
"""

import random
import uuid
from datetime import timedelta

import pytest

from mobilink.basics import clock
from mobilink.booth.models import Tally
from mobilink.journal.actions import alone, commit
from mobilink.journal.core import wire
from mobilink.journal.safety.queries import story_of
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage import review_queue
from mobilink.journal.storage.fields import misfit_of
from mobilink.journal.storage.tables import put_in_order, replica
from mobilink.outreach.models import Outing
from tests.acts import an_act

pytestmark = pytest.mark.django_db
DAY = 24 * 3600 * 1000


@pytest.fixture
def van(machine):
    return machine()


def test_row_24_a_signed_segment_that_comes_again_and_again_changes_nothing(van, tally, taken):
    signed_segment = van.signed_segment(van.entry(tally), van.entry(tally))

    for _ in range(5):
        assert taken(signed_segment) == (1, [])

    assert Tally.objects.count() == 2
    assert verify().is_equal


def test_row_24_signed_segments_in_any_order_all_arrive(van, tally, taken):
    signed_segments = [van.signed_segment(van.entry(tally)) for _ in range(12)]
    random.Random(24).shuffle(signed_segments)

    taken(*signed_segments)

    assert Tally.objects.count() == 12
    assert verify().is_equal


def test_row_36_and_38_a_wrong_clock_is_kept_and_never_refused(van, tally, taken):
    for error in (-7 * DAY // 24, 400 * DAY, -18_000 * DAY):
        van.clock_error = error
        taken(van.signed_segment(van.entry(tally)))
    taken(van.signed_segment(van.entry(tally, at=2**53 - 1)))

    assert Tally.objects.count() == 4
    assert verify().is_equal


def test_row_37_a_clock_that_rolls_back_between_two_writes_keeps_the_authors_order(
    van, outing, taken
):
    first = van.entry(
        wire.Op("outing", outing.pk.bytes, {"result": "satu"}, seen(outing)), stream="team"
    )
    second = van.entry(
        wire.Op("outing", outing.pk.bytes, {"result": "dua"}, {"result": first.hash}),
        stream="team",
        at=5,
    )
    taken(van.signed_segment(first, second))

    outing.refresh_from_db()
    assert outing.result == "dua"
    assert review_queue.conflicts() == []


@pytest.mark.lies
def test_what_is_not_a_machines_to_say_waits_in_quarantine(van, outing, taken):
    other = Outing.objects.exclude(executing_unit=outing.executing_unit).first()
    said, wrong = ({"result": "x"}, {"programmes": {"a": 1}})
    ops = [
        wire.Op("outing", row.pk.bytes, fields, seen(row))
        for row, fields in ((other, said), (outing, wrong))
    ]

    taken(van.signed_segment(*(van.entry(op, stream="team") for op in ops)))

    assert Outing.objects.get(pk=other.pk).result == other.result
    assert Outing.objects.get(pk=outing.pk).programmes == outing.programmes
    reasons = [each.reason for each in reversed(review_queue.quarantine())]
    assert reasons == ["scope: outing: is not of its unit", "unfit: outing: programmes: is no list"]


@pytest.mark.lies
def test_a_code_of_a_list_that_an_office_owns_is_taken_by_its_form_alone(van, outing, taken):
    entries = [
        van.entry(wire.Op("outing", outing.pk.bytes, {"kind": code}, seen(outing)), stream="team")
        for code in ("bazar_contoh", "Bazar Contoh!")
    ]
    taken(van.signed_segment(*entries))

    assert Outing.objects.get(pk=outing.pk).get_kind_display() == "bazar_contoh"
    assert [each.reason for each in review_queue.quarantine()] == [
        "unfit: outing: kind: is no code"
    ]


@pytest.mark.parametrize("value", [["a"], {"a": 1}, 7, True, b"a"])
def test_what_is_no_text_stands_for_none(value):
    assert misfit_of(wire.Op("venue", bytes(16), {"name": value})).startswith("name: ")


def test_what_is_no_hour_stands_for_none():
    assert misfit_of(wire.Op("outing", bytes(16), {"start": "soon"})) == "start: it cannot be read"


@pytest.mark.parametrize(
    ("op", "reason"),
    [
        (wire.Op("spaceship", None, {}), "unknown kind"),
        (wire.Op("tally", None, {"at": 1}), "unfit: outing is missing"),
        (wire.Op("tally", None, {"outing": str(uuid.UUID(int=1)), "at": 1, "sex": ["f"]}), "unfit: sex"),
        (wire.Op("tally", None, {"outing": str(uuid.UUID(int=1)), "at": True}), "unfit: at"),
        (wire.Op("tally", None, {"outing": "no id", "at": 1}), "unfit: outing"),
        (wire.Op("tally", None, {"outing": str(uuid.UUID(int=1)), "at": "noon"}), "unfit: at"),
        (wire.Op("handout", None, {"outing": str(uuid.UUID(int=1)), "at": 1, "quantity": 2**40}), "unfit"),
        (wire.Op("tally", bytes(16), {"sex": "f"}), "fact changed"),
    ],
)  # fmt: skip
@pytest.mark.both
def test_row_47_what_no_table_could_keep_is_quarantined_and_blocks_nothing(
    van, tally, op, reason, taken
):
    taken(van.signed_segment(van.entry(op), van.entry(tally)))

    assert review_queue.quarantine()[0].reason.startswith(reason)
    assert Tally.objects.count() == 1
    assert verify().is_equal


@pytest.mark.both
def test_row_49_a_fact_waits_for_its_parent_and_is_applied_when_it_comes(van, outing, taken):
    made = van.entry(_like(outing), stream="team")
    [(pk, _)] = made.rows()
    child = van.entry(wire.Op("tally", None, {"outing": str(pk), "at": 1_563_700_000_000}))

    taken(van.signed_segment(child))
    assert Tally.objects.count() == 0
    taken(van.signed_segment(made))

    assert review_queue.quarantine() == []
    assert Tally.objects.count() == 1
    assert verify().is_equal


@pytest.mark.both
def test_row_49_a_change_waits_for_the_one_that_it_replaces(van, outing, taken, machine):
    first = van.entry(
        wire.Op("outing", outing.pk.bytes, {"result": "satu"}, seen(outing)), stream="team"
    )
    other = machine()
    second = other.entry(
        wire.Op("outing", outing.pk.bytes, {"result": "dua"}, {"result": first.hash}),
        stream="team",
    )

    taken(other.signed_segment(second))
    outing.refresh_from_db()
    assert outing.result != "dua"
    taken(van.signed_segment(first))

    outing.refresh_from_db()
    assert outing.result == "dua"
    assert review_queue.conflicts() == []


def test_row_49_after_two_weeks_it_waits_no_more(van, monkeypatch, taken):
    orphan = wire.Op("tally", None, {"outing": str(uuid.uuid4()), "at": 1_563_700_000_000})
    taken(van.signed_segment(van.entry(orphan)))
    assert Tally.objects.count() == 0

    now = clock.now()
    monkeypatch.setattr(
        clock, "now", lambda: now + 15 * (clock.LAST_DAY - clock.LAST_DAY.replace(day=30))
    )
    with alone():
        put_in_order(replica())

    assert Tally.objects.count() == 1


def test_row_42_two_machines_with_one_key_are_both_kept(van, tally, taken):
    common = van.entry(tally)
    twin = dict(van.links)
    mine = van.signed_segment(common, van.entry(tally))
    van.links = twin
    theirs = van.signed_segment(common, van.entry(tally, at=7), van.entry(tally, at=8))

    taken(mine, theirs, mine)

    assert Tally.objects.count() == 4
    assert verify().is_equal


@pytest.mark.both
def test_row_51_an_old_change_that_comes_late_is_told_beside_the_newer_one(van, outing, taken):
    with commit(an_act("office"), by=None) as draft:
        draft.change(outing, result="kantor")
    taken(
        van.signed_segment(
            van.entry(
                wire.Op("outing", outing.pk.bytes, {"result": "mobil"}, {"result": b""}),
                stream="team",
                at=1,
            )
        )
    )

    outing.refresh_from_db()
    [conflict] = review_queue.conflicts()
    assert outing.result == "kantor"
    assert (conflict.won.value, conflict.lost.value) == ("kantor", "mobil")
    assert (conflict.won.where, conflict.lost.where) == ("office", "Gonggong uji")
    assert verify().is_equal


def test_the_story_of_a_row_names_who_wrote_where(van, outing, taken):
    taken(
        van.signed_segment(
            van.entry(
                wire.Op("outing", outing.pk.bytes, {"result": "mobil"}, {"result": b""}),
                stream="team",
            )
        )
    )

    assert story_of(outing)[0].author == van.author


def _result(outing, said, base):
    return wire.Op("outing", outing.pk.bytes, {"result": said}, base)


def seen(outing):
    return {"result": bytes.fromhex(outing.versions.get("result", ""))}


def _like(outing):
    fields = {
        "title": "Pasar pagi", "kind": outing.kind, "day": "2019-09-01", "state": "approved",
        "venue": str(outing.venue_id), "owner_unit": str(outing.owner_unit_id),
        "executing_unit": str(outing.executing_unit_id),
    }  # fmt: skip
    return wire.Op("outing", None, fields)


def _ed25519():
    from mobilink.journal.storage.keys import Ed25519

    return Ed25519()


def test_row_36_a_change_of_a_fast_clock_yields_to_one_that_was_written_after_it_came(
    van, outing, taken, machine, monkeypatch
):
    """Row 36: what the office keeps of it weighs by its receipt."""
    fast, right, base = van, machine(), seen(outing)
    fast.clock_error = 400 * DAY
    taken(fast.signed_segment(fast.entry(_result(outing, "cepat", base), stream="team")))
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    taken(right.signed_segment(right.entry(_result(outing, "tepat", base), stream="team")))

    outing.refresh_from_db()
    assert outing.result == "tepat"
    assert verify().is_equal


def test_row_51_what_comes_after_something_that_was_built_on_it_does_not_win(
    van, outing, taken, machine, monkeypatch
):
    """Row 51: the office gave up waiting for it, and somebody who knew of neither wrote since."""
    base, builder, third = seen(outing), machine(), machine()
    first = van.entry(_result(outing, "satu", base), stream="team", at=2**50)
    upon_it = _result(outing, "dua", {"result": first.hash})
    taken(builder.signed_segment(builder.entry(upon_it, stream="team")))
    late = clock.now() + timedelta(days=15)
    monkeypatch.setattr(clock, "now", lambda: late)
    taken(third.signed_segment(third.entry(_result(outing, "tiga", base), stream="team")))
    later = late + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    taken(van.signed_segment(first))

    outing.refresh_from_db()
    assert outing.result == "tiga"
    assert verify().is_equal


def test_row_49_what_was_changed_before_it_was_made_keeps_the_change(
    van, outing, taken, monkeypatch, machine
):
    """Row 49: the change waited for two weeks, and the row came after that."""
    made = van.entry(_like(outing), stream="team")
    [(pk, _)] = made.rows()
    other = machine()
    change = wire.Op("outing", pk.bytes, {"result": "ramai"}, {"result": b""})
    taken(other.signed_segment(other.entry(change, stream="team")))
    late = clock.now() + timedelta(days=15)
    monkeypatch.setattr(clock, "now", lambda: late)
    with alone():
        put_in_order(replica())

    taken(van.signed_segment(made))

    assert Outing.objects.get(pk=pk).result == "ramai"
    assert verify().is_equal
