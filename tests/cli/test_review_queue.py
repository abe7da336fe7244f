"""Conflicts, quarantine and duplicates by command, on an office with a machine that wrote blindly."""

import json

import pytest

MADE = """
import uuid
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from mobilink.journal.core import segment, wire
from mobilink.journal.sync import batches
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.journal.storage.models import Member
from mobilink.journal.core.store import SignedSegment
from mobilink.outreach.models import Outing
key, author = Ed25519PrivateKey.generate(), uuid.uuid4()
outing = Outing.objects.get(title="Sosialisasi Kebun Raya")
with commit(Act("enrol", "enrol"), by=None) as draft:
    draft.add(Member, author=author, kind="hub", name="Ayo Batam", unit="BATAM",
              key=key.public_key().public_bytes_raw().hex(), streams=["team", "unit/BATAM"])
    draft.change(outing, place_text="Gerbang utama")
link = wire.Link(author, uuid.uuid4(), "team", 1, b"")
ops = [
    wire.Op("outing", outing.pk.bytes, {"place_text": "Gerbang timur"}),
    wire.Op("topic", None, {"code": "baru", "name": "Baru", "name_en": "New", "position": 9}),
    wire.Op("venue", None, {"name": "Kb. Raya Batam", "regency_code": "21.71"}),
]
entries = []
for op in ops:
    entries.append(link.entry(1_566_000_000_000, b"", wire.Payload("act", "", "", [op])))
    link = entries[-1].after
packed = segment.pack(entries, b"s" * 16)
print(batches.receive_all([SignedSegment(packed.data, key.sign(segment.claim(packed)))]).refused)
"""


@pytest.fixture
def office(fresh_story):
    assert "[]" in fresh_story.python(MADE)
    return fresh_story


def place(office):
    shown = "from mobilink.outreach.models import Outing\nprint(Outing.objects.get(title='Sosialisasi Kebun Raya').place_text)"
    return office.python(shown).strip()


def test_a_conflict_is_listed_decided_and_decided_again(office):
    [conflict] = office.json("conflicts")
    assert {"stream", "revision", "kind", "row", "field", "base", "won", "lost"} <= set(conflict)

    decided = office.run("conflicts", "decide", conflict["id"], "both", "--why", "Dua gerbang")

    assert decided.returncode == 0
    assert set(place(office).split(" / ")) == {"Gerbang utama", "Gerbang timur"}
    assert office.json("conflicts") == []
    [again] = json.loads(office.run("conflicts", "--decided", "--json").stdout)
    assert (again["id"], again["decided"]) == (conflict["id"], "both")
    office.run("conflicts", "decide", conflict["id"], "other", check=True)
    assert place(office) == conflict["lost"]["value"]
    assert office.run("rebuild", "--verify").returncode == 0


def test_a_conflict_that_is_not_there_is_refused_in_one_line(office):
    result = office.run("conflicts", "decide", "0" * 16 + "-0-title", "other")

    assert result.returncode == 1
    assert result.stderr.startswith("mobilink: There is no conflict")
    assert result.stderr.count("\n") == 1


def test_quarantine_is_listed_exported_set_aside_taken_up_and_released(office, tmp_path):
    [kept] = office.json("quarantine")
    assert (kept["reason"], kept["state"]) == ("scope", "waiting")

    office.run("quarantine", "set-aside", kept["id"], check=True)
    assert office.json("quarantine") == []
    file = tmp_path / "kept.jsonl"
    office.run("quarantine", "export", str(file), check=True)
    [line] = [json.loads(each) for each in file.read_text("utf-8").splitlines()]
    assert line["ops"][0]["fields"]["code"] == "baru"
    assert office.run("quarantine", "export", str(file)).returncode == 1
    office.run("quarantine", "take-up", kept["id"], check=True)
    office.run("quarantine", "release", kept["id"], "--why", "Disetujui", check=True)

    again = office.run("quarantine", "release", kept["id"])
    assert again.returncode == 1
    assert "already" in again.stderr
    [done] = json.loads(office.run("quarantine", "--all", "--json").stdout)
    assert done["state"] == "again"
    assert office.run("rebuild", "--verify").returncode == 0


def test_all_of_a_machine_that_waits_for_a_reason_is_set_aside_at_once(office):
    machine = office.json("quarantine")[0]["author"]

    none = office.run("quarantine", "set-aside", "--of", machine, "--reason", "revoked")
    assert (none.returncode, none.stdout) == (1, "")
    assert "Nothing that waits is named" in none.stderr
    office.run("quarantine", "set-aside", "--of", machine, "--reason", "scope", check=True)

    assert office.json("quarantine") == []


def test_duplicates_are_listed_merged_split_and_kept_apart(office):
    [pair] = office.json("duplicates")
    names = dict(zip(pair["names"], pair["ids"], strict=True))
    kept, other = names["Kebun Raya Batam"], names["Kb. Raya Batam"]

    office.run("duplicates", "merge", kept, other, check=True)
    assert office.json("duplicates") == []
    assert office.json("places", "resolve", "Kb. Raya Batam")["place"]["id"] == kept
    office.run("duplicates", "split", other, check=True)
    assert len(office.json("duplicates")) == 1
    office.run("duplicates", "apart", other, kept, check=True)

    assert office.json("duplicates") == []
    assert office.run("duplicates", "merge", "x", kept).returncode == 1


def test_installations_tell_where_records_are(office):
    [machine] = office.json("installations")

    counts = {name: machine[name] for name in ("captured", "in_van", "at_office", "in_backup")}
    assert counts == {"captured": 3, "in_van": 3, "at_office": 3, "in_backup": 0}
    assert machine["oldest_unsent"] is None
    assert "in backup" in office.run("installations").stdout
