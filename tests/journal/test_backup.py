"""A backup holds everything, opens with its passphrase alone, and tells when anything is wrong with it."""

import hashlib
import json
import os
from argparse import Namespace

import msgspec
import pytest
from django.conf import settings

from mobilink.basics.errors import Refused
from mobilink.booth import actions as booth
from mobilink.cli import upkeep
from mobilink.journal.safety import backup, encrypted_file
from mobilink.journal.safety.queries import fact_counts
from mobilink.journal.storage.models import Installation
from tests import processes

PASSPHRASE = "kapal pinisi berlayar"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "backup"


def restored(file, folder, *words):
    """`mobilink restore` into a new folder, on the embedded database."""
    environment = os.environ | {
        "MOBILINK_DATA": str(folder),
        "MOBILINK_BACKUP_PASSPHRASE": PASSPHRASE,
    }
    environment.pop("MOBILINK_DATABASE_URL", None)
    return processes.command("restore", str(file), *words, env=environment)


@pytest.mark.both
def test_row_13_a_backup_holds_all_that_the_tables_follow_from(outing, file, tmp_path):
    """Row 13: from either database into an embedded one, where it is proved."""
    booth.tally(outing, by=None)

    contents = backup.write(file, PASSPHRASE)
    done = restored(file, tmp_path / "new", "--json")

    assert not done.returncode, done.stderr
    summary = json.loads(done.stdout)
    assert (summary["entries"], summary["rows"]) == (contents.entries, contents.rows)
    assert summary["ledger"] == contents.ledger
    assert "signing_key" not in summary
    key = (tmp_path / "new" / "keys" / "signing.key").read_text().strip()
    assert key == settings.SIGNING_KEY
    assert not list(tmp_path.glob(".*"))


def test_a_backup_names_no_secret_and_no_word_in_the_clear(outing, file):
    contents = backup.write(file, PASSPHRASE)
    data = file.read_bytes()

    for word in (contents.signing_key, contents.installation, outing.title, "perencana"):
        assert word.encode() not in data


@pytest.fixture
def _quick_key(monkeypatch):
    """Stretching a passphrase takes long on purpose."""
    monkeypatch.setattr(
        encrypted_file, "_key", lambda said, salt: hashlib.sha256(said.encode() + salt).digest()
    )


@pytest.mark.usefixtures("_quick_key")
def test_row_14_a_backup_altered_anywhere_or_cut_is_refused(file):
    """Row 14: one bit of a bad medium, a file that ends too soon, another passphrase."""
    encrypted_file.write(file, PASSPHRASE, [b"first", b"second" * 50])
    data = file.read_bytes()
    assert list(encrypted_file.read(file, PASSPHRASE)) == [b"first", b"second" * 50]

    cut = [data[:at] for at in range(len(data))]
    flipped = [data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :] for at in range(len(data))]
    for each in (*cut, *flipped, data + b"x", data + data[-20:]):
        file.write_bytes(each)
        with pytest.raises(encrypted_file.Damaged):
            list(encrypted_file.read(file, PASSPHRASE))
    file.write_bytes(data)
    with pytest.raises(encrypted_file.Damaged, match="passphrase is another one"):
        list(encrypted_file.read(file, PASSPHRASE + "!"))


def test_row_14_parts_in_another_order_or_of_another_backup_are_refused(tmp_path):
    """Row 14: whoever holds two backups can make no third one of them."""
    file, other = tmp_path / "one", tmp_path / "other"
    encrypted_file.write(file, PASSPHRASE, [b"first", b"other"])
    encrypted_file.write(other, PASSPHRASE, [b"first", b"other"])
    head = len(encrypted_file.MAGIC) + 16
    data, length = file.read_bytes(), (len(file.read_bytes()) - head - 20) // 2
    first, second = data[head : head + length], data[head + length : head + 2 * length]

    swapped = data[:head] + second + first + data[head + 2 * length :]
    mixed = data[:head] + other.read_bytes()[head:]
    shortened = data[:head] + first + data[head + 2 * length :]
    for each in (swapped, mixed, shortened):
        file.write_bytes(each)
        with pytest.raises(encrypted_file.Damaged):
            list(encrypted_file.read(file, PASSPHRASE))


