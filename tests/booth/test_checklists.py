"""Checklists, handovers and changed plans of phones, as the office takes them."""

from datetime import date

import pytest

from mobilink.booth import checklists, plan
from mobilink.booth.models import ChecklistItem, Handover, Tick
from mobilink.journal.actions import commit
from mobilink.journal.core.wire import Op
from mobilink.journal.storage.fields import misfit_of
from mobilink.journal.storage.models import Blob
from mobilink.outreach import actions
from mobilink.outreach.arrivals import count_changes
from mobilink.outreach.models import Outing, Slot
from mobilink.people import engaging
from mobilink.people.models import Person, Unit
from mobilink.people.queries import Rights, unit_and_above
from tests.acts import an_act

A_PHOTO = "ab" * 32


@pytest.fixture
def outing(db, on) -> Outing:
    on(date(2019, 8, 17))
    made = actions.propose_from_slot(Slot.objects.get(), date(2019, 8, 18), by=None)
    actions.approve(made, by=None)
    return made


def misfit(kind: str, outing: Outing, **fields: object) -> str:
    return misfit_of(Op(kind, None, {"outing": str(outing.pk), "at": 1_566_081_000_000, **fields}))


def test_the_story_brings_checklists_of_setting_up_and_striking(db):
    phases = list(ChecklistItem.objects.values_list("phase", flat=True))

    assert (phases.count("set_up"), phases.count("strike")) == (8, 6)
    assert [item["code"] for item in checklists.items()][:2] == ["distance", "tent"]


def test_what_a_phone_says_of_ticks_and_handovers_fits_or_is_named(outing):
    someone = str(Person.objects.first().pk)

    assert misfit("tick", outing, item="tent", is_done=True, photo=A_PHOTO, photo_size=9) == ""
    assert "photo" in misfit("tick", outing, item="tent", is_done=True, photo="ab" * 33)
    assert misfit("handover", outing, given_by=someone, taken_by=someone, matters=["weather"]) == ""
    assert "taken_by" in misfit("handover", outing, given_by=someone)


@pytest.mark.both
def test_the_newest_tick_of_an_item_holds_and_a_photo_is_awaited_until_it_is_here(outing):
    from mobilink.basics import clock

    with commit(an_act("record tick")) as draft:
        draft.add(Tick, outing=outing, at=clock.now(), item="tent", photo=A_PHOTO, photo_size=4)
        draft.add(Tick, outing=outing, at=clock.now(), item="banner")
    with commit(an_act("record tick")) as draft:
        draft.add(Tick, outing=outing, at=clock.now(), item="banner", is_done=False)

    tent, banner = checklists.checklist_of(outing)
    assert (tent.is_done, tent.photos, tent.awaited) == (True, [], 1)
    assert not banner.is_done
    assert checklists.photo(A_PHOTO) is None

    Blob.objects.create(hash=A_PHOTO, size=4, data=b"jpeg", is_whole=True)
    tent, _banner = checklists.checklist_of(outing)
    assert (tent.photos, tent.awaited) == ([A_PHOTO], 0)
    assert checklists.photo(A_PHOTO) == b"jpeg"


def test_a_photo_that_no_tick_names_is_shown_to_nobody(db):
    Blob.objects.create(hash=A_PHOTO, size=4, data=b"jpeg", is_whole=True)

    assert checklists.photo(A_PHOTO) is None


def test_the_desk_shows_ticks_photos_and_handovers(outing, signed_in, person):
    from mobilink.basics import clock

    with commit(an_act("record")) as draft:
        draft.add(Tick, outing=outing, at=clock.now(), item="tent", photo=A_PHOTO, photo_size=4)
        giver, taker = person("petugas"), person("perencana")
        handover = {"given_by": giver, "taken_by": taker, "matters": ["weather"]}
        draft.add(Handover, outing=outing, at=clock.now(), **handover)
    desk = signed_in("perencana")

    page = desk.get(f"/console/outings/{outing.pk}/").content.decode()
    assert "Foto ditunggu" in page
    assert "menyerahkan booth kepada" in page
    assert "Cuaca berubah" in page

    Blob.objects.create(hash=A_PHOTO, size=4, data=b"jpeg", is_whole=True)
    page = desk.get(f"/console/outings/{outing.pk}/").content.decode()
    assert f'src="/console/photos/{A_PHOTO}"' in page
    answer = desk.get(f"/console/photos/{A_PHOTO}")
    assert (answer.content, answer["Content-Type"]) == (b"jpeg", "image/jpeg")
    assert desk.get(f"/console/photos/{'0' * 64}").status_code == 404


def test_a_plan_says_who_may_change_it(outing, person):
    from mobilink.booth.deciding import who_may

    may = who_may(outing, [Rights(person("kepala")), Rights(person("perencana"))])
    names = {act: [person["name"] for person in people] for act, people in may.items()}

    assert names["late"] == ["Rahmad Contoh"]
    assert names["cancel"] == ["Rahmad Contoh", "Maya Contoh"]
    assert b'"checklist"' in plan.plan_of("KEPRI-KPP")


def test_a_plan_says_until_when_somebody_may_change_it_by_roles_at_its_owner(outing, person):
    from mobilink.booth.deciding import who_may

    def give(function, unit, until):
        days = {"since": date(2019, 8, 1), "until": until and date(2019, 8, until)}
        engaging.give_role(person("petugas"), by=None, function=function, unit=unit, **days)

    owner, office = outing.owner_unit, Unit.objects.get(parent=None)
    elsewhere = Unit.objects.exclude(pk__in=[senior.pk for senior in unit_and_above(owner)])[0]
    give("planner", owner, 19)
    give("planner", office, 25)
    give("planner", elsewhere, None)
    give("approver", office, 20)
    may = who_may(outing, [Rights(person("petugas")), Rights(person("kepala"))])

    ends = {act: [person.get("until") for person in people] for act, people in may.items()}
    assert ends["cancel"] == ["2019-08-25", None]
    assert ends["late"] == ["2019-08-20", None]


def test_calendars_learn_of_what_a_phone_changed_once(outing):
    before = outing.sequence

    count_changes({outing.pk: {"result"}})
    count_changes({outing.pk: {"place_text", "sequence"}})
    count_changes({outing.pk: {"state"}})
    outing.refresh_from_db()
    assert outing.sequence == before

    count_changes({outing.pk: {"start"}})
    outing.refresh_from_db()
    assert outing.sequence == before + 1
