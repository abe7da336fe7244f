"""The pack of an installation: its rows in and out again, signed, on a stick and checked."""

import contextlib
import json
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from mobilink.cli import packs
from mobilink.guidance import queries
from mobilink.guidance.board import judge
from mobilink.guidance.firms import licence_key
from mobilink.guidance.models import Card, CountryStatus, Particular, Vacancy
from mobilink.guidance.particulars import keep, told_on
from mobilink.guidance.validity import LAPSED, OVERDUE
from mobilink.journal.storage import kinds
from mobilink.people.queries import office_day
from mobilink.publishing import pack_files, pack_words, signed_pack, statements
from mobilink.publishing.pack_format import (
    BadPack,
    Due,
    name_of,
    rows_of,
)
from mobilink.scenarios import answers

DAY = date(2019, 8, 18)


@pytest.fixture
def lists(db):
    """The lists of the demo: fictional recruiters, vacancies and countries."""
    answers.load("kepri-2019")


@pytest.fixture
def later(lists, on):
    """Makes it noon at the office on a day, so many days from the one on which the story came."""
    first = office_day()

    def move(days):
        on(first + timedelta(days=days))
        return first + timedelta(days=days)

    return move


def by_kind(pack):
    return {part.kind: part for part in pack.manifest.parts}


def all_of(pack, kind):
    rows = rows_of(by_kind(pack)[kind], lambda piece: pack.pieces[piece.sha256])
    return {each.pk: each for each in signed_pack.restored(kind, rows)}


@pytest.mark.django_db
@pytest.mark.parametrize("model", signed_pack.KINDS)
def test_every_row_comes_back_as_the_tables_have_it(model, lists):
    kind = kinds.kind_of(model)
    carried = all_of(signed_pack.signed_pack(office_day()), kind.name)

    assert carried
    for pk, each in carried.items():
        here = model.objects.get(pk=pk)
        for field in kind.fields:
            assert getattr(each, field.name) == getattr(here, field.name)


@pytest.mark.django_db
def test_the_devices_own_rules_run_on_what_it_carries(lists):
    day = office_day()
    pack = signed_pack.signed_pack(day)
    statuses = list(all_of(pack, "country_status").values())
    firms = {
        firm.sip3mi.replace(" ", "").casefold(): firm for firm in all_of(pack, "recruiter").values()
    }

    for later in (0, 20, 200):
        then = day + timedelta(days=later)
        verdicts = {
            pk: judge(vacancy, firms.get(licence_key(vacancy.sip3mi)), statuses, then)
            for pk, vacancy in all_of(pack, "vacancy").items()
        }
        posts = queries.posts_of(Vacancy.objects.filter(gone_on=None), then)
        assert verdicts == {post.vacancy.pk: post.verdict for post in posts}


@pytest.mark.django_db
def test_nothing_that_awaits_a_sign_off_and_no_printed_matter_is_in_a_pack():
    assert set(by_kind(signed_pack.signed_pack(office_day()))) == {
        "recruiter", "vacancy", "country_status", "card", "particular", "cost_rule", "topic",
    }  # fmt: skip


@pytest.mark.django_db
def test_a_part_keeps_its_pieces_while_another_one_changes():
    before = by_kind(signed_pack.signed_pack(office_day()))
    particular = Particular.objects.first()
    fields = {f.name: getattr(particular, f.name) for f in kinds.kind_of(Particular).fields}
    keep(Particular, fields | {"label": "Conto lain"})
    after = by_kind(signed_pack.signed_pack(office_day()))

    moved = {kind for kind in before if before[kind].pieces != after[kind].pieces}
    assert moved == {"particular"}


@pytest.mark.django_db
def test_the_same_data_on_the_same_day_is_the_same_pack(tmp_path):
    for name in ("a.zip", "b.zip"):
        signed_pack._made.cache_clear()
        pack_files.write(tmp_path / name, signed_pack.signed_pack(office_day()))

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.django_db
def test_each_part_names_its_owner_and_the_day_of_its_review(lists):
    parts = by_kind(signed_pack.signed_pack(office_day()))

    assert parts["card"].owner == "BP3MI Kepulauan Riau (contoh)"
    assert parts["card"].review_by == min(c.review_by for c in Card.objects.all())
    assert parts["recruiter"].owner == "Daftar nasional P3MI (contoh)"
    assert parts["recruiter"].review_by - parts["recruiter"].as_at == timedelta(days=30)
    assert parts["particular"].as_at == min(p.checked_on for p in told_on(Particular, office_day()))


@pytest.mark.django_db
def test_another_machine_of_the_office_verifies_a_pack(elsewhere):
    signed = signed_pack.signed_pack(office_day()).signed
    elsewhere()

    manifest, verified = signed_pack.verified(signed)
    assert (verified.code, verified.signer) == (statements.GENUINE, "Gonggong")
    assert manifest.day == office_day()


@pytest.mark.django_db
def test_any_altered_byte_of_a_signed_manifest_is_refused():
    signed = signed_pack.signed_pack(office_day()).signed
    for at in range(0, len(signed), 7 if len(signed) > 4000 else 1):
        refuse_altered(signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :])
    statement = signed.index(b"\n") + 1
    for at in range(statement, len(signed)):
        for other in (1, 2, 4, 32, 42):
            refuse_altered(signed[:at] + bytes([signed[at] ^ other]) + signed[at + 1 :])
    refuse_altered(signed + b" ")
    refuse_altered(signed.replace(b"\n", b"\n "))


