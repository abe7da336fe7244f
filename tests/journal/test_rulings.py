"""What a person decides about a conflict or an entry in quarantine is an entry, and can be reversed."""

import json
import uuid

import pytest

from mobilink.booth.models import Tally, Visit, Void
from mobilink.guidance.models import Topic
from mobilink.journal import erasure, inbox, installations, rulings
from mobilink.journal.actions import commit
from mobilink.journal.errors import NotOurs, NotStorable, Overtaken
from mobilink.journal.models import LedgerLine
from mobilink.journal.queries import story_of
from mobilink.journal.rebuild import rebuild, verify
from mobilink.journal.wire import Op
from mobilink.outreach.models import Outing
from mobilink.outreach.rulings import decide_conflict
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Unit

pytestmark = pytest.mark.django_db
AT = 1_563_700_000_000


@pytest.fixture
def outing():
    return Outing.objects.get(title="Sosialisasi Kebun Raya")


@pytest.fixture
def contested(machine, taken, outing):
    """The office wrote what came of an outing, and so did a van that did not know of it."""

    def contest(office="Ramai", van="Hujan", field="result"):
        hub = machine()
        written = Op("outing", outing.pk.bytes, {field: van}, {field: versions(outing, field)})
        entry = hub.entry(written, stream="team", at=1)
        with commit("office", by=None) as draft:
            draft.change(outing, **{field: office})
        taken(hub.parcel(entry))
        [conflict] = [each for each in inbox.conflicts() if each.field == field]
        return conflict

    return contest


def versions(outing, field):
    return bytes.fromhex(outing.versions.get(field, ""))


def said(outing, field="result"):
    return getattr(Outing.objects.get(pk=outing.pk), field)


def tally(outing, **more):
    return Op("tally", None, {"outing": str(outing.pk), "at": AT, **more})


def test_a_change_that_lost_its_conflict_tells_no_calendar_of_itself(
    machine, taken, outing, contested
):
    """What a subscriber's calendar knows stays as it was; the change that stands is told of once."""
    with commit("announce", by=None) as draft:
        draft.change(outing, is_announced=True)
    before = said(outing, "sequence")

    contested("Lapangan", "Taman", "place_text")
    assert (said(outing, "place_text"), said(outing, "sequence")) == ("Lapangan", before)

    hub, now = machine(), Outing.objects.get(pk=outing.pk)
    base = {"place_text": versions(now, "place_text")}
    taken(
        hub.parcel(
            hub.entry(Op("outing", outing.pk.bytes, {"place_text": "Taman"}, base), stream="team")
        )
    )
    assert (said(outing, "place_text"), said(outing, "sequence")) == ("Taman", before + 1)


def test_a_conflict_that_is_decided_leaves_the_inbox_and_stays_findable(contested, outing):
    conflict = contested()

    rulings.decide(conflict.id, "stands", by=None, why="Diperiksa")

    assert inbox.conflicts() == []
    [decided] = inbox.conflicts(decided=True)
    assert (decided.id, decided.decided) == (conflict.id, "stands")
    assert said(outing) == "Ramai"
    assert verify().is_equal


def test_the_other_value_is_a_normal_change_with_its_reason(contested, outing, person):
    conflict = contested()

    rulings.decide(conflict.id, "other", by=person("kepala"), why="Jefri ada di sana")

    assert said(outing) == "Hujan"
    act = story_of(outing)[0]
    assert (act.action, act.why, act.by) == (
        "decide conflict", "Jefri ada di sana", person("kepala").pk,
    )  # fmt: skip


def test_both_are_kept_as_one_text(contested, outing):
    rulings.decide(contested().id, "both", by=None)

    assert said(outing) == "Ramai\n\nHujan"


def test_both_of_a_short_text_stand_on_one_line(contested, outing):
    rulings.decide(contested(field="place_text").id, "both", by=None)

    assert said(outing, "place_text") == "Ramai / Hujan"


def test_one_text_that_holds_the_other_is_enough(contested, outing):
    rulings.decide(contested(van="Ramai sekali").id, "both", by=None)

    assert said(outing) == "Ramai sekali"


@pytest.mark.parametrize(
    ("field", "office", "van"), [("kind", "market", "school"), ("state", "held", "cancelled")]
)
def test_both_of_a_choice_or_a_code_are_refused(contested, outing, field, office, van):
    conflict = contested(office, van, field)

    with pytest.raises(NotOurs):
        rulings.decide(conflict.id, "both", by=None)
    assert inbox.conflicts() == [conflict]


