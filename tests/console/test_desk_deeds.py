"""What can be done with an outing, by whom, and how a refusal is shown."""

import re
from datetime import date

import pytest
from django.urls import reverse

from mobilink.basics.errors import Refused
from mobilink.console.outings.offered_acts import OFFERED_ACTS
from mobilink.fleet.models import Van
from mobilink.outreach import actions, bookings
from mobilink.outreach.models import Assignment, Decision, Outing
from mobilink.outreach.possible import OFFERED, possible_acts
from mobilink.people.models import Account
from mobilink.people.queries import Rights
from tests.acts import an_act

WORDS = {
    "refuse": {"reason": "Mobil di bengkel"},
    "cancel": {"reason": "Hujan"},
    "postpone": {"reason": "Hujan", "next_day": date(2019, 9, 7)},
    "report": {"result": "Ramai"},
}


def do(outing, code):
    return reverse("console:act", args=[outing.pk, code])


def page_of(outing):
    return reverse("console:outing", args=[outing.pk])


def test_the_way_from_draft_to_approved(signed_in, draft, words):
    outing = draft()

    signed_in("perencana").post(do(outing, "propose"))
    response = signed_in("kepala").post(do(outing, "approve"), {"reason": ""}, follow=True)

    outing.refresh_from_db()
    assert (outing.state, outing.is_announced) == ("approved", True)
    assert "Disetujui. Warga sudah bisa melihatnya." in words(response)
    assert "Rahmad Contoh menyetujuinya" in words(response)


def test_a_planner_sees_no_button_to_approve_and_is_refused_when_trying(signed_in, proposal, words):
    desk = signed_in("perencana")
    assert f'{do(proposal, "approve")}"' not in desk.get(page_of(proposal)).content.decode()

    response = desk.post(do(proposal, "approve"), {"reason": ""})

    assert response.status_code == 403
    assert "perlu peran “Pemberi persetujuan”" in words(response)
    assert Outing.objects.get(pk=proposal.pk).state == "proposed"


def test_a_clash_is_approved_only_with_a_reason(signed_in, proposal, draft, words):
    van = Van.objects.get(name="Gonggong")
    bookings.book(proposal, van, by=None)
    bookings.book(draft("Yang lain"), van, by=None)
    desk = signed_in("kepala")

    response = desk.post(do(proposal, "approve"), {"reason": ""})
    assert response.status_code == 409
    assert "Gonggong juga dijadwalkan untuk “Yang lain”" in words(response)
    assert 'role="alert" tabindex="-1" autofocus' in response.content.decode()

    desk.post(do(proposal, "approve"), {"reason": "Bergantian"})
    assert Outing.objects.get(pk=proposal.pk).state == "approved"


def test_sending_back_without_a_reason_says_what_is_missing(signed_in, proposal, words):
    response = signed_in("kepala").post(do(proposal, "refuse"), {"reason": ""})

    assert response.status_code == 422
    assert "Periksa lagi Alasan:" in words(response)


def test_typed_words_stay_when_an_act_is_refused(signed_in, approved):
    typed = {"reason": "Hujan lebat sejak pagi", "next_day": "2019-08-01"}

    response = signed_in("perencana").post(do(approved, "postpone"), typed)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Hujan lebat sejak pagi</textarea>" in page
    assert 'value="2019-08-01"' in page


def test_an_oral_approval_names_who_when_and_the_due_paper_and_the_paper_is_filed(
    signed_in, proposal, words
):
    desk = signed_in("perencana")
    form = {
        "said_by": "Rahmad Contoh",
        "said_at": "2019-08-18T05:00",
        "paper_due": "2019-08-20",
        "reason": "",
    }

    page = words(desk.post(do(proposal, "approve_orally"), form, follow=True))
    assert "Disetujui lisan Rahmad Contoh, 18 Agustus 2019, 05.00 WIB" in page
    assert "surat paling lambat Selasa, 20 Agustus 2019" in page

    page = words(desk.post(do(proposal, "file_paper"), {"reference": "ND-12"}, follow=True))
    assert "Suratnya sudah dicatat." in page
    assert "Nomor surat" not in page


def test_a_second_paper_is_refused(signed_in, approved, words):
    response = signed_in("perencana").post(do(approved, "file_paper"), {"reference": "ND-12"})

    assert response.status_code == 409
    assert "Tidak ada surat yang ditunggu" in words(response)


def test_cancelling_tells_everybody_why_and_when_to_come(signed_in, approved, words):
    form = {"reason": "Hujan lebat", "next_day": "2019-08-31"}

    page = words(signed_in("perencana").post(do(approved, "cancel"), form, follow=True))

    assert "Dibatalkan: Hujan lebat" in page
    assert "Tanggal pengganti: Sabtu, 31 Agustus 2019." in page


