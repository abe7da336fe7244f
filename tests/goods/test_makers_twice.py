"""One maker under two names: proposed, merged by a person, one statement and one turn, taken back."""

import pytest

from mobilink.goods import actions, balance, merging
from mobilink.goods.forgetting import forget_maker
from mobilink.goods.models import Maker
from mobilink.goods.queries import Statement, makers_in_turn
from mobilink.outreach.errors import NotTwo
from mobilink.outreach.merging import keep_apart
from mobilink.outreach.models import Outing
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Unit
from mobilink.people.queries import office_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter():
    """Enters a maker of one craft, of whom two are sold."""
    unit = Unit.objects.get(code="KEPRI-KPP")
    outings = iter(Outing.objects.filter(day__year=2019, day__month=7).order_by("day"))

    def make(name, **fields):
        maker = actions.register_maker(by=None, unit=unit, name=name, **fields)
        bag = actions.list_product(maker, by=None, name="Tas", kind="craft", price=50_000)
        lot = actions.take_in(bag, by=None, unit=unit, quantity=5)
        actions.sell(next(outings), [(lot, 2)], by=None, origin=balance.store_of(unit.code))
        return maker

    return make


def proposed():
    return [{pair.row.name, pair.other.name} for pair in merging.maker_duplicates()]


def test_a_name_that_is_part_of_another_of_one_origin_is_proposed(enter):
    enter("Bu Yuni", origin_code="18")
    enter("Yuni Hartati (contoh)", origin_code="18")
    enter("Yuni Ayu", origin_code="35")

    assert proposed() == [{"Bu Yuni", "Yuni Hartati (contoh)"}]


def test_one_number_is_one_maker_whatever_the_name(enter):
    enter("Dapur Sari", phone="0812-0000-0001")
    enter("Keripik Kita", phone="+62 812 0000 0001")
    enter("Anyaman Ayu")

    assert proposed() == [{"Dapur Sari", "Keripik Kita"}]


def test_who_was_erased_is_proposed_as_nobody(enter, monkeypatch):
    """Of a code only the letters are compared, and many have the same."""
    monkeypatch.setattr(Maker, "code", "4F0201")
    for name in ("Dapur Sari", "Keripik Kita"):
        forget_maker(enter(name), by=None, why="Permintaan sendiri")

    assert proposed() == []


@pytest.mark.both
def test_the_kept_one_has_one_statement_and_one_turn_until_it_is_taken_back(enter, person):
    bu, yuni, other = enter("Bu Yuni"), enter("Yuni Hartati"), enter("Ayu")
    head = person("kepala")

    merging.merge_makers(yuni, bu, by=head)
    assert Statement(yuni).takings == 200_000
    assert [(turn.name, turn.had) for turn in makers_in_turn(office_day())] == [
        ("Ayu", 1), ("Yuni Hartati", 2),
    ]  # fmt: skip
    merging.merge_makers(other, yuni, by=head)
    assert Statement(other).takings == 300_000
    with pytest.raises(NotTwo):
        merging.merge_makers(other, bu, by=head)

    for maker in (yuni, bu):
        merging.split_maker(maker, by=head)
    assert [Statement(maker).takings for maker in (bu, yuni, other)] == [100_000] * 3


def test_two_who_are_two_are_proposed_no_more_and_only_the_head_decides(enter, person):
    bu, other = enter("Bu Yuni"), enter("Yuni Hartati")

    with pytest.raises(NotAllowed):
        merging.merge_makers(bu, other, by=person("perencana"))
    keep_apart(merging.maker_duplicates()[0], by=person("kepala"))
    assert proposed() == []