def test_each_decision_can_be_reversed_and_all_are_told(contested, outing):
    conflict = contested()

    for choice, then in (("other", "Hujan"), ("stands", "Ramai"), ("both", "Ramai\n\nHujan"), ("stands", "Ramai")):  # fmt: skip
        rulings.decide(conflict.id, choice, by=None)
        assert said(outing) == then

    told = [ruling.choice for ruling in inbox.rulings_about(conflict.id)]
    assert told == ["stands", "both", "stands", "other"]
    assert verify().is_equal


def test_what_stands_is_kept_also_when_somebody_wrote_a_third_value(contested, outing):
    conflict = contested()
    with commit("later", by=None) as draft:
        draft.change(Outing.objects.get(pk=outing.pk), result="Ramai, lalu hujan")

    rulings.decide(conflict.id, "stands", by=None)

    assert said(outing) == "Ramai, lalu hujan"


def test_later_values_do_not_change_what_a_conflict_was_about(contested, outing):
    conflict = contested()
    rulings.decide(conflict.id, "other", by=None)
    with commit("later", by=None) as draft:
        draft.change(Outing.objects.get(pk=outing.pk), result="Lain lagi")

    [decided] = inbox.conflicts(decided=True)
    assert (decided.base, decided.won, decided.lost) == (conflict.base, conflict.won, conflict.lost)


def test_a_decision_on_an_overtaken_page_is_refused(contested, outing):
    conflict = contested()
    outing.refresh_from_db()
    seen = rulings.seen_of(outing, "result", None)
    rulings.decide(conflict.id, "other", by=None, seen=seen)

    with pytest.raises(Overtaken):
        rulings.decide(conflict.id, "stands", by=None, seen=seen)
    assert said(outing) == "Hujan"


def test_who_approves_nothing_decides_nothing(contested, outing, person):
    conflict = contested()

    with pytest.raises(NotAllowed):
        decide_conflict(conflict.id, "other", by=person("batam"))
    decide_conflict(conflict.id, "other", by=person("kepala"))

    assert said(outing) == "Hujan"


def test_what_the_public_sees_of_an_outing_is_published_anew(contested, outing):
    conflict, before = contested(field="place_text"), said(outing, "sequence")

    decide_conflict(conflict.id, "other", by=None)

    assert said(outing, "sequence") == before + 1


def test_a_van_cannot_decide(machine, taken):
    ruling = {"about": "x", "choice": "stands", "at": AT}
    hub = machine()

    taken(hub.parcel(hub.entry(Op("ruling", None, ruling), stream="team")))

    assert [one.reason for one in inbox.quarantine()] == ["scope"]


def test_the_tables_are_made_anew_with_the_decisions(contested, outing):
    rulings.decide(contested().id, "other", by=None)

    assert rebuild().is_equal
    assert inbox.conflicts() == []
    assert said(outing) == "Hujan"


@pytest.fixture
def lost_van(machine, taken, outing):
    """A van that was revoked, and what it had counted honestly before."""

    def revoked(*ops):
        hub = machine()
        installations.revoke(hub.author, "HP hilang")
        for op in ops or (tally(outing, sex="f"),):
            taken(hub.parcel(hub.entry(op)))
        return [one.id for one in reversed(inbox.quarantine())]

    return revoked


def test_a_revoked_machines_honest_work_is_entered_again(lost_van, outing, person):
    [id_] = lost_van()

    assert rulings.enter_again(id_, by=person("kepala"), why="Dihitung sebelum hilang") == 1

    assert Tally.objects.get().sex == "f"
    assert inbox.quarantine() == []
    [again] = inbox.quarantine([inbox.AGAIN])
    assert (again.id, again.state, again.reason) == (id_, "again", "revoked")
    [ruling] = inbox.rulings_about(id_)
    assert list(ruling.became.values()) == [str(Tally.objects.get().pk)]
    assert verify().is_equal


def test_nothing_is_entered_again_twice(lost_van):
    [id_] = lost_van()
    rulings.enter_again(id_, by=None)

    for again in (rulings.enter_again, rulings.set_aside, rulings.take_up):
        with pytest.raises(NotOurs):
            again(id_, by=None)
    assert Tally.objects.count() == 1


def test_what_points_to_a_record_entered_again_points_to_the_new_one(machine, taken, outing):
    hub = machine()
    installations.revoke(hub.author, "hilang")
    counted = hub.entry(tally(outing))
    [(old, _)] = counted.rows()
    void = Op("void", None, {"outing": str(outing.pk), "at": AT, "fact": str(old), "kind": "tally"})
    taken(hub.parcel(counted, hub.entry(void)))

    for one in reversed(inbox.quarantine()):
        rulings.enter_again(one.id, by=None)

    assert Void.objects.get().fact == Tally.objects.get().pk != old


