"""Who works here and for how long: entered at the desk, prolonged, ended, and refused when it is over."""

from datetime import date

import pytest
from django.urls import reverse

from mobilink.outreach import bookings
from mobilink.people import engaging
from mobilink.people.actions import open_account
from mobilink.people.models import Person, Role, Unit

BUDI = {"name": "Budi Misal", "engaged_as": "volunteer", "title": "Relawan"}
TERM = {"function": "officer", "since": "2019-08-18", "until": "2019-08-20"}


@pytest.fixture
def section(db):
    return Unit.objects.get(code="KEPRI-KPP")


@pytest.fixture
def budi(section):
    """A volunteer with an account, an officer of the section until Tuesday."""
    made = engaging.enter_person(by=None, unit=section, **BUDI)
    days = {"since": date(2019, 8, 18), "until": date(2019, 8, 20)}
    engaging.give_role(made, by=None, function=Role.Function.OFFICER, unit=section, **days)
    open_account("budi", "mobilink-2019", made)
    return made


def page_of(person):
    return reverse("console:person", args=[person.pk])


def test_the_head_enters_a_volunteer_and_gives_a_role_with_an_end(signed_in, words, section):
    desk = signed_in("kepala")
    assert "Tambah orang" in words(desk.get("/console/team/"))

    page = desk.post(reverse("console:person_new"), BUDI | {"unit": section.pk}, follow=True)
    assert "Budi Misal Seksi Kelembagaan dan PP · Relawan" in words(page)
    budi = Person.objects.get(name="Budi Misal")
    give = reverse("console:person_keep", args=[budi.pk, "role"])

    page = desk.post(give, TERM | {"unit": section.pk, "until": ""})
    assert page.status_code == 409
    assert "pilih hari terakhir, paling lambat 15 November 2019" in words(page)
    page = desk.post(give, TERM | {"unit": section.pk}, follow=True)

    assert "Peran diberikan." in words(page)
    assert "18 Agustus 2019 20 Agustus 2019" in words(page)
    assert "sampai 20 Agustus 2019" in words(desk.get("/console/team/"))


def test_who_does_not_approve_is_offered_nothing_and_is_refused(signed_in, words, budi, section):
    desk = signed_in("perencana")
    assert "Tambah orang" not in words(desk.get("/console/team/"))
    assert "Beri peran" not in words(desk.get(page_of(budi)))

    role = budi.roles.get()
    for name, args, form in (
        ("person_new", [], BUDI | {"name": "Ani", "unit": section.pk}),
        ("person_keep", [budi.pk, "role"], TERM | {"function": "driver", "unit": section.pk}),
        ("person_role_end", [role.pk], {"until": "2019-10-01"}),
        ("person_serve", [budi.pk, "out"], {}),
    ):
        assert desk.post(reverse(f"console:{name}", args=args), form).status_code == 403
    assert Role.objects.get(pk=role.pk).until == date(2019, 8, 20)


def test_an_approver_is_not_offered_their_own_roles(signed_in, words, person):
    page = words(signed_in("kepala").get(page_of(person("kepala"))))

    assert "Beri peran" not in page
    assert "Nonaktifkan" not in page


def test_access_that_ends_waits_for_who_approves_and_is_prolonged(signed_in, words, budi):
    notice = "Budi Misal, Petugas booth: akses berakhir 20 Agustus 2019."
    assert notice in words(signed_in("kepala").get("/console/"))
    assert notice not in words(signed_in("perencana").get("/console/"))

    desk, role = signed_in("kepala"), budi.roles.get()
    end = reverse("console:person_role_end", args=[role.pk])
    assert desk.post(end, {"until": "2019-12-01"}).status_code == 409
    assert desk.post(end, {"until": "2019-10-01", "seen": "1"}).status_code == 409
    page = desk.post(end, {"until": "2019-10-01", "seen": role.revision}, follow=True)

    assert "Hari terakhir peran diubah." in words(page)
    assert notice not in words(desk.get("/console/"))


def test_after_the_last_day_sign_in_is_refused_in_words_and_what_was_open_is_closed(
    client, words, budi, on
):
    form = {"username": "budi", "password": "mobilink-2019"}
    on(date(2019, 8, 20))
    assert client.post("/sign-in/", form).status_code == 302
    assert client.get("/console/").status_code == 200

    on(date(2019, 8, 21))

    assert client.get("/console/")["Location"].startswith("/sign-in/")
    assert client.get("/field/")["Location"].startswith("/sign-in/")
    page = client.post("/sign-in/", form)
    assert (
        "Akses Budi Misal berakhir pada 20 Agustus 2019. Pemberi persetujuan unitnya dapat "
        "memperpanjang."
    ) in words(page)
    assert client.post("/field/prove/", form | {"person": budi.pk}).status_code == 422


def test_a_wrong_password_tells_nothing_of_whose_access_ended(client, words, budi, on):
    on(date(2019, 8, 21))

    page = client.post("/sign-in/", {"username": "budi", "password": "salah"})

    assert "Budi Misal" not in words(page)


def test_who_is_out_of_service_is_told_so_and_still_stands_in_the_team(
    signed_in, words, client, budi
):
    desk = signed_in("kepala")
    serve = reverse("console:person_serve", args=[budi.pk, "out"])
    assert desk.post(serve, {"seen": "1"}).status_code == 409
    page = desk.post(serve, {"seen": budi.revision}, follow=True)
    assert "Dinonaktifkan" in words(page)
    assert "tidak aktif" in words(desk.get("/console/team/", {"q": "Budi"}))

    client.logout()
    page = client.post("/sign-in/", {"username": "budi", "password": "mobilink-2019"})
    assert "Budi Misal tidak aktif lagi di sini." in words(page)

    back = reverse("console:person_serve", args=[budi.pk, "in"])
    assert "Aktif kembali." in words(signed_in("kepala").post(back, follow=True))


def test_work_that_was_recorded_before_stands(signed_in, words, budi, approved, on):
    from mobilink.booth import actions as booth
    from mobilink.booth.models import Tally

    on(date(2019, 8, 20))
    booth.open_session(approved, by=budi, leaflets_taken=10)
    booth.tally(approved, by=budi)

    on(date(2019, 8, 21))

    assert Tally.objects.filter(outing=approved).count() == 1
    page = words(signed_in("kepala").get(reverse("console:audit", args=[approved.pk])))
    assert "Budi Misal" in page


def test_whoever_books_a_guest_reads_that_their_access_ends_before(
    signed_in, words, budi, proposal, person
):
    desk, page = signed_in("perencana"), reverse("console:outing", args=[proposal.pk])
    assert "Budi Misal (aksesnya sudah berakhir)" in words(desk.get(page))

    bookings.book(proposal, budi, by=None)
    warning = "Akses Budi Misal sudah berakhir pada hari itu: perpanjang, atau pilih orang lain."
    assert warning in words(desk.get(page))

    role = budi.roles.select_related("person", "unit").get()
    engaging.end_role(role, proposal.day, by=person("kepala"))
    assert "Akses Budi Misal" not in words(desk.get(page))