def test_row_13_a_copy_of_a_database_is_no_backup(tmp_path):
    """Row 13: somebody copied the file of a running server."""
    (tmp_path / "mobilink.db").write_bytes(os.urandom(8192))

    refused = restored(tmp_path / "mobilink.db", tmp_path / "new")

    assert refused.returncode == 1
    assert "is no backup of Mobilink" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("in_english")
def test_nothing_is_restored_over_what_is_there(outing, file, tmp_path):
    backup.write(file, PASSPHRASE)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mobilink.db").touch()

    refused = restored(file, tmp_path / "full")

    assert refused.returncode == 1
    assert "is not empty" in refused.stderr
    assert [each.name for each in (tmp_path / "full").iterdir()] == ["mobilink.db"]
    with pytest.raises(Refused, match="holds an installation already"):
        backup.fill(file, PASSPHRASE)


def test_the_horizon_tells_of_each_kind_what_a_backup_covers(outing, file):
    for _ in range(3):
        booth.tally(outing, by=None)
    assert fact_counts()["tally"].in_backup == 0
    contents = backup.write(file, PASSPHRASE)
    assert backup.horizon() == {}

    backup.move_horizon(contents)
    for _ in range(2):
        booth.tally(outing, by=None)

    assert backup.horizon() == contents.ledger
    assert (fact_counts()["tally"].at_office, fact_counts()["tally"].in_backup) == (5, 3)


def test_a_hubs_own_backup_does_not_move_the_horizon(outing, file):
    contents = backup.write(file, PASSPHRASE)
    Installation.objects.update(kind="hub")

    backup.move_horizon(contents)

    assert backup.horizon() == {}


def test_a_backup_that_is_cut_between_two_parts_and_made_to_end_there_is_refused(file):
    """Whoever has the file can say in its lengths what he likes; what is sealed says it too."""
    encrypted_file.write(file, PASSPHRASE, [b"first", b"second"])
    data, head = file.read_bytes(), len(encrypted_file.MAGIC) + 16
    first = int.from_bytes(data[head : head + 4])
    last = (first | 1 << 31).to_bytes(4)

    file.write_bytes(data[:head] + last + data[head + 4 : head + 4 + first])

    with pytest.raises(encrypted_file.Damaged):
        list(encrypted_file.read(file, PASSPHRASE))


def test_a_backup_that_cannot_be_read_back_is_none_and_moves_nothing(outing, file, monkeypatch):
    whole = backup.write

    def on_a_bad_disk(draft, passphrase):
        contents = whole(draft, passphrase)
        data = draft.read_bytes()
        draft.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        return contents

    monkeypatch.setattr(backup, "write", on_a_bad_disk)
    monkeypatch.setenv("MOBILINK_BACKUP_PASSPHRASE", PASSPHRASE)

    with pytest.raises(Refused, match="could not be read back"):
        upkeep.run_backup(Namespace(file=file, json=False))

    assert not [*file.parent.iterdir()]
    assert backup.horizon() == {}


def test_a_backup_that_holds_less_than_it_says_is_not_restored(outing, file, tmp_path, monkeypatch):
    said = backup._contents()
    more = msgspec.structs.replace(said, entries=said.entries + 1)
    monkeypatch.setattr(backup, "_contents", lambda: more)
    backup.write(file, PASSPHRASE)

    refused = restored(file, tmp_path / "new")

    assert refused.returncode == 1
    assert f"holds {said.entries} entries" in refused.stderr
    assert not (tmp_path / "new").exists()


def test_who_is_restored_begins_a_new_epoch_and_knows_what_the_backup_covers(
    outing, file, tmp_path
):
    booth.tally(outing, by=None)
    contents = backup.write(file, PASSPHRASE)
    assert not restored(file, tmp_path / "new").returncode

    environment = os.environ | {"MOBILINK_DATA": str(tmp_path / "new")}
    environment.pop("MOBILINK_DATABASE_URL", None)
    restored_as = json.loads(processes.python(TELL, env=environment))

    assert restored_as["epoch"] != str(Installation.objects.get().epoch)
    assert restored_as["in_backup"] == contents.ledger


TELL = """
import json
from mobilink.journal.storage.models import Installation
here = Installation.objects.get()
print(json.dumps({"epoch": str(here.epoch), "in_backup": here.in_backup}))
"""
