"""Deciding at the desk: conflicts, quarantine, what is there twice, and machines let in and out."""

import re
from datetime import date

import pytest

from mobilink.basics import clock
from mobilink.booth.models import Tally
from mobilink.journal.core.merge import Ownership
from mobilink.journal.core.wire import Op
from mobilink.journal.members import installations
from mobilink.journal.storage import review_queue
from mobilink.journal.storage.kinds import every_kind
from mobilink.outreach import actions, merging
from mobilink.outreach.models import Outing
from mobilink.people import absences
from mobilink.places.models import Venue
from tests.acts import an_act

MACHINES = "/console/machines/"
CONFLICTS, QUARANTINE, TWICE = (
    f"{MACHINES}{page}/" for page in ("conflicts", "quarantine", "duplicates")
)


@pytest.fixture
def contested(hub, draft):
    """The office names the purpose anew; a machine on Batam, which does not know, did so before."""
    outing = draft(purpose="Sosialisasi")
    actions.revise_outing(outing, by=None, purpose="Di kantor")
    change = Op("outing", outing.pk.bytes, {"purpose": "Di Batam"})
    hub(units=["KEPRI-KPP"]).says("revise outing", change)
    return outing


@pytest.fixture
def lost(hub, held):
    """A machine that was revoked with two honest tallies that the office did not have."""
    machine = hub()
    installations.revoke(machine.author, "hilang")
    for _ in range(2):
        machine.says("record tally", tally(held))
    return machine


@pytest.fixture
def twins(hub):
    """The garden, and the garden as a machine wrote it."""
    garden = Venue.objects.get(name="Kebun Raya Batam")
    hub().says("add venue", Op("venue", None, {"name": "Kb. Raya Batam", "regency_code": "21.71"}))
    return garden, Venue.objects.get(name="Kb. Raya Batam")


def tally(outing):
    return Op("tally", None, {"outing": str(outing.pk), "at": 1_563_700_000_000})


def form_of(desk, page, action):
    """The hidden fields of the form that leads to an action, as the browser would send them."""
    html = desk.get(page).content.decode()
    form = next(each for each in re.findall(r"<form.*?</form>", html, re.DOTALL) if action in each)
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def purpose(outing):
    return Outing.objects.get(pk=outing.pk).purpose


def test_one_click_decides_and_the_decision_is_found_with_its_reason(contested, signed_in, words):
    desk, [conflict] = signed_in("kepala"), review_queue.conflicts()
    seen = form_of(desk, CONFLICTS, "decide")["seen"]

    answer = desk.post(
        f"{CONFLICTS}{conflict.id}/decide",
        {"choice": "other", "seen": seen, "why": "Jefri di sana"},
        follow=True,
    )

    assert purpose(contested) == "Di Batam"
    assert "Sudah diputuskan." in words(answer)
    assert "Tidak ada yang mengubah hal yang sama" in words(answer)
    decided = words(desk.get(f"{CONFLICTS}?decided=1"))
    assert "Isi yang lain diambil" in decided
    assert "“Jefri di sana”" in decided


def test_what_was_decided_is_decided_again_from_its_own_list(contested, signed_in):
    desk, [conflict] = signed_in("kepala"), review_queue.conflicts()
    address = f"{CONFLICTS}{conflict.id}/decide"
    desk.post(address, {"choice": "other"})

    fields = form_of(desk, f"{CONFLICTS}?decided=1", "decide")
    answer = desk.post(address, {**fields, "choice": "stands"})

    assert "decided=1" in answer["Location"]
    assert purpose(contested) == "Di kantor"


def test_a_page_that_was_overtaken_decides_nothing(contested, signed_in, words):
    desk, [conflict] = signed_in("kepala"), review_queue.conflicts()
    seen = form_of(desk, CONFLICTS, "decide")["seen"]
    actions.revise_outing(Outing.objects.get(pk=contested.pk), by=None, purpose="Ketiga")

    answer = desk.post(f"{CONFLICTS}{conflict.id}/decide", {"choice": "other", "seen": seen})

    assert answer.status_code == 409
    assert "Sementara itu seseorang sudah memutuskan" in words(answer)
    assert purpose(contested) == "Ketiga"


def test_who_may_not_decide_sees_no_buttons_and_is_refused(contested, signed_in, words):
    desk, [conflict] = signed_in("petugas"), review_queue.conflicts()

    shown = desk.get(CONFLICTS).content.decode()
    answer = desk.post(f"{CONFLICTS}{conflict.id}/decide", {"choice": "other"})

    assert "Di Batam" in shown
    assert 'name="choice"' not in shown
    assert answer.status_code == 403
    assert purpose(contested) == "Di kantor"


@pytest.mark.parametrize("choice", ["", "neither", "both; drop"])
def test_a_choice_that_is_none_is_refused(contested, signed_in, choice):
    [conflict] = review_queue.conflicts()

    answer = signed_in("kepala").post(f"{CONFLICTS}{conflict.id}/decide", {"choice": choice})

    assert answer.status_code == 409
    assert review_queue.conflicts() == [conflict]


