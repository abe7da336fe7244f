"""Writers that are killed: what was acknowledged is there, once, and the tables follow from it."""

import json
import time

import pytest

from tests.installations import blank

pytestmark = pytest.mark.embedded

SYNC, WRITE = "fsync,fdatasync", "pwrite64"


def test_row_1_recording_killed_at_random_moments_keeps_every_acknowledged_fact(place, rng):
    """Row 1: kill -9 of `record -`, again and again in one folder."""
    kills = 4
    at_least = sum(place.killed_after(rng.randrange(1, 25), rng) for _ in range(kills))

    # Each kill may have come after a fact was kept and before it was told.
    assert at_least <= place.proved() <= at_least + kills


@pytest.mark.thorough
def test_row_1_a_sync_killed_at_random_moments_brings_everything_home_once(
    served, outing, tmp_path, place, rng
):
    """Row 1: kill -9 of `record -`, then of `sync --once`, then a sync that ends."""
    hub = type(place)(blank(tmp_path / "hub"), place.now, outing)
    code = served.run("invite", "--kind", "hub", "--unit", "KEPRI-KPP").stdout.strip()
    assert not hub.run("enrol", served.address, code).returncode
    began = time.monotonic()
    assert not hub.run("sync", "--once").returncode
    takes = time.monotonic() - began
    recorded = hub.killed_after(25, rng)

    for _ in range(3):
        killed = hub.start("sync", "--once")
        time.sleep(takes * rng.uniform(0.4, 1))
        killed.kill()
        killed.communicate()
    assert not hub.run("sync", "--once").returncode

    kept = hub.proved()
    assert recorded <= kept <= recorded + 1
    assert json.loads(hub.run("count", "--json").stdout)["tally"]["at_office"] == kept
    assert type(place)(served.data, place.now).proved("at_office") == kept


@pytest.mark.parametrize(
    ("calls", "sample"),
    [
        (SYNC, [1, 4, 7]),  # the new log, the second commit, the end of the last checkpoint
        ("ftruncate", [2]),
        ("unlink", [1]),
        (WRITE, None),
    ],
)
def test_row_2_recording_killed_at_the_kth_call_keeps_every_acknowledged_fact(
    another_place, inject, rng, calls, sample
):
    """Row 2: SIGKILL as the k-th call of its kind begins, while three facts are recorded."""
    for k in sample or rng.sample(range(1, 80), 3):
        place = another_place(f"{calls}-{k}")

        killed = place.record(3, under=inject(f"{calls}:signal=KILL:when={k}"))

        assert killed.code < 0, f"there is no {k}th {calls}"
        assert killed.acknowledged <= place.proved() <= killed.acknowledged + 1


@pytest.mark.parametrize(
    ("call", "name", "leaves"),
    [
        (f"{SYNC}:signal=KILL:when=1", ".heads.json.part", []),
        (f"{SYNC}:signal=KILL:when=1", "stick/.van.mlb.part", [".van.mlb.part"]),
        ("rename:signal=KILL:when=1", "stick/.van.mlb.part", [".van.mlb.part"]),
        (f"{SYNC}:signal=KILL:when=1", "stick", ["van.mlb"]),
    ],
)
@pytest.mark.thorough
def test_rows_2_and_32_a_bundle_whose_export_was_killed_is_whole_or_not_there(
    place, bundle, inject, call, name, leaves
):
    """Rows 2 and 32: SIGKILL as a call begins, while a bundle is written."""
    killed = place.run("bundle", "export", str(bundle), under=inject(call, place.data / name))

    assert [file.name for file in bundle.parent.iterdir()] == leaves
    assert killed.returncode < 0
    if not bundle.exists():
        assert not place.run("bundle", "export", str(bundle)).returncode
    assert not place.run("bundle", "import", str(bundle)).returncode
    assert place.proved() == 0


@pytest.mark.thorough
def test_row_2_a_first_run_that_was_killed_is_taken_up_by_the_next(place, inject, tmp_path):
    """Row 2: SIGKILL while the keys and the tables are made; no step leaves a folder that is lost."""
    first = type(place)(tmp_path / "first", place.now)
    keys = first.data / "keys"
    ends = [
        ("rename:signal=KILL:when=1", []),
        ("rename:signal=KILL:when=2", ["database.key.new"]),
        (f"{WRITE}:signal=KILL:when=300", ["database.key.new", "secret.key", "signing.key"]),
        # The tables are there; the key is about to get its name.
        ("rename:signal=KILL:when=1", ["database.key.new", "secret.key", "signing.key"]),
    ]
    for fault, made in ends:
        assert first.run("init", under=inject(fault)).returncode < 0
        assert sorted(file.name for file in keys.glob("[!.]*")) == made

    last = first.run("init")

    assert not last.returncode, last.stderr
    assert sorted(file.name for file in keys.iterdir()) == [
        "database.key", "secret.key", "signing.key",
    ]  # fmt: skip
    assert first.proved() == 0
