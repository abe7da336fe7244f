"""The slip of a vacancy, and the code on it that any machine of the office can verify."""

import base64
import io
import json
from argparse import Namespace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from pypdf import PdfReader

from mobilink.basics import clock
from mobilink.cli import desk
from mobilink.guidance import queries
from mobilink.guidance.models import Vacancy
from mobilink.journal.storage import keys
from mobilink.journal.storage.models import Installation
from mobilink.people.queries import office_day
from mobilink.publishing import slips, statements

pytestmark = pytest.mark.django_db
LINES = ["Lowongan: Tukang las, Malaysia", "Dicetak: 18 Agustus 2019"]


@pytest.fixture(autouse=True)
def _sunday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2019, 8, 18, 5, 30, tzinfo=UTC))


@pytest.fixture
def slip(take_vacancies):
    """Sets the slip of the one vacancy that this tells."""

    def make(outing=None, **fields):
        take_vacancies(fields)
        day = office_day()
        post = queries.post(Vacancy.objects.get().pk, day)
        return slips.vacancy_slip(post, queries.listing(day), outing)

    return make


def test_a_slip_tells_the_facts_the_day_and_where_it_was_given(slip, told_by, july):
    pdf = slip(
        july, city="Johor Bahru", wage="1700", currency="MYR", wage_period="month",
        costs_worker="paspor", places_men=4, closes_on=date(2019, 9, 6),
    )  # fmt: skip
    text = told_by(pdf)

    for words in (
        "Gratis, tanpa perantara", "Tukang las MYR 1.700 per bulan Johor Bahru, Malaysia",
        "Daftar sampai Jumat, 6 September 2019", "Sisa tempat 4 laki-laki", "Anda bayar paspor",
        "PT Karya Contoh", "Diberikan Minggu, 18 Agustus 2019 di Car Free Day Tanjungpinang",
        "Menurut daftar lowongan 18 Agustus 2019, berumur 0 hari.", "Tidak disebut:",
    ):  # fmt: skip
        assert words in text
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    assert reader.metadata.title == "Lowongan: Tukang las"


def test_a_slip_from_old_lists_says_so(slip, told_by, monkeypatch):
    slip(closes_on=date(2019, 12, 1))
    monkeypatch.setattr(clock, "now", lambda: datetime(2019, 10, 2, 5, tzinfo=UTC))
    day = office_day()
    post = queries.post(Vacancy.objects.get().pk, day)

    text = told_by(slips.vacancy_slip(post, queries.listing(day)))
    assert "Daftar ini berumur 45 hari (18 Agustus 2019)" in text
    assert "berumur 45 hari. Tanyakan kepada kantor apakah masih berlaku." in text


def test_on_one_day_a_slip_has_the_same_bytes_and_is_set_once(slip):
    first = slip()
    assert slip() is first


def test_a_slip_survives_long_and_strange_words(slip, told_by):
    text = told_by(
        slip(
            title="#panic() *tebal* $x$ " * 5, employer="中文 😀 " * 10, hours="jam " * 30,
            costs_employer="tiket dan visa kerja " * 14, costs_worker="[ ] { } \\ " * 20,
            contact="x" * 160, left_any=0,
        )
    )  # fmt: skip

    assert "#panic() *tebal* $x$" in text
    assert "Semua tempat sudah terisi." in text


def test_a_statement_is_verified_however_its_blanks_were_changed():
    text = statements.signed(LINES)

    for sent in (text, text.replace("\n", "\r\n "), " ".join(text.split()), f"\n{text}\n\n"):
        verified = statements.verify(sent)
        assert verified.code == statements.GENUINE
        assert verified.signer == Installation.objects.get().name
    assert statements.verify(text).says == LINES
    assert len(text) < 300


@pytest.mark.parametrize(
    ("was", "became"),
    [("Malaysia", "Kamboja"), ("18 Agustus", "19 Agustus"), ("las, ", "las,")],
)
def test_a_changed_statement_is_told_as_changed(was, became):
    changed = statements.signed(LINES).replace(was, became)

    assert statements.verify(changed).code == statements.CHANGED


@pytest.mark.parametrize("text", ["", " ", "halo", "MOBILINK 1", "MOBILINK 1 a b", "x" * 9000])
def test_any_other_text_is_told_as_none_of_ours(text):
    assert statements.verify(text) == statements.Verified(statements.NO_STATEMENT, [])


def test_another_machine_of_the_office_verifies_it_by_the_signers_certificate(elsewhere):
    text = statements.signed(LINES)
    elsewhere()

    verified = statements.verify(text)
    assert (verified.code, verified.signer, verified.says) == (
        statements.GENUINE,
        "Gonggong",
        LINES,
    )
    assert statements.verify(text.replace("las", "cat")).code == statements.CHANGED


def test_a_signer_that_was_revoked_or_is_unknown_is_told_so(elsewhere):
    text = statements.signed(LINES)
    elsewhere(cut={})
    assert statements.verify(text).code == statements.REVOKED

    stranger = statements.signed(LINES)
    Installation.objects.update(id=uuid4())
    assert statements.verify(stranger).code == statements.UNKNOWN


def test_what_the_key_signs_for_the_journal_is_no_statement():
    here = Installation.objects.get().pk
    body = f"{statements.MARK} {LINES[0]}"
    seal = base64.urlsafe_b64encode(here.bytes + keys.Ed25519().sign(body.encode())).decode()
    assert statements.verify(f"{body}\n{seal.rstrip('=')}").code == statements.CHANGED


def test_the_command_tells_what_a_text_is(capsys, monkeypatch):
    text = statements.signed(LINES)
    assert desk.run_verify(Namespace(text=text, json=False)) == 0
    assert capsys.readouterr().out.splitlines()[1:] == LINES
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert desk.run_verify(Namespace(text="-", json=True)) == 0
    assert json.loads(capsys.readouterr().out)["code"] == "genuine"
    assert desk.run_verify(Namespace(text=text.replace("las", "cat"), json=False)) == 1
    assert "It was changed" in capsys.readouterr().err
