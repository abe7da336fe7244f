"""The pack of a device: whole or refused, small to renew, and telling its own age."""

import gzip
import random
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilink.guidance.validity import LAPSED, OVERDUE, each_in_force
from mobilink.publishing import pack_words, signed_pack
from mobilink.publishing.pack_format import (
    BadPack,
    Due,
    Manifest,
    Part,
    Piece,
    cut,
    due,
    manifest_bytes,
    name_of,
    read_manifest,
    rows_of,
    versions_to_carry,
)

DAY = date(2019, 8, 18)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ROWS = st.dictionaries(st.uuids().map(str), TEXT, max_size=60).map(
    lambda names: [{"id": key, "name": name} for key, name in names.items()]
)


def part(kind, rows, **said):
    pieces = [Piece(name_of(data), len(data)) for data in cut(kind, rows)]
    usual = {"owner": "Conto", "licence": "", "as_at": None, "review_by": None}
    return Part(kind=kind, rows=len(rows), pieces=pieces, **usual | said)


def at_hand(kind, rows):
    pieces = {name_of(data): data for data in cut(kind, rows)}
    return lambda piece: pieces.get(piece.sha256)


@given(ROWS, st.sampled_from(["recruiter", "vacancy", "card"]), st.randoms())
def test_rows_come_back_equal_and_have_the_same_bytes_in_any_order(rows, kind, chance):
    shuffled = chance.sample(rows, len(rows))

    assert cut(kind, rows) == cut(kind, shuffled)
    assert rows_of(part(kind, rows), at_hand(kind, rows)) == sorted(rows, key=lambda r: r["id"])


@given(ROWS.filter(bool), TEXT)
def test_a_row_that_changes_makes_one_piece_anew(rows, name):
    changed = [rows[0] | {"name": f"{rows[0]['name']}{name}."}, *rows[1:]]
    before, after = set(cut("recruiter", rows)), set(cut("recruiter", changed))

    assert len(before - after) == len(after - before) == 1


def national_list():
    """Four thousand made-up recruiters, each with what a real list tells of one."""
    chance = random.Random(7)

    def words_of(many, words):
        return chance.sample(words.split(), many)

    for number in range(4000):
        yield {
            "id": str(UUID(int=chance.getrandbits(128))),
            "name": f"PT {' '.join(words_of(3, 'Karya Bahari Mitra Pelita Cahaya Jaya Utama'))} {number}",
            "sip3mi": f"CONTO-{chance.randint(1, 999)}/{chance.randint(1000, 99999)}",
            "status": "active",
            "valid_to": f"20{chance.randint(24, 27)}-0{chance.randint(1, 9)}-01",
            "city": words_of(1, "Jakarta Batam Bandung Surabaya Medan")[0],
            "phones": [f"021 {chance.randint(100000, 9999999)}"],
            "contacts": [f"kantor{number}@contoh.example"],
            "countries": words_of(2, "Malaysia Singapura Taiwan Jepang Korea"),
        }


def sent(rows, without=()):
    """The bytes of a manifest and of the pieces that are not there yet, compressed."""
    new = [piece for piece in cut("recruiter", rows) if piece not in without]
    manifest = manifest_bytes(Manifest("Conto", DAY, [part("recruiter", rows)]))
    return sum(len(gzip.compress(data)) for data in (manifest, *new))


def test_ten_changes_in_a_list_of_four_thousand_cost_a_ninth_of_it():
    rows = list(national_list())
    changed = [dict(row) for row in rows]
    for row in changed[::400]:
        row["status"] = "suspended"

    whole, again = sent(rows), sent(changed, without={*cut("recruiter", rows)})
    assert whole < 350_000
    assert again < whole / 9


@given(ROWS.filter(bool), st.data())
def test_any_altered_byte_of_a_piece_is_refused(rows, data):
    manifest_part = part("card", rows)
    [whole] = cut("card", rows)
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(1, 255))
    altered = whole[:at] + bytes([whole[at] ^ other]) + whole[at + 1 :]

    with pytest.raises(BadPack, match="was altered"):
        rows_of(manifest_part, lambda _piece: altered)


def test_a_piece_that_is_missing_is_named():
    rows = [{"id": "a", "name": "Conto"}]
    with pytest.raises(BadPack, match=f"is missing: {name_of(cut('card', rows)[0])}"):
        rows_of(part("card", rows), lambda _piece: None)


@given(st.binary(max_size=60))
def test_whatever_is_read_as_a_manifest_is_one_or_is_refused(data):
    with pytest.raises(BadPack):
        read_manifest(data)


def test_a_manifest_comes_back_equal():
    manifest = Manifest("Kantor Conto", DAY, [part("card", [{"id": "a"}], as_at=DAY)])
    assert read_manifest(manifest_bytes(manifest)) == manifest


def row(first=None, last=None, review_by=None, thing="a"):
    return SimpleNamespace(valid_from=first, valid_to=last, review_by=review_by, thing=thing)


def days(first, last):
    return st.none() | st.dates(first, last)


VERSIONS = st.lists(
    st.builds(
        row,
        days(date(2019, 1, 1), date(2019, 12, 31)),
        days(date(2019, 1, 1), date(2019, 12, 31)),
        thing=st.sampled_from("ab"),
    ),
    max_size=6,
)


@given(VERSIONS, st.dates(date(2019, 6, 1), date(2019, 6, 30)), st.integers(0, 200))
def test_a_pack_of_an_earlier_day_tells_what_all_rows_tell(rows, made, later):
    """What is left out would never have been told, however long the device is by itself."""
    day = made + timedelta(days=later)
    kept = versions_to_carry(rows, made, lambda row: row.thing)
    in_force = [each_in_force(these, day, thing=lambda row: row.thing) for these in (rows, kept)]

    assert in_force[0] == in_force[1]


def test_what_lapsed_long_ago_is_left_out_and_lately_is_told():
    lately, long_ago = row(last=DAY - timedelta(days=3)), row(last=DAY - timedelta(days=91))
    kept = versions_to_carry([lately, long_ago], DAY, id)

    assert kept == [lately]
    assert due(part("card", []), kept, DAY) == [Due(LAPSED, lately.valid_to, lately)]


def test_what_has_lapsed_comes_before_what_is_past_its_review():
    old, gone = row(review_by=DAY - timedelta(days=9)), row(last=DAY - timedelta(days=1))
    ahead = row(first=DAY + timedelta(days=1), review_by=DAY - timedelta(days=2))

    late = due(part("card", []), [old, ahead, gone], DAY)
    assert [item.state for item in late] == [LAPSED, OVERDUE]


def test_a_list_is_past_its_review_as_a_whole():
    listed = part("recruiter", [], as_at=DAY, review_by=DAY)
    assert due(listed, [], DAY) == []
    assert due(listed, [], DAY + timedelta(days=1)) == [Due(OVERDUE, DAY)]


@pytest.mark.django_db
def test_a_kind_of_a_newer_version_is_told_by_its_part_alone():
    unknown = part("tomorrow", [{"id": "a"}], review_by=DAY)
    late = signed_pack.overdue(unknown, at_hand("tomorrow", [{"id": "a"}]), DAY + timedelta(days=1))

    assert late == [Due(OVERDUE, DAY)]
    assert pack_words.part_name("tomorrow") == "tomorrow"
