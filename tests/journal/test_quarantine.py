"""An entry in quarantine is entered again, set aside or taken up by a person; each is an entry too."""

import json
import uuid
from datetime import date

import pytest

from mobilink.booth.models import Tally, Visit, Void
from mobilink.guidance.models import Topic
from mobilink.journal import rulings
from mobilink.journal.actions import commit
from mobilink.journal.core.errors import NotOurs, NotStorable
from mobilink.journal.core.wire import Op
from mobilink.journal.members import installations
from mobilink.journal.safety import erasure
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage import review_queue
from mobilink.outreach import actions
from mobilink.outreach.models import Outing, Slot
from mobilink.people.models import Unit
from tests.acts import an_act
from tests.journal.phones import AT, tally_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost_van(machine, taken, outing):
    """A van that was revoked, and what it had counted honestly before."""

    def revoked(*ops):
        hub = machine()
        installations.revoke(hub.author, "HP hilang")
        for op in ops or (tally_at(outing, sex="f"),):
            taken(hub.signed_segment(hub.entry(op)))
        return [one.id for one in reversed(review_queue.quarantine())]

    return revoked


@pytest.mark.both
def test_a_revoked_machines_honest_work_is_entered_again(lost_van, outing, person):
    [id_] = lost_van()

    assert rulings.enter_again(id_, by=person("kepala"), why="Dihitung sebelum hilang") == 1

    assert Tally.objects.get().sex == "f"
    assert review_queue.quarantine() == []
    [again] = review_queue.quarantine([review_queue.AGAIN])
    assert (again.id, again.state, again.reason) == (id_, "again", "revoked")
    [ruling] = review_queue.rulings_about(id_)
    assert list(ruling.became.values()) == [str(Tally.objects.get().pk)]
    assert verify().is_equal


@pytest.mark.both
def test_nothing_is_entered_again_twice(lost_van):
    [id_] = lost_van()
    rulings.enter_again(id_, by=None)

    for again in (rulings.enter_again, rulings.set_aside, rulings.take_up):
        with pytest.raises(NotOurs):
            again(id_, by=None)
    assert Tally.objects.count() == 1


@pytest.mark.both
def test_what_points_to_a_record_entered_again_points_to_the_new_one(machine, taken, outing):
    hub = machine()
    installations.revoke(hub.author, "hilang")
    counted = hub.entry(tally_at(outing))
    [(old, _)] = counted.rows()
    void = Op("void", None, {"outing": str(outing.pk), "at": AT, "fact": str(old), "kind": "tally"})
    taken(hub.signed_segment(counted, hub.entry(void)))

    for entry in reversed(review_queue.quarantine()):
        rulings.enter_again(entry.id, by=None)

    assert Void.objects.get().fact == Tally.objects.get().pk != old


def test_what_belongs_to_a_record_that_is_not_here_waits_for_it(lost_van):
    orphan = Op("tally", None, {"outing": str(uuid.uuid4()), "at": AT})
    [id_] = lost_van(orphan)

    with pytest.raises(NotOurs):
        rulings.enter_again(id_, by=None)
    assert [one.id for one in review_queue.quarantine()] == [id_]


@pytest.mark.parametrize(
    ("op", "refusal"),
    [
        (Op("spaceship", None, {}), NotStorable),
        (Op("tally", None, {"at": AT}), NotStorable),
        (Op("topic", None, {"code": "x", "name": "X", "name_en": "X", "position": 1, "later": 1}), NotStorable),
        (Op("tally", bytes(16), {"sex": "f"}), NotOurs),
    ],
)  # fmt: skip
def test_what_no_office_could_use_stays_in_quarantine(lost_van, op, refusal):
    [id_] = lost_van(op)

    with pytest.raises(refusal):
        rulings.enter_again(id_, by=None)
    assert [one.id for one in review_queue.quarantine()] == [id_]
    assert verify().is_equal


