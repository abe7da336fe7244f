"""Bad lines, torn files, altered and hostile bytes, by their rows in the fault catalogue.

One process plays the office; the vans are chains of entries that this file signs itself.
"""

import random
import uuid

import msgspec
import pytest

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.booth.models import Tally
from mobilink.guidance.models import Topic
from mobilink.journal import answering, bundles, inbox, messages, wire
from mobilink.journal.actions import alone, commit
from mobilink.journal.errors import NotOurs, Stranger
from mobilink.journal.installations import revoke
from mobilink.journal.models import Peer, Segment
from mobilink.journal.queries import story_of
from mobilink.journal.rebuild import verify
from mobilink.journal.store import Parcel
from mobilink.journal.tables import put_in_order, replica
from mobilink.outreach.models import Outing

pytestmark = pytest.mark.django_db
DAY = 24 * 3600 * 1000


@pytest.fixture
def van(machine):
    return machine()


@pytest.fixture
def outing(db):
    return Outing.objects.get(title="Sosialisasi Kebun Raya")


def tally(outing):
    return wire.Op("tally", None, {"outing": str(outing.pk), "at": 1_563_700_000_000})


def test_row_24_a_parcel_that_comes_again_and_again_changes_nothing(van, outing, taken):
    parcel = van.parcel(van.entry(tally(outing)), van.entry(tally(outing)))

    for _ in range(5):
        assert taken(parcel) == (1, [])

    assert Tally.objects.count() == 2
    assert verify().is_equal


def test_row_24_parcels_in_any_order_all_arrive(van, outing, taken):
    parcels = [van.parcel(van.entry(tally(outing))) for _ in range(12)]
    random.Random(24).shuffle(parcels)

    taken(*parcels)

    assert Tally.objects.count() == 12
    assert verify().is_equal


def test_row_25_and_32_a_bundle_cut_at_every_byte_keeps_its_whole_parts(
    van, outing, tmp_path, taken
):
    for _ in range(3):
        taken(van.parcel(van.entry(tally(outing))))
    whole = tmp_path / "whole.mlb"
    bundles.write(whole)
    data = whole.read_bytes()
    held = Segment.objects.count()

    for cut in range(4, len(data), 97):
        torn = tmp_path / "torn.mlb"
        torn.write_bytes(data[:cut])
        assert bundles.read(torn).refused == []
    assert bundles.read(whole).is_whole
    assert Segment.objects.count() == held


def test_a_bundle_for_one_installation_is_opened_by_no_other(van, outing, tmp_path, taken):
    taken(van.parcel(van.entry(tally(outing))))
    bundles.write(tmp_path / "all.mlb")
    bundles.write(tmp_path / "van.mlb", to=van.author)

    assert bundles.read(tmp_path / "all.mlb").kept > 0
    with pytest.raises(Stranger, match=r"van.mlb cannot be opened\. It is sealed for other"):
        bundles.read(tmp_path / "van.mlb")
    with pytest.raises(NotOurs, match="mobilink installations"):
        bundles.write(tmp_path / "nobody.mlb", to=uuid.UUID(int=5))
    assert not (tmp_path / "nobody.mlb").exists()


def test_row_45_a_bundle_is_not_made_for_who_was_revoked(van, tmp_path):
    revoke(van.author, "stolen")

    with pytest.raises(NotOurs, match="honoured"):
        bundles.write(tmp_path / "van.mlb", to=van.author)


def test_row_35_a_bundle_edited_anywhere_brings_nothing_that_was_not_signed(
    van, outing, tmp_path, taken
):
    parcel = van.parcel(van.entry(tally(outing)))
    body = msgspec.msgpack.encode((parcel.data, parcel.signature))

    for at in range(len(body)):
        edited = bytearray(body)
        edited[at] ^= 1
        try:
            data, signature = msgspec.msgpack.decode(bytes(edited), type=tuple[bytes, bytes])
        except msgspec.MsgspecError:
            continue
        taken(Parcel(data, signature))

    assert Tally.objects.count() in (0, 1)  # zstd leaves a few bits of its frame without meaning
    assert not inbox.quarantine()