def test_postponing_makes_a_proposal_for_the_new_day(signed_in, approved):
    form = {"reason": "Hujan lebat", "next_day": "2019-08-31"}

    desk = signed_in("perencana")
    page = desk.post(do(approved, "postpone"), form, follow=True).content.decode()

    follower = Outing.objects.get(follows=approved)
    assert follower.day == date(2019, 8, 31)
    assert f'<a href="{page_of(follower)}">Tanggal pengganti: Sabtu, 31 Agustus 2019.</a>' in page


def test_a_report_is_handed_in_and_corrected(signed_in, held, words):
    desk = signed_in("perencana")
    assert "Perbaiki laporan" in words(desk.get(page_of(held)))

    desk.post(do(held, "report"), {"result": "Ramai sekali"})

    assert Outing.objects.get(pk=held.pk).result == "Ramai sekali"


def test_an_act_that_does_not_exist_is_not_found(signed_in, approved):
    assert signed_in("kepala").post(do(approved, "delete")).status_code == 404


def test_crew_van_and_equipment_are_booked_and_freed(signed_in, approved, words):
    desk, van = signed_in("perencana"), Van.objects.get(name="Ayo Batam")

    response = desk.post(
        reverse("console:book", args=[approved.pk, "van"]), {"thing": van.pk}, follow=True
    )
    assert "Ayo Batam Mobil" in words(response)
    # For the next thing to book.
    assert re.search(rb'<details class="more"\s+open>', response.content)

    booking = Assignment.objects.get(outing=approved, van=van)
    desk.post(reverse("console:free", args=[booking.pk]))
    booking.refresh_from_db()
    assert booking.is_released


def test_booking_nothing_says_what_to_choose(signed_in, approved, words):
    address = reverse("console:book", args=[approved.pk, "person"])

    response = signed_in("perencana").post(address, {"thing": "", "duty": "crew"})

    assert response.status_code == 422
    assert "Periksa lagi Petugas:" in words(response)


def test_an_officer_may_not_book(signed_in, approved, words):
    van = Van.objects.get(name="Ayo Batam")
    address = reverse("console:book", args=[approved.pk, "van"])

    response = signed_in("petugas").post(address, {"thing": van.pk})

    assert response.status_code == 403
    assert not Assignment.objects.filter(outing=approved).exists()


@pytest.mark.parametrize(("said", "served"), [("yes", True), ("no", False)])
def test_what_was_there_is_said_and_never_assumed(signed_in, held, said, served):
    booking = Assignment.objects.filter(outing=held).first()
    address = reverse("console:served", args=[booking.pk])

    signed_in("batam").post(address, {"served": said})

    booking.refresh_from_db()
    assert booking.served is served


def test_a_word_that_is_neither_yes_nor_no_is_not_found(signed_in, held):
    booking = Assignment.objects.filter(outing=held).first()
    address = reverse("console:served", args=[booking.pk])

    assert signed_in("batam").post(address, {"served": "perhaps"}).status_code == 404


@pytest.mark.parametrize("state", Outing.State.values)
@pytest.mark.parametrize("username", ["kepala", "perencana", "petugas", "batam", "humas"])
def test_what_is_offered_is_what_the_actions_allow(proposal, state, username):
    """What an act declares and the verb itself never disagree."""
    person = Account.objects.get(username=username).person
    proposal.state = state
    _store_state(proposal)
    possible = possible_acts(proposal, Rights(person))
    codes = [code for code, offered in OFFERED_ACTS.items() if offered.act in OFFERED]

    allowed = {code for code in codes if _goes(code, proposal, person)}

    assert {code for code in codes if OFFERED_ACTS[code].act in possible} == allowed


def _store_state(outing):
    from mobilink.journal.actions import commit

    state, outing.state = outing.state, Outing.objects.get(pk=outing.pk).state
    with commit(an_act("set state for a test")) as entry:
        entry.change(outing, state=state)


def _goes(code, outing, person):
    from django.db import transaction

    outing = Outing.objects.get(pk=outing.pk)
    values = dict(WORDS.get(code, {}))
    action = getattr(actions, code.removesuffix("_orally"))
    if code == "approve_orally":
        from mobilink.basics import clock

        values["oral"] = actions.OralApproval("Kepala", clock.now(), date(2019, 8, 20))
    try:
        with transaction.atomic():
            action(outing, by=person, **values)
            raise _Undo
    except _Undo:
        return True
    except Refused:
        return False


class _Undo(Exception):
    """Takes back what was only tried."""


def test_decisions_keep_their_order(approved):
    actions.cancel(approved, by=None, reason="Hujan")

    verdicts = Decision.objects.filter(outing=approved).values_list("verdict", flat=True)
    assert list(verdicts) == ["approved", "cancelled"]