def refuse_altered(altered):
    """Fails where it is: whoever altered a manifest must be found out."""
    with contextlib.suppress(BadPack):
        assert signed_pack.verified(altered)[1].code != statements.GENUINE


@pytest.mark.django_db
def test_what_was_signed_for_another_purpose_signs_no_pack():
    line = signed_pack.signed_pack(office_day()).signed.split(b"\n")[0]
    for lines in (["Lowongan: Conto"], ["Lowongan: Conto", f"Isi perangkat: {name_of(line)}"]):
        statement = " ".join(statements.signed(lines).split()).encode()
        assert signed_pack.verified(line + b"\n" + statement + b"\n")[1].code == statements.CHANGED


@pytest.mark.django_db
def test_a_folder_gets_only_what_is_new_and_keeps_nothing_old(tmp_path, later):
    day = later(0)
    folder = tmp_path / "stick"
    first = pack_files.write(folder, signed_pack.signed_pack(day))
    assert first.new == first.pieces
    assert pack_files.write(folder, signed_pack.signed_pack(day)).new == 0

    particular = told_on(Particular, day)[0]
    fields = {f.name: getattr(particular, f.name) for f in kinds.kind_of(Particular).fields}
    keep(Particular, fields | {"label": "Conto lain"})
    assert pack_files.write(folder, signed_pack.signed_pack(day)).new == 1
    assert len(list(folder.iterdir())) == first.pieces + 1


@pytest.mark.usefixtures("in_english")
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["stick", "pack.zip"])
def test_the_commands_write_and_check_a_pack(tmp_path, capsys, name, later):
    later(0)
    arguments = SimpleNamespace(path=tmp_path / name, json=False)
    assert packs.run_export(arguments) == 0
    assert packs.run_check(arguments) == 0
    output = capsys.readouterr().out
    assert "Ours and unchanged" in output
    assert "List of recruiters (P3MI)" in output

    later(40)
    assert packs.run_check(arguments) == 0
    output = capsys.readouterr().out
    assert "It was to be renewed by" in output
    assert packs.run_check(SimpleNamespace(path=arguments.path, json=True)) == 0
    parts = {part["kind"]: part for part in json.loads(capsys.readouterr().out)["parts"]}
    assert len(parts["recruiter"]["due"]) == 1


@pytest.mark.usefixtures("in_english")
@pytest.mark.django_db
def test_a_damaged_or_foreign_pack_is_refused_in_a_sentence(tmp_path, later):
    day = later(0)
    folder, file = tmp_path / "stick", tmp_path / "pack.zip"
    pack_files.write(folder, signed_pack.signed_pack(day))
    pack_files.write(file, signed_pack.signed_pack(day))
    piece = next(path for path in folder.iterdir() if len(path.name) == 64)
    piece.write_bytes(piece.read_bytes()[:-1] + b"}")
    cut_off = tmp_path / "cut.zip"
    cut_off.write_bytes(file.read_bytes()[:-400])
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "surat.txt").write_text("Conto")

    for path, why in (
        (folder, "was altered"), (cut_off, "cut off"), (tmp_path / "other", "no pack"),
    ):  # fmt: skip
        with pytest.raises(BadPack, match=why):
            packs.run_check(SimpleNamespace(path=path, json=False))
    with pytest.raises(BadPack, match="holds other things"):
        packs.run_export(SimpleNamespace(path=tmp_path / "other"))


@pytest.mark.django_db
def test_whatever_byte_of_a_file_is_altered_it_is_refused_or_says_the_same(tmp_path, later):
    day = later(0)
    file, altered = tmp_path / "pack.zip", tmp_path / "altered.zip"
    pack = signed_pack.signed_pack(day)
    pack_files.write(file, pack)
    whole = file.read_bytes()
    for at in range(0, len(whole), 97):
        altered.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        try:
            signed, fetch = pack_files.opened(altered)
            manifest, verified = signed_pack.verified(signed)
            rows = [rows_of(part, fetch) for part in manifest.parts]
        except BadPack:
            continue
        if verified.code == statements.GENUINE:
            assert manifest == pack.manifest
            assert rows == [
                rows_of(part, lambda p: pack.pieces[p.sha256]) for part in manifest.parts
            ]


@pytest.mark.django_db
def test_a_country_that_is_open_no_more_is_told_by_its_name():
    status = CountryStatus(id=UUID(int=1), country="MY", scheme="p-to-p", valid_to=DAY)
    assert pack_words.due_words([Due(LAPSED, DAY, status)]) == [
        "Tidak disampaikan lagi karena berlaku sampai 18 Agustus 2019: "
        "“Malaysia, melalui P3MI (P to P)”."
    ]


@pytest.mark.django_db
def test_what_is_due_since_one_day_is_told_in_one_sentence():
    rules = [Particular(label=f"Conto {number}") for number in range(5)]
    overdue = [Due(OVERDUE, DAY, rule) for rule in rules]

    assert pack_words.due_words(overdue) == [
        "Lewat tanggal tinjau 18 Agustus 2019: “Conto 0”, “Conto 1”, “Conto 2”, dan 2 lainnya. "
        "Tanyakan kepada petugas."
    ]
