"""A disk that fails or is full: told in one line, nothing acknowledged is missing."""

import shutil

import pytest

pytestmark = [pytest.mark.embedded, pytest.mark.thorough]

SYNC, WRITE = "fsync,fdatasync", "pwrite64"


@pytest.mark.parametrize(
    "fault",
    [
        f"{SYNC}:error=EIO:when=1",
        f"{SYNC}:error=EIO:when=4",
        f"{WRITE}:error=ENOSPC:when=20",
        f"{WRITE}:error=EIO:when=50",
        f"{WRITE}:error=ENOSPC:when=34+",
        f"{SYNC}:error=EIO:when=5+",
    ],
)
def test_rows_5_and_6_a_failing_disk_ends_the_recording_in_one_line(place, inject, one_line, fault):
    """Rows 5 and 6: a sync or a write fails, once or from then on, while facts are recorded."""
    failed = place.record(4, under=inject(fault))

    assert failed.code > 0
    assert one_line(failed.complaint), failed.complaint
    assert failed.acknowledged < 4
    # A fact whose sync failed may be kept or not; it was not acknowledged.
    assert failed.acknowledged <= place.proved() <= failed.acknowledged + 1


def test_row_5_a_failing_checkpoint_at_the_end_costs_nothing(place, inject):
    """Row 5: the facts are in the log already; only moving them into the database fails."""
    assert place.record(3, under=inject(f"{SYNC}:error=EIO:when=6+")) == (0, 3, "")

    assert place.log.exists()
    assert place.proved() == 3


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        ("write:error=ENOSPC:when=1", "stick/.van.mlb.part"),
        (f"{SYNC}:error=EIO:when=1", "stick/.van.mlb.part"),
        ("rename:error=EIO:when=1", "stick/.van.mlb.part"),
        (f"{SYNC}:error=EIO:when=1", "stick"),  # when the file has its name already
        (f"{SYNC}:error=EIO:when=1", ".heads.json.part"),  # what left is remembered before
    ],
)
def test_rows_5_6_and_32_a_bundle_that_cannot_be_written_leaves_nothing(
    place, bundle, inject, one_line, fault, name
):
    """Rows 5, 6 and 32: the stick fails while a bundle is written, or the disk before it."""
    failed = place.run("bundle", "export", str(bundle), under=inject(fault, place.data / name))

    assert failed.returncode == 1
    assert one_line(failed.stderr), failed.stderr
    assert "Nothing was left there." in failed.stderr
    assert not list(bundle.parent.iterdir())


def test_row_7_a_full_disk_ends_the_recording_and_reading_goes_on(place, small_disk, one_line):
    """Row 7: the log of the database fills the disk."""
    size = sum(file.stat().st_size for file in place.data.rglob("*") if file.is_file())
    disk = small_disk(size + 1_500_000)
    shutil.copytree(place.data, disk, dirs_exist_ok=True)
    small = type(place)(disk, place.now, place.outing)
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(500_000))

    full = small.record(60)

    assert full.code == 1
    assert one_line(full.complaint), full.complaint
    assert "full" in full.complaint
    assert 0 < full.acknowledged < 60
    assert small.proved() == full.acknowledged

    ballast.unlink()
    assert small.record(3) == (0, 3, "")
    assert small.proved() == full.acknowledged + 3


def test_row_7_on_a_disk_without_a_free_byte_nothing_is_spoilt(place, small_disk, one_line):
    """Row 7: other files took the disk; not even the index of the log finds room."""
    size = sum(file.stat().st_size for file in place.data.rglob("*") if file.is_file())
    disk = small_disk(size + 400_000)
    shutil.copytree(place.data, disk, dirs_exist_ok=True)
    small = type(place)(disk, place.now, place.outing)
    ballast = disk / "ballast"
    with pytest.raises(OSError, match="No space left"), ballast.open("wb", 0) as stream:
        while stream.write(bytes(4096)):
            pass

    refused = small.record(1)

    assert (refused.code, refused.acknowledged) == (1, 0)
    assert one_line(refused.complaint), refused.complaint
    ballast.unlink()
    assert small.proved() == 0
