"""Planning an outing, and the page on which everything about it stands."""

import re
from datetime import date, time

import pytest
from django.urls import reverse

from mobilink.journal.actions import commit
from mobilink.outreach import actions
from mobilink.outreach.models import Outing, Slot
from mobilink.people.models import Unit
from mobilink.places.models import Venue
from tests.acts import an_act


@pytest.fixture
def typed():
    section = Unit.objects.get(code="KEPRI-KPP")
    return {
        "title": "Pasar Bintan Center",
        "kind": "market",
        "day": "2019-08-25",
        "start": "09:00",
        "end": "11:00",
        "venue": Venue.objects.get(name="Pasar Baru Tanjungpinang").pk,
        "owner_unit": section.pk,
        "executing_unit": Unit.objects.get(code="BATAM").pk,
        "programmes": ["institutional", "products"],
        "purpose": "menjawab pertanyaan warga",
    }


def page_of(outing):
    return reverse("console:outing", args=[outing.pk])


def test_a_planner_saves_a_draft(signed_in, typed, words):
    desk = signed_in("perencana")

    response = desk.post("/console/outings/new", typed | {"draft": "yes"}, follow=True)

    made = Outing.objects.get(title="Pasar Bintan Center")
    assert response.redirect_chain == [(page_of(made), 302)]
    assert "Tersimpan sebagai draf." in words(response)
    assert (made.state, made.start, made.programmes) == (
        "draft",
        time(9),
        ["institutional", "products"],
    )


def test_a_planner_saves_and_proposes_in_one_go(signed_in, typed, words):
    desk = signed_in("perencana")

    response = desk.post("/console/outings/new", typed | {"propose": "yes"}, follow=True)

    assert Outing.objects.get(title="Pasar Bintan Center").state == "proposed"
    assert "Diusulkan. Sekarang menunggu keputusan." in words(response)


def test_a_form_that_is_sent_twice_makes_one_outing(signed_in, typed, words):
    desk = signed_in("perencana")
    first = desk.post("/console/outings/new", typed | {"propose": "yes"}, follow=True)

    second = desk.post("/console/outings/new", typed | {"propose": "yes"}, follow=True)

    made = Outing.objects.get(title="Pasar Bintan Center")
    assert first.redirect_chain == second.redirect_chain == [(page_of(made), 302)]
    assert "sudah ada di kalender" in words(second)


def test_the_form_begins_with_what_the_slot_asks_for(signed_in, words):
    slot = Slot.objects.get()

    response = signed_in("perencana").get(f"/console/outings/new?slot={slot.pk}&day=2019-08-11")

    page = response.content.decode()
    assert 'value="Car Free Day Tanjungpinang"' in page
    assert 'value="2019-08-11"' in page
    assert 'value="06:00"' in page
    assert "hari libur: Hari Raya Idul Adha" in words(response)


def test_an_outing_planned_from_a_slot_settles_its_date(signed_in, typed):
    slot = Slot.objects.get()
    address = f"/console/outings/new?slot={slot.pk}&day=2019-09-08"

    signed_in("perencana").post(address, typed | {"day": "2019-09-08", "propose": "yes"})

    assert Outing.objects.get(title="Pasar Bintan Center").slot == slot


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "Nama kegiatan"),
        ({"day": "31-31-2019"}, "Hari"),
        ({"venue": "nowhere"}, "Tempat"),
        ({"kind": "party"}, "Jenis"),
        ({"programmes": ["gossip"]}, "Program"),
    ],
)
def test_a_field_that_cannot_be_meant_is_named_at_the_top(signed_in, typed, words, wrong, says):
    response = signed_in("perencana").post("/console/outings/new", typed | wrong)

    assert response.status_code == 422
    assert f"Periksa lagi {says}:" in words(response)
    assert Outing.objects.filter(title="Pasar Bintan Center").count() == 0


def test_a_plan_that_is_refused_keeps_what_was_typed(signed_in, typed, words):
    response = signed_in("perencana").post("/console/outings/new", typed | {"end": "08:00"})

    assert response.status_code == 409
    assert "Kegiatan selesai pukul 08.00, padahal mulai pukul 09.00." in words(response)
    assert 'value="Pasar Bintan Center"' in response.content.decode()


def test_a_person_plans_only_for_their_own_unit(signed_in, typed):
    response = signed_in("batam").post("/console/outings/new", typed)

    assert response.status_code == 422
    assert not Outing.objects.filter(title="Pasar Bintan Center").exists()