def test_a_conflict_that_is_not_there_is_refused(signed_in, words):
    answer = signed_in("kepala").post(
        f"{CONFLICTS}{'0' * 16}-0-purpose/decide", {"choice": "other"}
    )

    assert answer.status_code == 409
    assert "Tidak ada benturan" in words(answer)


def test_fifty_conflicts_come_in_pages(hub, draft, signed_in, words):
    machine, outing = hub(units=["KEPRI-KPP"]), draft(purpose="0")
    for number in range(21):
        outing.refresh_from_db()
        actions.revise_outing(outing, by=None, purpose=f"kantor {number}")
        machine.says("revise outing", Op("outing", outing.pk.bytes, {"purpose": f"van {number}"}))
    desk = signed_in("kepala")

    assert "Halaman 1 dari 2" in words(desk.get(CONFLICTS))
    assert words(desk.get(f"{CONFLICTS}?page=2")).count("Pertahankan ini") == 1


def test_an_entry_is_entered_again_and_shown_with_what_it_became(lost, held, signed_in, words):
    desk, id_ = signed_in("kepala"), review_queue.quarantine()[0].id
    fields = form_of(desk, QUARANTINE, f"{id_}/again")

    answer = desk.post(f"{QUARANTINE}{id_}/again", fields, follow=True)
    twice = desk.post(f"{QUARANTINE}{id_}/again", fields)

    assert "Sudah dimasukkan lagi dan sekarang dihitung." in words(answer)
    assert twice.status_code == 409
    assert Tally.objects.count() == 1
    assert "Dimasukkan lagi · 1 catatan Rahmad Contoh" in words(desk.get(f"{QUARANTINE}?filed=1"))


def test_everything_of_a_machine_is_entered_again_at_once(lost, signed_in, words):
    desk = signed_in("kepala")
    said = words(desk.get(QUARANTINE))
    assert "Laptop Batam: Mesin ini tidak boleh menulis ini" in said
    assert "Masukkan lagi semua (2)" in said

    other = desk.post(f"{QUARANTINE}of/{lost.author}/again", {"reason": "revoked"}, follow=True)
    answer = desk.post(f"{QUARANTINE}of/{lost.author}/again", {"reason": "scope"}, follow=True)

    assert "sudah dimasukkan lagi" not in words(other)
    assert "2 catatan sudah dimasukkan lagi" in words(answer)
    assert Tally.objects.count() == 2


def test_everything_of_a_machine_is_set_aside_at_once(lost, signed_in, words):
    desk = signed_in("kepala")

    answer = desk.post(f"{QUARANTINE}of/{lost.author}/aside", {"reason": "scope"}, follow=True)

    assert "2 catatan sudah disisihkan" in words(answer)
    assert review_queue.quarantine() == []
    assert Tally.objects.count() == 0


def test_an_entry_is_set_aside_and_taken_up_again(lost, signed_in):
    desk, id_ = signed_in("kepala"), review_queue.quarantine()[0].id

    desk.post(f"{QUARANTINE}{id_}/aside")
    assert id_ not in [entry.id for entry in review_queue.quarantine()]
    desk.post(f"{QUARANTINE}{id_}/waiting", {"filed": "1"})

    assert id_ in [entry.id for entry in review_queue.quarantine()]


@pytest.mark.parametrize("what", ["again", "aside", "waiting"])
def test_who_may_not_decide_files_nothing(lost, signed_in, what):
    id_ = review_queue.quarantine()[0].id

    assert signed_in("batam").post(f"{QUARANTINE}{id_}/{what}").status_code == 403
    assert len(review_queue.quarantine()) == 2


def test_two_names_of_one_venue_are_merged_and_taken_back(twins, signed_in, words):
    garden, other = twins
    desk = signed_in("kepala")
    fields = form_of(desk, TWICE, f"{garden.pk}/merge")

    merged = desk.post(f"{TWICE}{garden.pk}/merge", fields, follow=True)

    assert "Kb. Raya Batam → Kebun Raya Batam" in words(merged)
    assert "Kb. Raya Batam" not in desk.get("/console/outings/new").content.decode()
    assert "digabung ke: Kebun Raya Batam" in words(desk.get(f"/console/venues/{other.pk}/"))
    desk.post(f"{TWICE}{other.pk}/split")
    assert [pair.id for pair in merging.venue_duplicates()]


def test_two_that_are_two_leave_the_page(twins, signed_in, words):
    desk = signed_in("kepala")

    answer = desk.post(f"{TWICE}apart", form_of(desk, TWICE, "apart"), follow=True)

    assert "Keduanya tetap dua" in words(answer)
    assert "Tidak ada tempat yang tampak ganda." in words(answer)


def test_who_may_not_decide_merges_nothing(twins, signed_in):
    garden, other = twins

    answer = signed_in("perencana").post(f"{TWICE}{garden.pk}/merge", {"other": str(other.pk)})

    assert answer.status_code == 403
    assert merging.venue_duplicates()


