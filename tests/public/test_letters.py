"""What anybody may send without a name, and how it is followed."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from mobilink.basics import codes
from mobilink.basics.limits import Limit
from mobilink.cases import actions
from mobilink.cases.models import FollowUp, Report, SealingKey, VisitRequest, Withdrawal
from mobilink.cases.queries import cases_called, kept_of
from mobilink.guidance.models import Particular
from mobilink.guidance.particulars import keep
from mobilink.journal.actions import commit
from mobilink.journal.members.installations import require_office
from mobilink.journal.storage import keys
from mobilink.outreach.models import Outing
from mobilink.people.queries import office_day
from mobilink.public import letters
from tests.acts import an_act

pytestmark = pytest.mark.django_db
WISH = {"regency_code": "21.71", "place": "Balai Desa Contoh", "reason": "Banyak yang bertanya"}
TOLD = {"what": "Diminta uang muka oleh PT Contoh", "who": "PT Contoh"}
NOON = datetime(2019, 8, 17, 12, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture(autouse=True)
def _fresh_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = Limit(each=3, all_together=10, span=timedelta(hours=1))
    monkeypatch.setattr(letters, "LIMITS", {letters.AskForm: limit, letters.ReportForm: limit})
    monkeypatch.setattr(letters, "ASKING", Limit(each=8, all_together=20, span=timedelta(hours=1)))


def sent(client, address: str, **said: str) -> str:
    """The page that thanks for a letter."""
    response = client.post(address, said, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def code_in(page: str) -> str:
    return re.search(r"MK-[2-9A-Z]{5}-[2-9A-Z]{5}", page)[0]


def test_a_wish_is_taken_in_and_followed_by_its_code(client, person) -> None:
    code = code_in(sent(client, "/ask/", **WISH, people="40", contact="0812-CONTOH"))
    wish = VisitRequest.objects.get(code=kept_of(code))
    assert (wish.place, wish.people) == ("Balai Desa Contoh", 40)
    assert "0812" not in wish.wish.contact
    assert "Menunggu jawaban" in client.get("/ask/", {"code": code}).content.decode()
    actions.answer_request(wish, by=person("perencana"), state="planned", answer="Minggu depan.")
    page = client.get("/ask/", {"code": code.lower().replace("-", " ")}).content.decode()
    assert "Kami datang" in page
    assert "Minggu depan." in page
    assert "0812" not in page


def test_a_report_is_sealed_and_its_page_tells_only_whether_it_was_read(client, person) -> None:
    code = code_in(sent(client, "/report/", **TOLD))
    report = Report.objects.get(code=kept_of(code))
    assert "Contoh" not in report.contents
    assert "Kantor belum membacanya" in client.get("/report/", {"code": code}).content.decode()
    actions.open_report(report, by=person("kepala"), reason="baru masuk")
    page = client.get("/report/", {"code": code}).content.decode()
    assert "Kantor sudah membacanya" in page
    assert "PT Contoh" not in page


@pytest.mark.parametrize("address", ["/ask/", "/report/"])
def test_what_is_missing_is_said_at_the_top_and_at_the_field(client, address: str) -> None:
    response = client.post(address, {})
    page = response.content.decode()
    assert response.status_code == 422
    assert '<p class="problem"' in page
    assert "Isi bagian ini." in page
    assert 'href="#id_' in page
    assert "<title>Masalah:" in page


def test_what_was_typed_stays_when_something_is_missing(client) -> None:
    page = client.post("/ask/", {**WISH, "place": ""}).content.decode()
    assert "Banyak yang bertanya" in page


def test_who_fills_in_what_nobody_sees_is_told_that_nothing_was_sent(client) -> None:
    response = client.post("/report/", {**TOLD, "mk_leave_empty": "https://spam.test"})
    assert response.status_code == 422
    assert "Belum terkirim" in response.content.decode()
    assert "PT Contoh" in response.content.decode()
    assert not Report.objects.exists()


def test_what_was_given_at_a_booth_is_followed_by_its_code_too(client) -> None:
    with commit(an_act("record follow_up"), by=None) as draft:
        outing = Outing.objects.earliest("day")
        draft.add(FollowUp, outing=outing, at=NOON, code="MK-7F3Q", consents={}, contents="")
    page = client.get("/report/", {"code": "mk 7f3q"}).content.decode()
    assert "17 Agustus 2019" in page
    assert "Kantor belum membacanya" in page


def test_who_sends_a_letter_sees_its_code_however_many_ask_by_codes(client) -> None:
    for _ in range(9):
        client.get("/report/", {"code": codes.make()})
    assert code_in(sent(client, "/report/", **TOLD))


def test_who_tries_codes_is_told_nothing_after_a_few(client) -> None:
    """Also by many addresses; `bench guesses` tries a hundred thousand."""
    with commit(an_act("send report"), by=None) as draft:
        draft.add(Report, code="MK-7F3Q", sent_at=NOON, contents="x")
    for _ in range(8):
        assert client.get("/report/", {"code": codes.make()}).status_code == 200
    refused = client.get("/report/", {"code": "MK-7F3Q"})
    assert refused.status_code == 429
    page = refused.content.decode()
    assert "Terlalu banyak kode dicoba" in page
    assert "17 Agustus" not in page
    tries = [
        client.get("/ask/", {"code": codes.make()}, REMOTE_ADDR=f"192.0.2.{n}").status_code
        for n in range(20)
    ]
    assert tries.count(200) == 12
    assert client.get("/ask/").status_code == 200


def test_a_letter_that_was_taken_back_says_only_that(client) -> None:
    report, wish = sent(client, "/report/", **TOLD), sent(client, "/ask/", **WISH)
    for page in (report, wish):
        [case] = cases_called(kept_of(code_in(page)))
        proof = codes.proof(code_in(page), require_office().id.bytes)
        with commit(an_act("record withdrawal"), by=None) as draft:
            withdrawal = draft.add(Withdrawal, at=NOON, code=proof)
        actions.accept(withdrawal, case, by=None)
    assert "sudah dicabut" in client.get("/report/", {"code": code_in(report)}).content.decode()
    page = client.get("/ask/", {"code": code_in(wish)}).content.decode()
    assert "sudah dicabut" in page
    assert "Balai Desa Contoh" not in page


def test_nothing_is_called_sent_that_is_not_here(client) -> None:
    page = client.get("/report/?code=MK-2345&sent=1").content.decode()
    assert "Terima kasih" not in page
    assert "Belum ada kiriman dengan kode MK-2345" in page


def test_a_van_does_not_say_what_only_the_office_knows(client, monkeypatch) -> None:
    code = code_in(sent(client, "/report/", **TOLD))
    monkeypatch.setattr("mobilink.public.letters.is_office", lambda: False)
    page = client.get(f"/report/?code={code}").content.decode()
    assert "hanya halaman kantor" in page
    assert "belum membaca" not in page


def test_a_flood_ends_in_words_and_others_still_get_through(client) -> None:
    for _ in range(3):
        sent(client, "/report/", **TOLD)
    response = client.post("/report/", TOLD)
    assert response.status_code == 429
    assert "Coba lagi satu jam lagi" in response.content.decode()
    assert "PT Contoh" in response.content.decode()
    assert client.post("/report/", TOLD, REMOTE_ADDR="192.168.7.7").status_code == 302


def test_a_letter_from_elsewhere_is_not_taken_in() -> None:
    assert Client(enforce_csrf_checks=True).post("/report/", TOLD).status_code == 403
    assert not Report.objects.exists()


@pytest.mark.parametrize("code", ["MK-2222", "xyz", "'; --", "MK-" * 500])
def test_a_code_that_is_not_known_says_so(client, code: str) -> None:
    for address in ("/ask/", "/report/"):
        response = client.get(address, {"code": code})
        assert response.status_code == 200
        assert "Belum ada kiriman dengan kode" in response.content.decode()


def test_a_van_seals_for_the_office_and_cannot_read_it(client, monkeypatch, settings) -> None:
    office = keys.public()
    actions.publish_key()
    settings.SIGNING_KEY = "cd" * 32
    monkeypatch.setattr("mobilink.cases.queries.is_office", lambda: False)
    code = code_in(sent(client, "/report/", **TOLD))
    kept = Report.objects.get(code=kept_of(code))
    assert SealingKey.objects.get().key == office.hex()
    from mobilink.journal.members import sealing

    assert sealing.opened(kept.contents) is None


def test_a_van_that_knows_no_key_takes_nothing_in(client, monkeypatch) -> None:
    monkeypatch.setattr("mobilink.cases.queries.is_office", lambda: False)
    response = client.post("/report/", TOLD)
    assert response.status_code == 409
    assert "Sampaikan kepada petugas" in response.content.decode()
    assert "PT Contoh" in response.content.decode()


def test_a_limit_forgets_after_its_span_and_never_remembers_more_than_it_lets_in() -> None:
    limit = Limit(each=2, all_together=3, span=timedelta(hours=1))
    let_in = [limit.lets_in(who, NOON) for who in ("a", "a", "a", "b", "c", "d")]
    assert let_in == [True, True, False, True, False, False]
    assert len(limit._let_in) == 3
    assert limit.lets_in("a", NOON + timedelta(hours=1))
    assert not any(mark == b"a" for _at, mark in limit._let_in)


def test_who_reports_is_told_whom_to_call_also_right_after_sending(client) -> None:
    day = office_day()
    about = {"kind": "hotline", "code": "posko", "label": "Posko Contoh", "value": "0800-555-000"}
    checked = {"source": "Contoh", "checked_by": "Maya Contoh", "checked_on": day}
    keep(Particular, about | checked | {"review_by": day + timedelta(90)})

    for page in (client.get("/report/").content.decode(), sent(client, "/report/", **TOLD)):
        assert 'href="tel:0800555000"' in page
        assert "Posko Contoh" in page