def test_the_plan_is_changed_in_the_same_form(signed_in, typed, proposal, words):
    desk = signed_in("perencana")

    response = desk.post(reverse("console:outing_edit", args=[proposal.pk]), typed, follow=True)

    proposal.refresh_from_db()
    assert (proposal.title, proposal.day) == ("Pasar Bintan Center", date(2019, 8, 25))
    assert "Maya Contoh mengubah rencana: nama kegiatan, jenis, hari" in words(response)


def test_an_outing_that_is_over_cannot_be_changed(signed_in, typed, held, words):
    response = signed_in("perencana").post(reverse("console:outing_edit", args=[held.pk]), typed)

    assert response.status_code == 409
    assert "berstatus dilaporkan" in words(response)


def test_the_page_names_owner_and_executing_unit_as_they_were_called_then(signed_in, held, words):
    page = words(signed_in("kepala").get(page_of(held)))

    assert "Pelaksana P4TKI Batam" in page
    assert "Penanggung jawab Seksi Kelembagaan dan PP Dilaksanakan oleh unit lain." in page


def test_a_figure_that_nobody_recorded_is_not_a_zero(signed_in, held, words):
    page = words(signed_in("kepala").get(page_of(held)))

    assert "Orang yang singgah tidak dicatat Kunjungan tidak dicatat" in page


def test_steps_that_nobody_recorded_are_not_called_done(signed_in, held, words):
    page = words(signed_in("kepala").get(page_of(held)))

    assert "Draf tidak dicatat Diusulkan tidak dicatat" in page


def test_a_draft_has_its_time_and_a_proposal_of_a_routine_never_was_one(signed_in, proposal, words):
    desk = signed_in("kepala")
    routine = actions.propose_from_slot(Slot.objects.get(), date(2019, 9, 8), by=None)

    assert "Draf 18 Agu 2019, 05.30 Diusulkan 18 Agu" in words(desk.get(page_of(proposal)))
    assert "Draf dilewati Diusulkan 18 Agu 2019, 05.30" in words(desk.get(page_of(routine)))


def test_a_friday_noon_is_warned_with_a_better_hour(signed_in, draft, words):
    outing = draft(day=date(2019, 8, 23), start=time(11, 30), end=time(13, 30))

    page = words(signed_in("perencana").get(page_of(outing)))

    assert "bertepatan dengan salat Jumat (11.30–13.30). Sebaiknya mulai pukul 15.30." in page


def test_a_plan_for_a_day_that_has_passed_is_warned_and_what_was_held_is_not(
    signed_in, draft, held, words
):
    desk, late = signed_in("perencana"), draft(day=date(2018, 8, 24))

    assert "Tanggal ini sudah lewat." in words(desk.get(page_of(late)))
    assert "sudah lewat" not in words(desk.get(page_of(held)))


def test_the_page_asks_a_constant_number_of_questions(
    signed_in, approved, django_assert_max_num_queries
):
    for number in range(20):
        actions.revise_outing(approved, by=None, purpose=f"tujuan {number}")
    desk = signed_in("kepala")

    with django_assert_max_num_queries(47):
        desk.get(page_of(approved))


def test_a_form_opened_before_somebody_elses_change_overwrites_nothing(signed_in, proposal, person):
    """Two officers have the same outing open; the second sees the first one's change."""
    desk = signed_in("perencana")
    page = desk.get(f"/console/outings/{proposal.pk}/edit").content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    actions.revise_outing(proposal, by=person("kepala"), title="Their title")

    answer = desk.post(
        f"/console/outings/{proposal.pk}/do/cancel", {"seen": seen, "reason": "Rain"}
    )

    assert answer.status_code == 409
    assert "Seseorang mengubah ini" in answer.content.decode()
    proposal.refresh_from_db()
    assert (proposal.title, proposal.state) == ("Their title", "proposed")


def test_a_refused_form_keeps_what_its_reader_saw_and_is_refused_again(signed_in, proposal, typed):
    """The second Save must not undo what the first one was refused for."""
    desk, edit = signed_in("perencana"), f"/console/outings/{proposal.pk}/edit"
    seen = re.search(r'name="seen" value="(\d+)"', desk.get(edit).content.decode())[1]
    actions.revise_outing(proposal, by=None, title="Their title")
    mine = typed | {"title": "My title", "seen": seen}

    for _ in range(2):
        answer = desk.post(edit, mine)
        assert answer.status_code == 409
        assert f'name="seen" value="{seen}"' in answer.content.decode()

    proposal.refresh_from_db()
    assert proposal.title == "Their title"


def test_a_person_out_of_service_reads_nothing(signed_in, person):
    desk = signed_in("humas")
    with commit(an_act("put out of service")) as draft:
        draft.change(person("humas"), is_active=False)

    assert desk.get("/console/").status_code == 302