def test_a_code_is_shown_once_with_what_to_type_and_when_it_ends(signed_in, person, words):
    desk = signed_in("kepala")
    unit = str(person("batam").unit_id)

    answer = desk.post(
        f"{MACHINES}invite", {"kind": "hub", "unit": unit, "name": "Laptop Ayo Batam"}
    )

    said, html = words(answer), answer.content.decode()
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", said)[0]
    assert f"./mobilink enrol http://testserver {code}" in said
    assert "sampai pukul 05.40" in said
    assert 'class="qr-ink" d="M' in html
    assert "style=" not in html
    assert "no-store" in answer["Cache-Control"]
    assert code not in words(desk.get(MACHINES))


def test_a_machine_without_a_name_or_of_no_unit_is_asked_about(signed_in, words):
    answer = signed_in("kepala").post(f"{MACHINES}invite", {"unit": "x", "name": ""})

    assert answer.status_code == 422


def test_who_approves_nothing_invites_and_revokes_nobody(hub, signed_in, person):
    machine, desk = hub(), signed_in("batam")

    assert "machines/invite" not in desk.get(MACHINES).content.decode()
    assert desk.post(f"{MACHINES}invite", {"unit": str(person("batam").unit_id), "name": "x"}).status_code == 422  # fmt: skip
    refused = desk.post(f"{MACHINES}{machine.author}/revoke", {"reason": "x"})
    assert refused.status_code == 403
    assert not installations.standings()[0].is_revoked


def test_a_machine_is_revoked_and_renewed_with_a_reason(hub, signed_in, words):
    machine, desk = hub(), signed_in("kepala")

    assert desk.post(f"{MACHINES}{machine.author}/renew", {"reason": ""}).status_code == 422
    renewed = desk.post(
        f"{MACHINES}{machine.author}/renew", {"reason": "Masih dipakai"}, follow=True
    )
    assert "Sudah diperpanjang" in words(renewed)
    revoked = desk.post(f"{MACHINES}{machine.author}/revoke", {"reason": "Hilang"}, follow=True)
    assert "Sudah dicabut" in words(revoked)
    assert installations.standings()[0].is_revoked


def test_what_waits_is_told_on_the_calendar_of_who_may_decide(
    contested, lost, twins, signed_in, words
):
    said = words(signed_in("kepala").get("/console/"))

    assert "1 perubahan yang berbenturan menunggu keputusan." in said
    assert "2 catatan di karantina menunggu keputusan." in said
    assert "1 pasang tempat, kegiatan, atau pembuat tampak ganda." in said
    assert "berbenturan" not in words(signed_in("petugas").get("/console/"))


def test_silence_and_a_wrong_clock_are_told_on_the_calendar(hub, signed_in, words):
    hub("Laptop diam").was_heard("2019-08-10T05:00+07:00")
    hub("Laptop cepat").was_heard("2019-08-18T05:00+07:00", clock_error=600_000)

    said = words(signed_in("kepala").get("/console/"))

    assert "Kabar terakhir dari Laptop diam: 10 Agustus 2019." in said
    assert "Laptop cepat: Jamnya terlalu cepat 10 menit." in said
    assert "Kabar terakhir dari Laptop cepat" not in said


@pytest.mark.parametrize(
    ("days", "says"), [(31, ""), (29, "berlaku sampai"), (-1, "tidak diakui lagi")]
)
def test_a_certificate_that_ends_is_told_in_time(hub, signed_in, words, days, says):
    from mobilink.journal.actions import commit

    machine = hub("Laptop Batam")
    now = int(clock.now().timestamp() * 1000)
    with commit(an_act("set term"), by=None) as draft:
        draft.change(machine.member, until=now + days * 24 * 3600 * 1000)

    said = words(signed_in("kepala").get("/console/"))

    assert ("Laptop Batam" in said) == bool(says)
    assert says in said


def test_a_conflict_about_an_absence_is_told_in_words_and_leads_to_the_person(
    hub, person, signed_in, words
):
    dewi = person("petugas")
    away = absences.enter_absence(
        dewi, by=None, kind="leave", since=date(2019, 8, 20), until=date(2019, 8, 23)
    )
    absences.end_absence(away, date(2019, 8, 22), by=None)
    van = hub(units=[dewi.unit.code])
    van.says("end absence", Op("absence", away.pk.bytes, {"until": "2019-08-21"}))

    desk = signed_in("kepala")
    sentences = words(page := desk.get(CONFLICTS))

    assert "Dewi Contoh, cuti sampai" in sentences
    assert "Hari terakhir absen" in sentences
    assert "21 Agustus 2019" in sentences
    assert f"/console/team/{dewi.pk}/" in page.content.decode()


def test_whatever_several_machines_change_has_a_name_for_people():
    # What is the office's own stream nobody else writes, so nobody contests it.
    shared = [
        kind
        for kind in every_kind()
        if kind.ownership is Ownership.SHARED and kind.stream != "office"
    ]

    nameless = [kind.name for kind in shared if isinstance(kind.model._meta.verbose_name, str)]
    assert shared
    assert nameless == []
