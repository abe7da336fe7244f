"""Vans, phones and an office of which one was set back, and what they come to: real machines in one process."""

import pytest

from mobilink.basics.errors import Refused
from mobilink.journal.core.wire import Op
from mobilink.journal.safety import erasure
from mobilink.journal.simulation.world import TEAM
from mobilink.journal.sync import (
    bundles,
    recovery,
    rollback_guard,
)
from tests.journal.talks import no_line, set_back, talk
from tests.journal.worlds import verdicts, visit

pytestmark = pytest.mark.embedded  # its machines have databases in memory


def test_row_40_a_van_whose_database_forgot_what_it_said_begins_anew_before_it_speaks(real):
    """Row 40: what it said was written down before it left, so no line is needed to notice it."""
    hub, image = real.hubs[0], real.hubs[0].store.image().without_heads()
    epoch = hub.store.epoch
    visit(real, hub)
    with pytest.raises(Refused):
        talk(real, hub, no_line)
    hub.store = image

    with pytest.raises(Refused):
        talk(real, hub, no_line)

    assert hub.store.epoch != epoch


def write_a_bundle(folder):
    bundles.write(folder / "van.mlb")


def give_a_load(folder):
    bundles.load(10_000)


@pytest.mark.parametrize("leaves", [write_a_bundle, give_a_load])
def test_row_40_what_is_carried_away_from_a_van_is_missed_where_its_database_goes_back(
    real, tmp_path, leaves
):
    """Row 40: by a stick or by a phone as by the line."""
    hub, image = real.hubs[0], real.hubs[0].store.image().without_heads()
    visit(real, hub)
    with hub.at_work():
        leaves(tmp_path)
    hub.store = image

    with hub.at_work():
        assert rollback_guard.notice()


def test_row_22_what_an_office_told_a_van_is_missed_where_its_database_goes_back(real):
    """Row 22: a decision that left is written down before the answer goes."""
    hub, image = real.hubs[-1], real.office.store.image().without_heads()
    visit(real, real.office)
    talk(real, hub)
    real.office.store = image

    with real.office.at_work():
        assert rollback_guard.notice()


def test_row_22_what_an_office_told_a_phone_is_missed_where_its_database_goes_back(real):
    """Row 22: as what it told a van."""
    phone = real.make_phone("unit/0")
    real.deliver(phone, real.office)
    image = real.office.store.image().without_heads()
    outing = str(real.outings(real.office)[0])
    real.phone_writes(phone, "unit/0", [[Op("visit", None, {"outing": outing})]])
    real.deliver(phone, real.office)
    real.office.store = image

    with real.office.at_work():
        assert rollback_guard.notice()


def test_what_a_van_wrote_and_gets_back_is_shown_before_the_office_has_decided(real, tmp_path):
    hub, image = real.hubs[0], real.hubs[0].store.image()
    [(row, _)] = visit(real, hub).rows()
    with hub.at_work():
        bundles.write(tmp_path / "van.mlb")
    hub.store = image

    with hub.at_work():
        bundles.read(tmp_path / "van.mlb")

    assert ("visit", row) in hub.store.shown()


def test_row_44_what_its_vans_witnessed_comes_back_to_an_office_that_was_set_back(real):
    """Row 44: line by line, as it was decided then."""
    image = real.office.store.image()
    for hub in real.hubs:
        visit(real, hub)
        talk(real, hub)
    ledger = real.office.store.decided

    set_back(real, image)
    assert real.office.is_recovering
    for hub in real.hubs:
        talk(real, hub)

    assert not real.office.is_recovering
    assert {line.hash for line in real.office.store.decided} == {line.hash for line in ledger}


def test_an_office_that_was_set_back_waits_for_vans_that_are_honoured_and_for_no_phone(real):
    real.make_phone("unit/0")
    first, second, lost = real.hubs
    real.revoke(lost)

    set_back(real, real.office.store.image())

    with real.office.at_work():
        awaited = [one.id for one in recovery.state().awaited]
    assert sorted(awaited) == sorted([first.author, second.author])


def test_an_office_that_went_on_without_a_van_works_on_when_that_comes(real):
    """And notices again, by the same van, that it was set back once more."""
    away, *others = real.hubs
    image = real.office.store.image()
    visit(real, away)
    talk(real, away)
    set_back(real, image)
    for hub in others:
        talk(real, hub)
    real.end_recovery()

    assert real.sync(away)
    assert not real.office.is_recovering
    assert away.store.last_line("unit/0") == real.office.store.last_line("unit/0")

    image = real.office.store.image()
    visit(real, away)
    talk(real, away)
    real.office.store = image
    real.sync(away)
    assert real.office.is_recovering


def test_what_refers_to_what_is_erased_in_the_same_breath_is_refused(real):
    """The office erased while it waited, and decides on that and on what came meanwhile together."""
    hub, others = real.hubs[0], real.hubs[1:]
    [(row, _)] = (seen := visit(real, real.office)).rows()
    for each in real.hubs:
        talk(real, each)
    set_back(real, real.office.store.image())
    for other in others:
        talk(real, other)
    with real.office.at_work():
        erasure.erase([row], why="withdrawn")
    late = real.write(hub, TEAM, Op("follow-up", None, {"visit": str(row)}))
    talk(real, hub)

    assert verdicts(real, seen, late) == ["applied", "erased"]
