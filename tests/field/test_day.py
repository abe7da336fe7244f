"""The officer's day: finding the outing, opening the booth, asking, giving, closing."""

import pytest

from mobilink.booth.models import Closing, Handout, Session, Visit
from mobilink.booth.queries import counts_of, reconciliation_of
from mobilink.fleet.models import Equipment
from mobilink.outreach import actions as outreach
from mobilink.outreach import bookings
from mobilink.outreach.models import Assignment, Outing


def address(outing, what: str = "") -> str:
    return f"/field/outings/{outing.pk}/{what}"


def test_today_shows_the_outing_with_its_place_and_hours(outing, signed_in):
    page = signed_in("petugas").get("/field/").content.decode()
    assert "Minggu, 18 Agustus 2019" in page
    assert "Taman tepi laut Gurindam 12" in page
    assert "06.00–09.00 WIB" in page
    assert "Buka booth" in page


def test_the_officer_of_batam_does_not_find_it(outing, signed_in):
    page = signed_in("batam").get("/field/").content.decode()
    assert "Tidak ada kegiatan hari ini" in page


def test_an_open_booth_of_another_day_is_still_found(outing, signed_in):
    phone = signed_in("petugas")
    outreach.revise_outing(outing, by=None, day=outing.day.replace(day=11))
    phone.post(address(outing, "open/"))
    duty = phone.get("/field/").context["duty"]
    assert [each.pk for each in duty.open] == [outing.pk]


def test_the_day_takes_as_many_questions_for_many_outings(
    outing, signed_in, django_assert_max_num_queries
):
    phone = signed_in("petugas")
    fields = {name: getattr(outing, name) for name in outreach.OutingPlan.__dataclass_fields__}
    for number in range(20):
        plan = outreach.OutingPlan(**{**fields, "title": f"Pasar {number}", "slot": None})
        made = outreach.draft_outing(plan, by=None)
        outreach.propose(made, by=None)
        outreach.approve(made, by=None)
    with django_assert_max_num_queries(12):
        phone.get("/field/")


def test_opening_counts_the_leaflets_taken_along(outing, signed_in):
    signed_in("petugas").post(address(outing, "open/"), {"leaflets_taken": "200"})
    assert Session.objects.get().leaflets_taken == 200
    assert Outing.objects.get(pk=outing.pk).state == Outing.State.UNDER_WAY


def test_opening_twice_opens_once(outing, signed_in):
    phone = signed_in("petugas")
    for _tap in range(2):
        phone.post(address(outing, "open/"))
    assert Session.objects.count() == 1


@pytest.mark.parametrize("typed", ["-1", "many", "1000000"])
def test_a_wrong_number_of_leaflets_is_told_beside_the_field(outing, signed_in, typed):
    page = signed_in("petugas").post(address(outing, "open/"), {"leaflets_taken": typed})
    assert page.status_code == 422
    assert 'aria-describedby="leaflets-problem"' in page.content.decode()
    assert not Session.objects.exists()


def test_a_visit_tells_what_was_asked(booth_open, signed_in):
    visit = {"topics": ["recruiter", "cost"], "programme": "jobs_info", "sex": "f", "tap": "v1"}
    phone = signed_in("petugas")
    for _sending in range(2):
        phone.post(address(booth_open, "visit/"), visit)
    made = Visit.objects.get()
    assert (made.topics, made.programme, made.sex) == (["recruiter", "cost"], "jobs_info", "f")


def test_a_visit_without_topics_is_fine(booth_open, signed_in):
    signed_in("petugas").post(address(booth_open, "visit/"))
    assert counts_of(booth_open).visits == 1


def test_an_unknown_topic_is_refused_beside_the_question(booth_open, signed_in):
    page = signed_in("petugas").post(address(booth_open, "visit/"), {"topics": ["love"]})
    assert page.status_code == 422
    assert "<title>Masalah:" in page.content.decode()
    assert not Visit.objects.exists()


def test_the_programme_is_first_the_outings_then_the_last_visits(booth_open, signed_in):
    phone = signed_in("petugas")
    assert (
        phone.get(address(booth_open, "visit/")).context["form"]["programme"].value()
        == "institutional"
    )
    phone.post(address(booth_open, "visit/"), {"programme": "products"})
    assert (
        phone.get(address(booth_open, "visit/")).context["form"]["programme"].value() == "products"
    )


@pytest.mark.parametrize("given", [{"quantity": "10"}, {"other": "10"}])
def test_leaflets_are_given_by_button_or_by_number(booth_open, signed_in, given):
    signed_in("petugas").post(address(booth_open, "give/"), {"item": "leaflet", **given})
    assert Handout.objects.get().quantity == 10
    assert counts_of(booth_open).leaflets == 10