def test_what_belongs_to_a_record_that_is_not_here_waits_for_it(lost_van):
    orphan = Op("tally", None, {"outing": str(uuid.uuid4()), "at": AT})
    [id_] = lost_van(orphan)

    with pytest.raises(NotOurs):
        rulings.enter_again(id_, by=None)
    assert [one.id for one in inbox.quarantine()] == [id_]


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
    assert [one.id for one in inbox.quarantine()] == [id_]
    assert verify().is_equal


def test_what_a_van_may_not_write_the_office_may_enter(machine, taken):
    hub = machine()
    topic = Op("topic", None, {"code": "x", "name": "X", "name_en": "X", "position": 1})
    taken(hub.parcel(hub.entry(topic, stream="team")))

    rulings.enter_again(inbox.quarantine()[0].id, by=None)

    assert Topic.objects.filter(code="x").count() == 1


def test_what_a_van_counted_at_an_outing_that_went_to_another_unit_can_be_entered_again(
    machine, taken, outing
):
    hub = machine()
    counted = hub.entry(tally(outing, sex="f"))
    section = Unit.objects.get(code="KEPRI-KPP")
    with commit("another unit", by=None) as draft:
        draft.change(outing, executing_unit=section)

    taken(hub.parcel(counted))
    rulings.enter_again(inbox.quarantine()[0].id, by=None)

    assert Tally.objects.get().sex == "f"
    assert LedgerLine.objects.filter(stream="unit/KEPRI-KPP").count() == 1


def test_a_change_in_quarantine_is_laid_on_what_the_field_says_now(lost_van, outing):
    change = Op("outing", outing.pk.bytes, {"result": "Hujan"}, {"result": b""})
    with commit("office", by=None) as draft:
        draft.change(outing, result="Ramai")
    [id_] = lost_van(change)

    rulings.enter_again(id_, by=None)

    assert said(outing) == "Hujan"
    assert verify().is_equal


def test_an_entry_set_aside_can_be_taken_up_again(lost_van):
    [id_] = lost_van()

    rulings.set_aside(id_, by=None, why="Uji coba")
    assert inbox.quarantine() == []
    assert [one.id for one in inbox.quarantine([inbox.ASIDE])] == [id_]
    rulings.take_up(id_, by=None)
    assert [one.id for one in inbox.quarantine()] == [id_]
    rulings.enter_again(id_, by=None)

    assert Tally.objects.count() == 1


def test_the_quarantine_is_written_out_whole(lost_van, outing):
    ids = lost_van(tally(outing, sex="f"), tally(outing, sex="m"))
    rulings.set_aside(ids[0], by=None)

    told = [json.loads(json.dumps(entry)) for entry in inbox.export()]

    assert [entry["id"] for entry in told] == ids
    assert [entry["state"] for entry in told] == ["aside", "waiting"]
    assert [entry["ops"][0]["fields"]["sex"] for entry in told] == ["f", "m"]
    assert {len(entry["hash"]) for entry in told} == {64}


@pytest.mark.parametrize("id_", ["", "x", "0" * 16, "zz" * 8, "0" * 16 + "-0-result", "ü-1-x"])
def test_what_is_not_there_is_refused_by_name(id_):
    for act in (rulings.set_aside, rulings.enter_again):
        with pytest.raises(NotOurs):
            act(id_, by=None)
    with pytest.raises(NotOurs):
        rulings.decide(id_, "stands", by=None)


def test_who_is_erased_is_erased_in_quarantine_too(machine, taken, outing):
    hub, seed = machine(), b"k" * 16
    installations.revoke(hub.author, "hilang")
    said = {"outing": str(outing.pk), "at": AT, "note": "Ibu Contoh"}
    taken(hub.parcel(hub.entry(Op("visit", None, said), salt_seed=seed), seed=seed))
    [id_] = [one.id for one in inbox.quarantine()]
    rulings.enter_again(id_, by=None)

    erasure.erase([Visit.objects.get().pk], why="Diminta")

    every = [inbox.WAITING, inbox.ASIDE, inbox.AGAIN]
    assert inbox.quarantine(every) == []
    assert "Ibu Contoh" not in json.dumps(list(inbox.export(every)))
    with pytest.raises(NotOurs):
        inbox.kept_entry(id_)
    assert verify().is_equal
