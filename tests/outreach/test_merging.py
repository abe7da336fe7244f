"""One thing entered twice by machines that could not hear each other: proposed, merged, split."""

import uuid
from datetime import date, time

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mobilink.basics import clock
from mobilink.journal.actions import commit
from mobilink.journal.core import segment, wire
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.models import Member
from mobilink.journal.sync import batches
from mobilink.outreach import actions, merging
from mobilink.outreach.errors import BadPlan
from mobilink.outreach.models import Outing, Slot
from mobilink.people.errors import NotAllowed
from mobilink.people.models import Unit
from mobilink.places.actions import add_venue, revise_venue
from mobilink.places.models import Venue
from mobilink.places.queries import gazetteer, venues_in_use
from tests.acts import an_act

pytestmark = pytest.mark.django_db


class Van:
    """A machine of the post on Batam; what it writes arrives at once."""

    def __init__(self):
        self.key, author = Ed25519PrivateKey.generate(), uuid.uuid4()
        self.link = wire.Link(author, uuid.uuid4(), "team", 1, b"")
        public = self.key.public_key().public_bytes_raw().hex()
        with commit(an_act("enrol"), by=None) as draft:
            draft.add(
                Member, author=author, kind="hub", name="Ayo Batam", unit="BATAM", key=public,
                streams=["team", "unit/BATAM"],
            )  # fmt: skip

    def writes(self, kind, /, **fields):
        made = self.link.entry(
            milliseconds(clock.now()),
            b"",
            wire.Payload("act", "", "", [wire.Op(kind, None, fields)]),
        )
        packed = segment.pack([made], b"s" * 16)
        signed_segment = SignedSegment(packed.data, self.key.sign(segment.claim(packed)))
        assert batches.receive_all([signed_segment]).many == 1
        self.link = made.after
        return made.rows()[0][0]


@pytest.fixture
def garden():
    return Venue.objects.get(name="Kebun Raya Batam")


@pytest.fixture
def twin(garden):
    """The garden once more, as a van wrote it."""
    pk = Van().writes(
        "venue", name="Kb. Raya Batam", regency_code="21.71", aliases=["Kebun Nongsa"]
    )
    return Venue.objects.get(pk=pk)


def outing_at(venue, title="Pasar pagi", **more):
    post = Unit.objects.get(code="BATAM")
    plan = {
        "title": title, "kind": "market", "day": date(2026, 9, 1), "start": time(9),
        "end": time(11), "venue": venue, "owner_unit": post, "executing_unit": post,
    }  # fmt: skip
    return actions.draft_outing(actions.OutingPlan(**(plan | more)), by=None)


def proposed():
    return [{pair.row.name, pair.other.name} for pair in merging.venue_duplicates()]


def test_the_story_has_no_twins():
    assert merging.venue_duplicates() == merging.outing_duplicates() == []


def test_row_50_one_venue_entered_by_two_machines_is_there_twice_and_proposed(garden, twin):
    """Row 50: the same unique value on two vans; both exist, a person is told."""
    assert venues_in_use().filter(pk__in=[garden.pk, twin.pk]).count() == 2
    assert proposed() == [{"Kebun Raya Batam", "Kb. Raya Batam"}]


def test_one_name_in_two_regencies_is_two_venues(garden):
    Van().writes("venue", name=garden.name, regency_code="21.01")

    assert proposed() == []


def test_another_name_of_a_venue_counts_too(garden):
    Van().writes("venue", name="Taman Nongsa", regency_code="21.71", aliases=[garden.name])

    assert proposed() == [{"Kebun Raya Batam", "Taman Nongsa"}]


def test_a_merge_moves_what_was_there_and_keeps_the_name(garden, twin):
    outing = outing_at(twin)
    slot = Slot.objects.get()
    with commit(an_act("move"), by=None) as draft:
        draft.change(slot, venue=twin)

    merging.merge_venues(garden, twin, by=None)

    garden.refresh_from_db()
    twin.refresh_from_db()
    assert Outing.objects.get(pk=outing.pk).venue == garden == Slot.objects.get().venue
    assert twin.merged_into == garden
    assert {"Kb. Raya Batam", "Kebun Nongsa"} <= set(garden.aliases)
    assert twin not in venues_in_use()
    assert proposed() == []
    assert gazetteer().resolve("Kb. Raya Batam").place.key == str(garden.pk)
    assert gazetteer().resolve("Kebun Nongsa").place.key == str(garden.pk)
    assert verify().is_equal


