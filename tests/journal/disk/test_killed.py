"""Writers that are killed: what was acknowledged is there, once, and the tables follow from it."""

import json
import time

import pytest

SYNC, WRITE = "fsync,fdatasync", "pwrite64"


def test_row_1_recording_killed_at_random_moments_keeps_every_acknowledged_fact(place, rng):
    """Row 1: kill -9 of `record -`, again and again in one folder."""
    at_least, kills = 0, 4
    for _ in range(kills):
        at_least += place.killed_after(rng.randrange(1, 25), rng)

    # Each kill may have come after a fact was kept and before it was told.
    assert at_least <= place.proved() <= at_least + kills


def test_row_1_a_sync_killed_at_random_moments_brings_everything_home_once(
    served, outing, tmp_path, place, rng
):
    """Row 1: kill -9 of `record -`, then of `sync --once`, then a sync that ends."""
    hub = type(place)(tmp_path / "hub", place.now, outing)
    code = served.run("invite", "--kind", "hub", "--unit", "KEPRI-KPP").stdout.strip()
    assert not hub.run("enrol", served.address, code).returncode
    began = time.monotonic()
    assert not hub.run("sync", "--once").returncode
    takes = time.monotonic() - began
    recorded = hub.killed_after(25, rng)

    for _ in range(4):
        killed = hub.start("sync", "--once")
        time.sleep(takes * rng.uniform(0.4, 1))
        killed.kill()
        killed.communicate()
    assert not hub.run("sync", "--once").returncode

    kept = hub.proved("at_office")
    assert recorded <= kept <= recorded + 1
    assert hub.proved("captured") == kept
    assert "Equal" in served.run("rebuild", "--verify").stdout
    assert json.loads(served.run("count", "--json").stdout)["tally"]["at_office"] == kept


@pytest.mark.parametrize(
    ("calls", "sample"),
    [
        (SYNC, [1, 3, 4, 6, 7]),  # the new log, two commits, both ends of the last checkpoint
        ("ftruncate", [1, 2]),
        ("unlink", [1, 2]),
        (WRITE, None),
    ],
)
def test_row_2_recording_killed_at_the_kth_call_keeps_every_acknowledged_fact(
    another_place, inject, rng, calls, sample
):
    """Row 2: SIGKILL as the k-th call of its kind begins, while three facts are recorded."""
    for k in sample or sorted(rng.sample(range(1, 84), 5)):
        place = another_place(f"{calls}-{k}")

        killed = place.run(
            "record", "-", given=place.tallies(3), under=inject(f"{calls}:signal=KILL:when={k}")
        )

        assert killed.returncode < 0, f"there is no {k}th {calls}"
        acknowledged = killed.stdout.count("\n")
        assert acknowledged <= place.proved() <= acknowledged + 1


@pytest.mark.parametrize(("calls", "sample"), [(SYNC, [3, 4, 5]), ("rename", [1]), (WRITE, None)])
def test_row_2_a_bundle_whose_export_was_killed_is_whole_or_not_there(
    another_place, inject, rng, calls, sample
):
    """Row 2: SIGKILL as the k-th call of its kind begins, while a bundle is written."""
    for k in sample or rng.sample(range(1, 80), 1):
        place = another_place(f"{calls}-{k}")
        bundle = place.data / "van.mlb"

        killed = place.run(
            "bundle", "export", str(bundle), under=inject(f"{calls}:signal=KILL:when={k}")
        )

        assert killed.returncode < 0, f"there is no {k}th {calls}"
        if not bundle.exists():
            assert not place.run("bundle", "export", str(bundle)).returncode
        assert not place.run("bundle", "import", str(bundle)).returncode
        assert place.proved() == 0
