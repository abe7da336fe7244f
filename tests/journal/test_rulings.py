"""What a person decides about a conflict or an entry in quarantine is an entry, and can be reversed."""

import pytest

from mobilink.journal import rulings
from mobilink.journal.actions import commit
from mobilink.journal.core.errors import NotOurs, Overtaken
from mobilink.journal.core.wire import Op
from mobilink.journal.safety.queries import story_of
from mobilink.journal.safety.rebuild import rebuild, verify
from mobilink.journal.storage import review_queue
from mobilink.outreach.models import Outing
from mobilink.outreach.rulings import decide_conflict
from mobilink.people.errors import NotAllowed
from tests.acts import an_act
from tests.journal.phones import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def contested(machine, taken, outing):
    """The office wrote what came of an outing, and so did a van that did not know of it."""

    def contest(office="Ramai", van="Hujan", field="result"):
        hub = machine()
        written = Op("outing", outing.pk.bytes, {field: van}, {field: versions(outing, field)})
        entry = hub.entry(written, stream="team", at=1)
        with commit(an_act("office"), by=None) as draft:
            draft.change(outing, **{field: office})
        taken(hub.signed_segment(entry))
        [conflict] = [each for each in review_queue.conflicts() if each.field == field]
        return conflict

    return contest


def versions(outing, field):
    return bytes.fromhex(outing.versions.get(field, ""))


def said(outing, field="result"):
    return getattr(Outing.objects.get(pk=outing.pk), field)


def test_a_change_that_lost_its_conflict_tells_no_calendar_of_itself(
    machine, taken, outing, contested
):
    """What a subscriber's calendar knows stays as it was; the change that stands is told of once."""
    with commit(an_act("announce"), by=None) as draft:
        draft.change(outing, is_announced=True)
    before = said(outing, "sequence")

    contested("Lapangan", "Taman", "place_text")
    assert (said(outing, "place_text"), said(outing, "sequence")) == ("Lapangan", before)

    hub, now = machine(), Outing.objects.get(pk=outing.pk)
    base = {"place_text": versions(now, "place_text")}
    taken(
        hub.signed_segment(
            hub.entry(Op("outing", outing.pk.bytes, {"place_text": "Taman"}, base), stream="team")
        )
    )
    assert (said(outing, "place_text"), said(outing, "sequence")) == ("Taman", before + 1)


def test_a_conflict_that_is_decided_leaves_the_queue_and_stays_findable(contested, outing):
    conflict = contested()

    rulings.decide(conflict.id, "stands", by=None, why="Diperiksa")

    assert review_queue.conflicts() == []
    [decided] = review_queue.conflicts(decided=True)
    assert (decided.id, decided.decided) == (conflict.id, "stands")
    assert said(outing) == "Ramai"
    assert verify().is_equal


@pytest.mark.both
def test_the_other_value_is_a_normal_change_with_its_reason(contested, outing, person):
    conflict = contested()

    rulings.decide(conflict.id, "other", by=person("kepala"), why="Jefri ada di sana")

    assert said(outing) == "Hujan"
    act = story_of(outing)[0]
    assert (act.action, act.why, act.by) == (
        "decide conflict", "Jefri ada di sana", person("kepala").pk,
    )  # fmt: skip


@pytest.mark.both
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
    assert review_queue.conflicts() == [conflict]


def test_each_decision_can_be_reversed_and_all_are_told(contested, outing):
    conflict = contested()

    for choice, then in (("other", "Hujan"), ("stands", "Ramai"), ("both", "Ramai\n\nHujan"), ("stands", "Ramai")):  # fmt: skip
        rulings.decide(conflict.id, choice, by=None)
        assert said(outing) == then

    choices = [ruling.choice for ruling in review_queue.rulings_about(conflict.id)]
    assert choices == ["stands", "both", "stands", "other"]
    assert verify().is_equal


def test_what_stands_is_kept_also_when_somebody_wrote_a_third_value(contested, outing):
    conflict = contested()
    with commit(an_act("later"), by=None) as draft:
        draft.change(Outing.objects.get(pk=outing.pk), result="Ramai, lalu hujan")

    rulings.decide(conflict.id, "stands", by=None)

    assert said(outing) == "Ramai, lalu hujan"


def test_later_values_do_not_change_what_a_conflict_was_about(contested, outing):
    conflict = contested()
    rulings.decide(conflict.id, "other", by=None)
    with commit(an_act("later"), by=None) as draft:
        draft.change(Outing.objects.get(pk=outing.pk), result="Lain lagi")

    [decided] = review_queue.conflicts(decided=True)
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

    taken(hub.signed_segment(hub.entry(Op("ruling", None, ruling), stream="team")))

    assert [one.reason for one in review_queue.quarantine()] == ["scope"]


@pytest.mark.both
def test_the_tables_are_made_anew_with_the_decisions(contested, outing):
    rulings.decide(contested().id, "other", by=None)

    assert rebuild().is_equal
    assert review_queue.conflicts() == []
    assert said(outing) == "Hujan"


@pytest.mark.parametrize("id_", ["", "x", "0" * 16, "zz" * 8, "0" * 16 + "-0-result", "ü-1-x"])
def test_what_is_not_there_is_refused_by_name(id_):
    for act in (rulings.set_aside, rulings.enter_again):
        with pytest.raises(NotOurs):
            act(id_, by=None)
    with pytest.raises(NotOurs):
        rulings.decide(id_, "stands", by=None)


def test_two_that_lost_and_came_together_wait_each_for_its_own_decision(machine, taken, outing):
    other = Outing.objects.exclude(pk=outing.pk).first()
    hub = machine(streams=["team", "unit/BATAM", f"unit/{other.owner_unit.code}"])
    written = [
        Op("outing", each.pk.bytes, {"result": "Hujan"}, {"result": versions(each, "result")})
        for each in (outing, other)
    ]
    entries = [hub.entry(op, stream="team", at=1) for op in written]
    with commit(an_act("office"), by=None) as draft:
        for each in (outing, other):
            draft.change(each, result="Ramai")

    taken(hub.signed_segment(*entries))
    for conflict in review_queue.conflicts():
        rulings.decide(conflict.id, "other", by=None)

    assert (said(outing), said(other)) == ("Hujan", "Hujan")


def test_a_value_that_had_lost_is_not_told_as_the_one_that_stood(contested, machine, taken, outing):
    third = machine()
    op = Op(
        "outing", outing.pk.bytes, {"result": "Mendung"}, {"result": versions(outing, "result")}
    )
    entry = third.entry(op, stream="team", at=2)
    contested("Ramai", "Hujan")

    taken(third.signed_segment(entry))

    [newest, _] = review_queue.conflicts()
    assert (newest.won.value, newest.lost.value) == ("Ramai", "Mendung")
