"""Data of earlier versions: each folder opens, is proved, says what it said, exchanges, restores."""

import json

import pytest

from mobilink.cli.founding import EXAMPLE
from tests.corpus import folders, replay
from tests.corpus.places import Place

KINDS, SAYS = folders.written("kinds"), folders.written("says")


@pytest.fixture
def copy(tmp_path):
    """`copy(name)`: an installation of the corpus that one test may write to."""
    return lambda name: Place(folders.copied(name, tmp_path / name))


def test_the_corpus_holds_a_row_of_every_kind_of_its_time():
    empty = {kind for kind, digest in SAYS["office"]["rows"].items() if digest.startswith("0 ")}

    assert empty == set()


@pytest.mark.parametrize("name", ["office", "hub"])
def test_an_old_folder_opens_is_equal_to_its_journal_and_says_the_same(copy, name):
    opened = replay.opens(copy(name), KINDS)

    assert opened["proved"]["equal"]
    assert opened["rows"] == SAYS[name]["rows"]
    assert opened["journal"] == SAYS[name]["journal"]
    assert opened["later"] == []


@pytest.mark.thorough
def test_an_old_folder_in_which_nothing_has_begun_becomes_an_office_of_now(copy):
    place = copy("blank")

    place.environment["MOBILINK_NOW"] = "2026-12-01T08:00:00+07:00"  # the kit's texts are checked
    place.run("found", "--file", str(EXAMPLE))

    assert place.run("rebuild", "--verify").startswith("Equal")


@pytest.mark.thorough
def test_what_an_old_row_says_in_a_field_that_came_later_is_seen(copy):
    tally = KINDS["tally"] | {"columns": [*{*KINDS["tally"]["columns"]} - {"sex"}]}

    assert replay.opens(copy("office"), {"tally": tally})["later"] == ["tally.sex"]


def test_a_backup_restores_to_a_folder_that_says_the_same(tmp_path):
    restored = Place(tmp_path / "restored")

    restored.run("restore", str(folders.FIRST / "office.backup"))

    opened = replay.opens(restored, KINDS)
    assert opened["proved"]["equal"]
    assert opened["rows"] == SAYS["office"]["rows"]
    assert opened["journal"] == SAYS["office"]["journal"]


@pytest.mark.thorough
def test_the_hub_of_the_corpus_exchanges_with_its_office_over_http(copy):
    office, hub = copy("office"), copy("hub")
    replay.opens(office, KINDS)  # as `serve` brings its tables up to date before anything

    with office.serving() as port:
        outcome = replay.syncs(hub, port)

    assert outcome["sent"] > 0
    assert outcome["refused"] == []
    opened = replay.opens(office, KINDS)
    assert opened["proved"]["equal"]
    assert opened["rows"] == SAYS["office"]["rows"] | SAYS["office behind hub"]


@pytest.mark.thorough
def test_the_bundle_of_the_hub_brings_the_office_the_same(copy):
    outcome = replay.imports(copy("office"), folders.FIRST / "hub.mlb", KINDS)

    assert outcome["done"]["code"] == 0, outcome["done"]
    assert outcome["proved"]["equal"]
    assert outcome["rows"] == SAYS["office"]["rows"] | SAYS["office behind hub"]


@pytest.mark.thorough
def test_the_office_takes_what_the_hub_said(copy):
    outcome = replay.hears(copy("office"), "hub", KINDS)

    assert {status for status, _ in outcome["answers"]} == {200}
    assert outcome["proved"]["equal"]
    assert outcome["rows"] == SAYS["office"]["rows"] | SAYS["office behind hub"]


@pytest.mark.lies
@pytest.mark.thorough
def test_the_office_takes_what_the_phone_said_and_gives_a_plan_with_every_key(copy):
    outcome = replay.hears(copy("office"), "phone", KINDS)

    assert {status for status, _ in outcome["answers"]} == {200}
    assert outcome["proved"]["equal"]
    expected = SAYS["office"]["rows"] | SAYS["office behind phone"]
    assert {kind for kind, rows in outcome["rows"].items() if rows != expected[kind]} == {
        "visit",
        "follow_up",
    }
    # The corpus was written with two things that no phone's program ever said.
    refused = {each["reason"] for each in json.loads(outcome["refused"]["out"])}
    assert refused == {
        "unfit: follow_up: consents: is no map",
        "scope: visit: does not set note",
        *("revoked", "unknown kind"),  # as before
    }
    # The phone named the plan that it has; where the office makes the very same, it gives none.
    plan = replay.plan_in(bytes.fromhex(outcome["answers"][0][1]))
    assert not plan or replay.keys_of(replay.recorded_plan()) - replay.keys_of(plan) == set()