def test_row_36_and_38_a_wrong_clock_is_kept_and_never_refused(van, outing, taken):
    for error in (-7 * DAY // 24, 400 * DAY, -18_000 * DAY):
        van.clock_error = error
        taken(van.parcel(van.entry(tally(outing))))
    taken(van.parcel(van.entry(tally(outing), at=2**53 - 1)))

    assert Tally.objects.count() == 4
    assert verify().is_equal


def test_row_37_a_clock_that_rolls_back_between_two_writes_keeps_the_authors_order(
    van, outing, taken
):
    first = van.entry(
        wire.Op("outing", outing.pk.bytes, {"result": "satu"}, seen(outing)), stream="team"
    )
    second = van.entry(
        wire.Op("outing", outing.pk.bytes, {"result": "dua"}, {"result": first.hash}),
        stream="team",
        at=5,
    )
    taken(van.parcel(first, second))

    outing.refresh_from_db()
    assert outing.result == "dua"
    assert inbox.conflicts() == []


def test_row_47_a_van_that_writes_what_is_the_offices_is_quarantined(van, taken):
    topics = Topic.objects.count()

    taken(van.parcel(van.entry(wire.Op("topic", None, {"code": "x", "name": "x"}), stream="team")))

    assert Topic.objects.count() == topics
    assert [one.reason for one in inbox.quarantine()] == ["scope"]
    assert verify().is_equal


@pytest.mark.parametrize(
    ("op", "reason"),
    [
        (wire.Op("spaceship", None, {}), "unknown kind"),
        (wire.Op("tally", None, {"at": 1}), "unfit: outing is missing"),
        (wire.Op("tally", None, {"outing": "no id", "at": 1}), "unfit: outing"),
        (wire.Op("tally", None, {"outing": str(uuid.UUID(int=1)), "at": "noon"}), "unfit: at"),
        (wire.Op("handout", None, {"outing": str(uuid.UUID(int=1)), "at": 1, "quantity": 2**40}), "unfit"),
        (wire.Op("tally", bytes(16), {"sex": "f"}), "fact changed"),
    ],
)  # fmt: skip
def test_row_47_what_no_table_could_keep_is_quarantined_and_blocks_nothing(
    van, outing, op, reason, taken
):
    taken(van.parcel(van.entry(op), van.entry(tally(outing))))

    assert inbox.quarantine()[0].reason.startswith(reason)
    assert Tally.objects.count() == 1
    assert verify().is_equal


def test_row_49_a_fact_waits_for_its_parent_and_is_applied_when_it_comes(van, outing, taken):
    made = van.entry(_like(outing), stream="team")
    [(pk, _)] = made.rows()
    child = van.entry(wire.Op("tally", None, {"outing": str(pk), "at": 1_563_700_000_000}))

    taken(van.parcel(child))
    assert Tally.objects.count() == 0
    taken(van.parcel(made))

    assert inbox.quarantine() == []
    assert Tally.objects.count() == 1
    assert verify().is_equal


def test_row_49_a_change_waits_for_the_one_that_it_replaces(van, outing, taken, machine):
    first = van.entry(
        wire.Op("outing", outing.pk.bytes, {"result": "satu"}, seen(outing)), stream="team"
    )
    other = machine()
    second = other.entry(
        wire.Op("outing", outing.pk.bytes, {"result": "dua"}, {"result": first.hash}),
        stream="team",
    )

    taken(other.parcel(second))
    outing.refresh_from_db()
    assert outing.result != "dua"
    taken(van.parcel(first))

    outing.refresh_from_db()
    assert outing.result == "dua"
    assert inbox.conflicts() == []


def test_row_49_after_two_weeks_it_waits_no_more(van, monkeypatch, taken):
    orphan = wire.Op("tally", None, {"outing": str(uuid.uuid4()), "at": 1_563_700_000_000})
    taken(van.parcel(van.entry(orphan)))
    assert Tally.objects.count() == 0

    now = clock.now()
    monkeypatch.setattr(
        clock, "now", lambda: now + 15 * (clock.LAST_DAY - clock.LAST_DAY.replace(day=30))
    )
    with alone():
        put_in_order(replica())

    assert Tally.objects.count() == 1


def test_row_42_two_machines_with_one_key_are_both_kept(van, outing, taken):
    common = van.entry(tally(outing))
    twin = dict(van.links)
    mine = van.parcel(common, van.entry(tally(outing)))
    van.links = twin
    theirs = van.parcel(common, van.entry(tally(outing), at=7), van.entry(tally(outing), at=8))

    taken(mine, theirs, mine)

    assert Tally.objects.count() == 4
    assert verify().is_equal


def test_row_31_bytes_of_anybody_are_refused_by_name():
    chance = random.Random(31)
    for _ in range(3_000):
        data = chance.randbytes(chance.randrange(200))
        with pytest.raises(Refused):
            answering.answer(data)
    assert not Peer.objects.exists()


def test_row_48_an_answer_of_another_office_is_no_answer(van):
    heard = messages.Heard(van.author, b"n" * 16, b"\x90", b"s" * 64)

    with pytest.raises(Refused):
        heard.open(messages.Answer, van.key.public_key().public_bytes_raw(), _ed25519())


def test_row_51_an_old_change_that_comes_late_is_told_beside_the_newer_one(van, outing, taken):
    with commit("office", by=None) as draft:
        draft.change(outing, result="kantor")
    taken(
        van.parcel(
            van.entry(
                wire.Op("outing", outing.pk.bytes, {"result": "mobil"}, {"result": b""}),
                stream="team",
                at=1,
            )
        )
    )

    outing.refresh_from_db()
    [conflict] = inbox.conflicts()
    assert outing.result == "kantor"
    assert (conflict.won.value, conflict.lost.value) == ("kantor", "mobil")
    assert (conflict.won.where, conflict.lost.where) == ("office", "Gonggong uji")
    assert verify().is_equal


def test_the_story_of_a_row_names_who_wrote_where(van, outing, taken):
    taken(
        van.parcel(
            van.entry(
                wire.Op("outing", outing.pk.bytes, {"result": "mobil"}, {"result": b""}),
                stream="team",
            )
        )
    )

    assert story_of(outing)[0].author == van.author


def seen(outing):
    return {"result": bytes.fromhex(outing.versions.get("result", ""))}


def _like(outing):
    fields = {
        "title": "Pasar pagi", "kind": outing.kind, "day": "2019-09-01", "state": "approved",
        "venue": str(outing.venue_id), "owner_unit": str(outing.owner_unit_id),
        "executing_unit": str(outing.executing_unit_id),
    }  # fmt: skip
    return wire.Op("outing", None, fields)


def _ed25519():
    from mobilink.journal.keys import Ed25519

    return Ed25519()