def test_a_booth_whose_opening_is_entered_again_puts_its_outing_under_way(lost_van, on):
    outing = actions.propose_from_slot(Slot.objects.get(), date(2019, 9, 15), by=None)
    actions.approve(outing, by=None)
    on(date(2019, 9, 15))
    [id_] = lost_van(Op("session", None, {"outing": str(outing.pk), "at": AT}))

    rulings.enter_again(id_, by=None)

    outing.refresh_from_db()
    assert outing.state == Outing.State.UNDER_WAY
    assert verify().is_equal


def test_what_a_van_may_not_write_the_office_may_enter(machine, taken):
    hub = machine()
    topic = Op("topic", None, {"code": "x", "name": "X", "name_en": "X", "position": 1})
    taken(hub.signed_segment(hub.entry(topic, stream="team")))

    rulings.enter_again(review_queue.quarantine()[0].id, by=None)

    assert Topic.objects.filter(code="x").count() == 1


def test_what_a_van_counted_before_an_outing_went_to_another_unit_is_honoured(
    machine, taken, outing
):
    hub = machine()
    counted = hub.entry(tally_at(outing, sex="f"))
    section = Unit.objects.get(code="KEPRI-KPP")
    with commit(an_act("another unit"), by=None) as draft:
        draft.change(outing, executing_unit=section)

    taken(hub.signed_segment(counted))

    assert review_queue.quarantine() == []
    assert Tally.objects.get().sex == "f"


def test_a_change_in_quarantine_is_laid_on_what_the_field_says_now(lost_van, outing):
    change = Op("outing", outing.pk.bytes, {"result": "Hujan"}, {"result": b""})
    with commit(an_act("office"), by=None) as draft:
        draft.change(outing, result="Ramai")
    [id_] = lost_van(change)

    rulings.enter_again(id_, by=None)

    outing.refresh_from_db()
    assert outing.result == "Hujan"
    assert verify().is_equal


def test_an_entry_set_aside_can_be_taken_up_again(lost_van):
    [id_] = lost_van()

    rulings.set_aside(id_, by=None, why="Uji coba")
    assert review_queue.quarantine() == []
    assert [one.id for one in review_queue.quarantine([review_queue.ASIDE])] == [id_]
    rulings.take_up(id_, by=None)
    assert [one.id for one in review_queue.quarantine()] == [id_]
    rulings.enter_again(id_, by=None)

    assert Tally.objects.count() == 1


def test_the_quarantine_is_written_out_whole(lost_van, outing):
    ids = lost_van(tally_at(outing, sex="f"), tally_at(outing, sex="m"))
    rulings.set_aside(ids[0], by=None)

    exported = [json.loads(json.dumps(entry)) for entry in review_queue.export()]

    assert [entry["id"] for entry in exported] == ids
    assert [entry["state"] for entry in exported] == ["aside", "waiting"]
    assert [entry["ops"][0]["fields"]["sex"] for entry in exported] == ["f", "m"]
    assert {len(entry["hash"]) for entry in exported} == {64}


def test_who_is_erased_is_erased_in_quarantine_too(machine, taken, outing):
    hub, seed = machine(), b"k" * 16
    installations.revoke(hub.author, "hilang")
    said = {"outing": str(outing.pk), "at": AT, "note": "Ibu Contoh"}
    taken(hub.signed_segment(hub.entry(Op("visit", None, said), salt_seed=seed), seed=seed))
    [id_] = [one.id for one in review_queue.quarantine()]
    rulings.enter_again(id_, by=None)

    erasure.erase([Visit.objects.get().pk], why="Diminta")

    every = [review_queue.WAITING, review_queue.ASIDE, review_queue.AGAIN]
    assert review_queue.quarantine(every) == []
    assert "Ibu Contoh" not in json.dumps(list(review_queue.export(every)))
    with pytest.raises(NotOurs):
        review_queue.quarantined_entry(id_)
    assert verify().is_equal
