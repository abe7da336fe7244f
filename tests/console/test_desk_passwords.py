"""Signing in for the first time: shown once at the desk, replaced by its owner before anything else."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mobilink.people import engaging
from mobilink.people.accounts import give_password
from mobilink.people.models import Account, Role, Unit

pytestmark = pytest.mark.django_db
OWN = "hujan di Tanjungpinang"


@pytest.fixture
def budi():
    """A planner of the section who has no account."""
    section = Unit.objects.get(code="KEPRI-KPP")
    made = engaging.enter_person(by=None, unit=section, name="Budi Misal")
    days = {"since": made.roles.model.objects.first().since}
    engaging.give_role(made, by=None, function=Role.Function.PLANNER, unit=section, **days)
    return made


@pytest.fixture
def first(signed_in, words, budi):
    """The first password that the head gave, as the page shows it."""
    desk, page = signed_in("kepala"), reverse("console:person", args=[budi.pk])
    assert "Belum bisa masuk." in words(desk.get(page))
    shown = desk.post(reverse("console:person_password", args=[budi.pk]), {"username": "budi"})
    assert "no-store" in shown["Cache-Control"]
    password = re.search(r'id="code">([^<]+)<', shown.content.decode())[1]
    assert password not in desk.get(page).content.decode()
    return password


def sign_in(password, to="/sign-in/"):
    client = Client()
    answer = client.post(to, {"username": "budi", "password": password}, follow=True)
    return client, answer


def choose(client, **fields):
    return client.post("/password/", fields, follow=True)


def test_who_signs_in_by_a_first_password_sees_one_page_until_they_chose(first, words, budi):
    client, page = sign_in(first, "/sign-in/?next=/console/team/")
    assert "Pilih sandi sendiri" in words(page)
    for elsewhere in ("/console/", "/console/team/", "/field/"):
        assert client.get(elsewhere, follow=True).redirect_chain[-1][0] == "/password/"

    page = choose(client, new_password1=first, new_password2=first)
    assert "Pilih yang lain" in words(page)
    page = choose(client, new_password1="pendek", new_password2="pendek")
    assert Account.objects.get(person=budi).first_until

    page = choose(client, new_password1=OWN, new_password2=OWN)

    assert page.redirect_chain[-1][0] == "/console/"
    assert page.status_code == 200
    assert not sign_in(first)[1].redirect_chain
    assert sign_in(OWN)[1].redirect_chain[-1][0] == "/console/"


def test_a_new_first_password_signs_out_everywhere(first, signed_in, budi):
    client, _page = sign_in(first)
    choose(client, new_password1=OWN, new_password2=OWN)
    give = reverse("console:person_password", args=[budi.pk])

    desk, page = signed_in("kepala"), reverse("console:person", args=[budi.pk])
    again = desk.post(give, {"username": "budi"})  # the page of the first one, loaded again
    assert again.status_code == 409
    seen = re.search(r'name="seen" value="(\d+)">\s*<p', desk.get(page).content.decode())[1]
    assert desk.post(give, {"username": "budi", "seen": seen}).status_code == 200

    assert client.get("/console/", follow=True).redirect_chain[-1][0].startswith("/sign-in/")
    assert not sign_in(OWN)[1].redirect_chain


def test_a_phone_takes_no_password_that_somebody_else_knows(first, budi):
    form = {"username": "budi", "password": first, "person": str(budi.pk)}
    assert Client().post("/field/prove/", form).status_code == 409

    choose(sign_in(first)[0], new_password1=OWN, new_password2=OWN)

    assert Client().post("/field/prove/", form).status_code == 422
    assert Client().post("/field/prove/", form | {"password": OWN}).status_code == 200


def test_everybody_reads_who_gave_their_first_password(first, words, budi):
    client = sign_in(first)[0]
    choose(client, new_password1=OWN, new_password2=OWN)
    page = words(client.get(reverse("console:person", args=[budi.pk])))
    assert "Sandi awal terakhir diberikan pada 18 Agustus 2019 oleh" in page


def test_everybody_changes_their_own_password_by_the_one_before(signed_in, words, person):
    desk = signed_in("perencana")
    mine = reverse("console:person", args=[person("perencana").pk])
    assert "Ganti sandi saya" in words(desk.get(mine))
    passwords = {"new_password1": OWN, "new_password2": OWN}

    assert not choose(desk, old_password="salah", **passwords).redirect_chain
    page = choose(desk, old_password="mobilink-2019", **passwords)

    assert page.redirect_chain[-1][0] == "/console/"
    assert desk.get("/console/").status_code == 200


def test_who_does_not_let_people_in_is_offered_nothing_and_refused(signed_in, words, budi):
    desk = signed_in("perencana")
    assert "Izinkan masuk" not in words(desk.get(reverse("console:person", args=[budi.pk])))

    page = desk.post(reverse("console:person_password", args=[budi.pk]), {"username": "budi"})

    assert page.status_code == 403
    assert not Account.objects.filter(person=budi).exists()


def test_a_bad_name_is_told_on_the_persons_page(signed_in, words, budi):
    give = reverse("console:person_password", args=[budi.pk])
    page = signed_in("kepala").post(give, {"username": "bu di"})

    assert page.status_code == 409
    assert "“bu di” tidak bisa diketik" in words(page)


def test_nobody_who_is_signed_out_chooses_a_password():
    assert Client().get("/password/", follow=True).redirect_chain[-1][0].startswith("/sign-in/")


def test_a_password_that_is_given_while_its_owner_chooses_stands(first, budi, monkeypatch):
    client, _page = sign_in(first)
    given = []
    checked = Account.check_password

    def meanwhile(account, password):
        """Somebody gives another one between the page's form and the database."""
        if password == OWN and not given:
            given.append(give_password(budi, "budi", by=None))
        return checked(account, password)

    monkeypatch.setattr(Account, "check_password", meanwhile)
    page = choose(client, new_password1=OWN, new_password2=OWN)

    assert page.redirect_chain[0][0].startswith("/sign-in/")
    assert Account.objects.get(person=budi).check_password(given[0])
    assert not Account.objects.get(person=budi).check_password(OWN)
