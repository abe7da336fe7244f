"""Partners at the desk: the register, whom to call, the code that is shown once, what waits."""

from datetime import date

import pytest
from django.urls import reverse

from mobilink.journal.actions import commit
from mobilink.partners import actions, letters
from mobilink.partners.actions import add_contact
from mobilink.partners.models import Access, Invitation, Organisation
from mobilink.partners.queries import contacts_of
from mobilink.public.listing import visible
from tests.acts import an_act
from tests.partners.letting_in import let_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return actions.register(by=None, name="PT Karya Contoh", kind="recruiter")


def test_a_planner_registers_a_partner_and_files_what_is_known(signed_in, words):
    desk = signed_in("perencana")
    form = {"name": "Pemda Contoh", "kind": "government", "is_active": "on", "brings": "Tenda"}
    page = desk.post(reverse("console:partner_new"), form, follow=True)
    organisation = Organisation.objects.get(name="Pemda Contoh")
    keep = "console:partner_keep"
    paper = {"kind": "pks", "number": "PKS-7", "since": "2018-10-01", "until": "2019-09-30"}
    desk.post(reverse(keep, args=[organisation.pk, "agreement"]), paper)
    contact = {"name": "Humas Contoh", "phone": "0771-CONTOH", "personal": "0812-RAHASIA"}
    page = words(desk.post(reverse(keep, args=[organisation.pk, "contact"]), contact, follow=True))

    assert "Tenda" in page
    assert "0771-CONTOH" in page
    assert "RAHASIA" not in page
    assert "PKS-7 dengan Pemda Contoh akan berakhir pada 30 September 2019." in words(
        desk.get("/console/")
    )


def test_a_code_is_shown_once_to_whoever_may_give_it(signed_in, partner, words):
    desk = signed_in("perencana")
    address = reverse("console:partner_keep", args=[partner.pk, "access"])
    to = add_contact(partner, by=None, name="Humas Contoh")
    page = words(desk.post(address, {"to": to.pk, "ends_on": "2019-09-01"}))

    assert "Kode, hanya ditampilkan sekali ini:" in page
    assert "?code=" in page
    assert "?code=" not in words(desk.get(reverse("console:partner", args=[partner.pk])))
    desk.post(reverse("console:partner_take_back", args=[Access.objects.get().pk]))
    assert Access.objects.get().taken_back_at


def test_who_leaves_takes_their_codes_along(signed_in, partner, words):
    let_in(partner)

    assert "tidak membuka apa-apa lagi" in words(leave(signed_in("perencana"), partner))


def test_the_desk_says_that_codes_without_a_contact_stay_open_when_somebody_leaves(
    signed_in, partner, words
):
    made, _code = let_in(partner)
    with commit(an_act("as before"), by=None) as draft:
        draft.change(made, contact=None, given_to="Humas")

    said = words(leave(signed_in("perencana"), partner))

    assert "tetap berlaku: tarik di bawah ini" in said
    assert "tidak membuka apa-apa lagi" not in said


def leave(desk, partner):
    """The page after the desk says that the partner's contact has left."""
    [contact] = contacts_of(partner)
    return desk.post(reverse("console:partner_contact", args=[contact.pk, "left"]), follow=True)


@pytest.mark.parametrize("what", ["revise", "contact", "agreement", "access"])
def test_an_officer_who_does_not_plan_reads_and_changes_nothing(signed_in, partner, what):
    desk = signed_in("petugas")
    form = {"name": "X", "kind": "mou" if what == "agreement" else "other", "number": "1",
            "since": "2019-01-01", "ends_on": "2019-09-01",
            "to": add_contact(partner, by=None, name="Humas Contoh").pk}  # fmt: skip

    assert desk.get(reverse("console:partner", args=[partner.pk])).status_code == 200
    assert (
        desk.post(reverse("console:partner_keep", args=[partner.pk, what]), form).status_code == 403
    )
    assert Organisation.objects.get(pk=partner.pk).name == "PT Karya Contoh"
    assert not Access.objects.exists()


def test_a_partner_is_asked_along_on_the_page_of_an_outing(signed_in, partner, draft, words):
    outing, desk = draft(), signed_in("perencana")
    form = {"organisation": partner.pk, "duty": "Jobs info", "brings": "Meja"}
    page = words(desk.post(reverse("console:outing_invite", args=[outing.pk]), form, follow=True))
    asked = Invitation.objects.get()
    desk.post(reverse("console:outing_answer", args=[asked.pk]), {"state": "comes", "words": ""})

    assert "Jobs info" in page
    assert Invitation.objects.get().goes_along
    assert "+ PT Karya Contoh" in words(desk.get("/console/?month=2019-08"))