@pytest.mark.parametrize("other", ["", "0", "ten", "99999"])
def test_no_number_gives_nothing_and_says_what_to_type(booth_open, signed_in, other):
    answer = signed_in("petugas").post(
        address(booth_open, "give/"), {"item": "sticker", "other": other}
    )
    assert answer.status_code == 422
    assert not Handout.objects.exists()


def test_a_record_is_taken_back_from_the_list(booth_open, signed_in):
    phone = signed_in("petugas")
    phone.post(address(booth_open, "give/"), {"item": "leaflet", "quantity": "50"})
    fact = str(Handout.objects.get().pk)
    phone.post(address(booth_open, "undo/"), {"fact": fact, "back": "records"})
    page = phone.get(address(booth_open, "records/")).content.decode()
    assert counts_of(booth_open).leaflets == 0
    assert "50 leaflet" in page
    assert "dibatalkan" in page


def test_comparing_tells_the_difference_and_signs_nothing(booth_open, signed_in):
    phone = signed_in("petugas")
    phone.post(address(booth_open, "give/"), {"item": "leaflet", "quantity": "10"})
    page = phone.post(
        address(booth_open, "close/"), {"leaflets_left": "80", "compare": "yes"}
    ).content.decode()
    assert "Selisih 10: leaflet yang habis lebih banyak" in page
    assert not Closing.objects.exists()


def test_closing_reckons_the_leaflets_and_leads_to_the_report(booth_open, signed_in):
    phone = signed_in("petugas")
    phone.post(address(booth_open, "give/"), {"item": "leaflet", "quantity": "20"})
    page = phone.post(address(booth_open, "close/"), {"leaflets_left": "80"}, follow=True)
    assert reconciliation_of(booth_open).difference == 0
    assert "Leaflet cocok" in page.content.decode()
    assert Outing.objects.get(pk=booth_open.pk).state == Outing.State.HELD


def test_a_partial_closing_is_labelled(booth_open, signed_in):
    closing = {"partial": "yes", "note": "Hujan deras"}
    page = signed_in("petugas").post(address(booth_open, "close/"), closing, follow=True)
    assert Closing.objects.get().is_partial
    assert "Ditutup sebagian." in page.content.decode()


def test_closing_twice_signs_once(booth_open, signed_in):
    phone = signed_in("petugas")
    for _tap in range(2):
        page = phone.post(address(booth_open, "close/"), {"leaflets_left": "80"}, follow=True)
    assert page.status_code == 200
    assert Closing.objects.count() == 1


def test_closing_says_what_was_really_there(outing, signed_in):
    booked = bookings.book(outing, Equipment.objects.get(label="TND-01"), by=None)
    phone = signed_in("petugas")
    phone.post(address(outing, "open/"))
    phone.post(address(outing, "close/"), {f"served_{booked.pk}": "no"})
    assert Assignment.objects.get(pk=booked.pk).served is False


def test_reopening_carries_the_leaflets_over(booth_open, signed_in):
    phone = signed_in("petugas")
    phone.post(address(booth_open, "close/"), {"leaflets_left": "80"})
    assert 'value="80"' in phone.get(address(booth_open)).content.decode()


def test_a_preference_stays_on_the_phone(signed_in, db):
    phone = signed_in("petugas")
    phone.post("/field/preferences/", {"hand": "left", "next": "/field/"})
    assert "hand-left" in phone.get("/field/").content.decode()
    phone.post("/field/preferences/", {"hand": "third", "next": "https://elsewhere.example/"})
    assert phone.cookies["mobilink_hand"].value == "left"


def test_help_is_a_page_of_its_own(signed_in, db):
    assert "Salah ketuk" in signed_in("petugas").get("/field/help/").content.decode()


def test_where_goods_are_aboard_the_page_says_what_selling_needs(booth_open, signed_in, db):
    from mobilink.goods import actions

    phone, unit = signed_in("petugas"), booth_open.executing_unit
    words = "Untuk menjual, pakai aplikasi HP"
    assert words not in phone.get(address(booth_open)).content.decode()

    maker = actions.register_maker(by=None, unit=unit, name="Anyaman Ayu (contoh)")
    bag = actions.list_product(maker, by=None, name="Tas pandan", kind="craft", price=80_000)
    actions.take_in(bag, by=None, unit=unit, quantity=2)
    assert words in phone.get(address(booth_open)).content.decode()