def test_a_split_takes_back_the_merge_and_nothing_else(garden, twin):
    before = list(garden.aliases)
    stays, moved = outing_at(garden, "Di kebun"), outing_at(twin, "Di kembarannya")
    away = outing_at(twin, "Pindah lagi")
    merging.merge_venues(garden, twin, by=None)
    elsewhere = Venue.objects.get(name="Jembatan I Dompak")
    actions.revise_outing(Outing.objects.get(pk=away.pk), by=None, venue=elsewhere)
    garden.refresh_from_db()
    revise_venue(garden, by=None, aliases=[*garden.aliases, "Nama baru"])

    merging.split_venue(twin, by=None)

    garden.refresh_from_db()
    twin.refresh_from_db()
    assert twin.merged_into is None
    venues = [Outing.objects.get(pk=outing.pk).venue for outing in (stays, moved, away)]
    assert venues == [garden, twin, elsewhere]
    assert garden.aliases == [*before, "Nama baru"]
    assert proposed() == [{"Kebun Raya Batam", "Kb. Raya Batam"}]
    assert verify().is_equal


def test_an_announced_outing_tells_its_subscribers_of_the_venue_that_was_kept(twin, garden):
    outing = outing_at(twin)
    actions.propose(outing, by=None)
    actions.approve(outing, by=None)
    before = outing.sequence

    merging.merge_venues(garden, twin, by=None)

    assert Outing.objects.get(pk=outing.pk).sequence == before + 1


def test_an_outing_that_a_van_makes_at_a_merged_venue_moves_to_the_kept_one(garden, twin):
    merging.merge_venues(garden, twin, by=None)
    post = str(Unit.objects.get(code="BATAM").pk)

    made = Van().writes(
        "outing", title="Dari mobil", kind="market", day="2026-09-02", venue=str(twin.pk),
        owner_unit=post, executing_unit=post, state="draft",
    )  # fmt: skip

    assert Outing.objects.get(pk=made).venue == garden
    assert verify().is_equal


def test_a_venue_is_merged_once_and_never_into_itself(garden, twin):
    for kept, other in ((garden, garden), (twin, twin)):
        with pytest.raises(BadPlan):
            merging.merge_venues(kept, other, by=None)
    merging.merge_venues(garden, twin, by=None)
    with pytest.raises(BadPlan):
        merging.merge_venues(twin, garden, by=None)
    with pytest.raises(BadPlan):
        merging.split_venue(garden, by=None)


def test_a_merge_from_an_overtaken_page_is_refused(garden, twin):
    [pair] = merging.venue_duplicates()
    revise_venue(garden, by=None, notes="Gerbang timur ditutup")

    with pytest.raises(BadPlan):
        merging.merge_venues(garden, twin, by=None, seen=pair.seen)
    assert twin in venues_in_use()


def test_two_that_are_two_are_proposed_no_more(twin):
    [pair] = merging.venue_duplicates()

    merging.keep_apart(pair, by=None, why="Dua gerbang")

    assert merging.venue_duplicates() == []


def test_who_approves_nothing_merges_nothing(garden, twin, person):
    with pytest.raises(NotAllowed):
        merging.merge_venues(garden, twin, by=person("batam"))
    merging.merge_venues(garden, twin, by=person("kepala"))

    assert twin not in venues_in_use()


def test_a_merged_venue_bars_no_name(garden, twin):
    merging.merge_venues(garden, twin, by=None)
    garden.refresh_from_db()
    revise_venue(garden, by=None, aliases=[])

    assert add_venue(by=None, name="Kb. Raya Batam", regency_code="21.71").pk != twin.pk


@pytest.mark.parametrize(
    ("more", "is_proposed"),
    [
        ({}, True),
        ({"start": "10:30:00", "end": "12:00:00"}, True),
        ({"start": None, "end": None}, True),
        ({"start": "11:00:00", "end": "12:00:00"}, False),
        ({"day": "2026-09-02"}, False),
        ({"state": "cancelled"}, False),
    ],
)
def test_one_outing_planned_on_two_machines_is_proposed(garden, more, is_proposed):
    mine = outing_at(garden)
    fields = {
        "title": "Pasar Nongsa", "kind": "market", "day": "2026-09-01", "start": "09:00:00",
        "end": "11:00:00", "venue": str(garden.pk), "owner_unit": str(mine.owner_unit_id),
        "executing_unit": str(mine.executing_unit_id), "state": "draft",
    }  # fmt: skip

    Van().writes("outing", **{n: v for n, v in (fields | more).items() if v is not None})

    pairs = [{pair.row.title, pair.other.title} for pair in merging.outing_duplicates()]
    assert pairs == ([{"Pasar pagi", "Pasar Nongsa"}] if is_proposed else [])


def test_two_outings_of_one_machine_are_meant(garden):
    outing_at(garden)
    outing_at(garden, "Yang kedua")

    assert merging.outing_duplicates() == []