def test_a_withdrawal_waits_on_the_calendar_until_it_was_seen(signed_in, partner, draft, words):
    asked = actions.invite(draft(), partner, by=None, duty="Jobs info")
    actions.answer_for_itself(asked, "comes")
    actions.answer_for_itself(asked, "declined", words="Mobil rusak")
    desk, said = (
        signed_in("perencana"),
        "PT Karya Contoh mundur dari “Sosialisasi Dompak”: Mobil rusak",
    )
    assert said in words(desk.get("/console/"))

    desk.post(reverse("console:outing_answer", args=[asked.pk]), {"noted": "1"})

    assert said not in words(desk.get("/console/"))


def test_the_public_page_names_only_whoever_agreed(client, partner, approved):
    other = actions.register(by=None, name="Pemda Contoh", kind="government", is_public=True)
    for organisation in (partner, other):
        actions.answer(actions.invite(approved, organisation, by=None, duty="x"), "comes", by=None)

    assert visible().filter(pk=approved.pk).exists()
    page = client.get(reverse("public:outing", args=[approved.pk])).content.decode()
    assert "Bersama Pemda Contoh" in page
    assert "Karya Contoh" not in page


def test_what_a_recruiter_wrote_waits_for_an_answer(signed_in, partner, words):
    letter = letters.object_to_entry(partner, words="Kota kami salah")
    desk, said = signed_in("perencana"), "PT Karya Contoh berkeberatan atas datanya"
    assert said in words(desk.get("/console/"))

    answer = reverse("console:partner_answer", args=["objection", letter.pk])
    desk.post(answer, {"answer": "Diteruskan", "seen": str(letter.revision)})

    assert said not in words(desk.get("/console/"))
    assert "Diteruskan" in words(desk.get(reverse("console:partner", args=[partner.pk])))


def test_the_words_of_a_recruiter_are_erased_and_that_it_wrote_stays(signed_in, partner, words):
    letter = letters.object_to_entry(partner, words="Bu Kenari bukan pegawai kami")
    desk, page = signed_in("perencana"), reverse("console:partner", args=[partner.pk])
    assert "Bu Kenari" in words(desk.get(page))
    address = reverse("console:partner_erase_words", args=[letter.pk])
    assert desk.post(address, {"why": ""}).status_code == 409

    said = words(desk.post(address, {"why": "Permintaan yang disebut"}, follow=True))

    assert "Dihapus di sini" in said
    assert "Bu Kenari" not in said
    assert "Keberatan atas datanya" in said
    assert letter.told.count() == 0


def test_the_thanks_for_a_joint_outing_of_the_story_are_one_page(signed_in, partner, held):
    actions.record_joint(held, partner, by=None, duty="Jobs info")

    paper = signed_in("humas").get(reverse("console:partner_thanks", args=[partner.pk, held.pk]))

    assert paper["Content-Type"] == "application/pdf"
    assert date(2019, 7, 21).isoformat() in paper["Content-Disposition"]


def test_a_personal_number_is_shown_once_with_a_reason_and_gone_when_the_person_left(
    signed_in, partner, words
):
    contact = actions.add_contact(partner, by=None, name="Humas Contoh", personal="0812-RAHASIA")
    desk, form = signed_in("perencana"), {"reason": "kegiatan batal"}
    address = reverse("console:partner_contact", args=[contact.pk, "open"])

    assert desk.post(address, {"reason": ""}).status_code == 409
    assert "0812-RAHASIA" in words(desk.post(address, form))
    assert "RAHASIA" not in words(desk.get(reverse("console:partner", args=[partner.pk])))
    left = reverse("console:partner_contact", args=[contact.pk, "left"])
    assert "Humas Contoh" not in words(desk.post(left, follow=True))


def test_a_code_goes_to_a_contact_and_ends_when_the_desk_says_that_they_left(
    signed_in, partner, words
):
    desk, page = signed_in("perencana"), reverse("console:partner", args=[partner.pk])
    assert "Tambahkan dahulu kontak di atas." in words(desk.get(page))
    made, _code = let_in(partner, name="Sari Contoh")
    assert "Sari Contoh" in words(desk.get(page))

    left = words(
        desk.post(reverse("console:partner_contact", args=[made.contact, "left"]), follow=True)
    )

    assert "Kode yang diberikan kepada orang itu tidak membuka apa-apa lagi." in left
    assert "Kontak yang sudah keluar" in left
    assert "Berakhir ketika orang itu keluar." in left
    assert "Sari Contoh" not in left


def test_a_code_is_not_given_to_a_contact_of_another_partner(signed_in, partner, words):
    other = actions.register(by=None, name="PT Lain Contoh", kind="recruiter")
    stranger = add_contact(other, by=None, name="Tono Contoh")
    address = reverse("console:partner_keep", args=[partner.pk, "access"])

    answer = signed_in("perencana").post(address, {"to": stranger.pk, "ends_on": "2019-09-01"})

    assert answer.status_code == 422
    assert not Access.objects.exists()
