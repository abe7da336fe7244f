"""What this device carries: for a phone that fetches it, and for whoever reads how old it is."""

import json
import re
from datetime import timedelta
from hashlib import sha256

import pytest

from mobilink.design.copies import CopyRequest
from mobilink.guidance import prose
from mobilink.guidance.models import Particular
from mobilink.guidance.particulars import keep
from mobilink.journal.storage.kinds import kind_of
from mobilink.people.queries import office_day
from mobilink.public import pack
from mobilink.publishing import signed_pack, statements
from mobilink.scenarios import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch, on):
    """Moves the clock so many days on from the day on which the story was loaded."""
    monkeypatch.undo()
    answers.load("kepri-2019")
    first = office_day()

    def move(days):
        on(first + timedelta(days=days))

    move(0)
    return move


def seen(client, **headers):
    answer = client.get("/carried/", headers=headers)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_each_part_is_told_with_owner_licence_age_and_review(client, later):
    page = seen(client)

    firms = page[page.index("Daftar P3MI") :]
    assert re.match(
        r"Daftar P3MI Banyaknya: 8 Keadaan per \d+ \w+ \d{4}, berumur 6 hari\. "
        r"Diperiksa ulang paling lambat \d+ \w+ \d{4}\. "
        r"Pemilik: Daftar nasional P3MI \(contoh\)\. Lisensi: Data rekaan\.",
        firms,
    )
    assert "Pemilik: BP3MI Kepulauan Riau (contoh). Lisensi: Apache-2.0." in page


def told_of(particular):
    return {field.name: getattr(particular, field.name) for field in kind_of(Particular).fields}


def test_a_van_by_itself_sees_by_its_own_clock_what_is_out_of_date(client, later):
    before = seen(client)
    fields = told_of(Particular.objects.get(code="kemnaker"))
    last = office_day() + timedelta(days=2)
    keep(Particular, fields | {"code": "posko", "label": "Posko Conto", "valid_to": last})
    later(35)
    after = seen(client)

    assert "Daftar ini seharusnya diperbarui" not in before
    assert "Posko Conto" not in before
    assert re.search("Tidak disampaikan lagi karena berlaku sampai [^:]+: “Posko Conto”", after)
    assert "Daftar ini seharusnya diperbarui paling lambat" in after
    assert after.index("Posko Conto") < after.index("seharusnya diperbarui")
    assert "Yang lewat waktu disebut paling atas." in after


def test_what_lapsed_is_remembered_for_a_while_and_then_forgotten(client, later):
    fields = told_of(Particular.objects.get(code="kemnaker"))
    keep(Particular, fields | {"code": "posko", "label": "Posko Conto", "valid_to": office_day()})
    later(90)
    assert "Posko Conto" in seen(client)
    later(91)
    assert "Posko Conto" not in seen(client)


def test_a_copy_tells_the_days_and_no_age(later):
    page = pack.contents(CopyRequest("/carried/", "id", ".")).content.decode()

    assert "Keadaan per" in page
    assert "berumur" not in page


def test_the_foot_of_every_public_page_leads_there(client):
    for address in ("/", "/procedure/", "/check/"):
        assert 'href="/carried/"' in client.get(address).content.decode()


def test_a_phone_fetches_the_manifest_and_each_piece_that_it_names(client):
    manifest = client.get("/pack/")
    line = manifest.content.split(b"\n")[0]
    assert manifest["ETag"]
    assert signed_pack.verified(manifest.content)[1].code == statements.GENUINE

    for part in json.loads(line)["parts"]:
        for named in part["pieces"]:
            piece = client.get(f"/pack/{named['sha256']}", headers={"accept-encoding": "gzip"})
            assert "immutable" in piece["Cache-Control"]
            assert piece["Content-Encoding"] == "gzip" or len(piece.content) < 200
            plain = client.get(f"/pack/{named['sha256']}").content
            assert sha256(plain).hexdigest() == named["sha256"]
            assert len(plain) == named["size"]


def test_a_phone_that_has_the_manifest_is_told_that_it_has_not_changed(client):
    first = client.get("/pack/")
    again = client.get("/pack/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["none", "0" * 64, "..%2f..%2fetc", "manifest.jsonl"])
def test_a_piece_that_nobody_made_is_not_there(client, name):
    answer = client.get(f"/pack/{name}")
    assert answer.status_code == 404
    assert "immutable" not in answer.get("Cache-Control", "")


def test_a_phone_may_ask_from_wherever_its_program_came(client, later):
    signed = client.get("/pack/")
    manifest, _who = signed_pack.verified(signed.content)
    piece = client.get(f"/pack/{manifest.parts[0].pieces[0].sha256}")
    for answer in (signed, piece):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies


def test_the_text_of_a_card_comes_taken_apart_for_devices_that_know_no_markdown(client, later):
    pack = signed_pack.signed_pack(office_day())
    [part] = [each for each in pack.manifest.parts if each.kind == "card"]
    cards = [row for piece in part.pieces for row in json.loads(pack.pieces[piece.sha256])]
    assert cards
    for card in cards:
        blocks = [
            [kind, [[[*run] for run in runs] for runs in items]] for kind, items in card["blocks"]
        ]
        assert blocks == json.loads(json.dumps(prose.blocks(card["body"])))
