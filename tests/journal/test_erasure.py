"""What was erased is nowhere: not in a table, not in a segment, not when it comes again."""

import pytest

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.booth.models import Tally, Visit
from mobilink.goods.actions import register_maker, revise_maker
from mobilink.goods.forgetting import forget_maker
from mobilink.goods.models import Maker, MakerPerson
from mobilink.journal import rulings
from mobilink.journal.core import segment, wire
from mobilink.journal.members import installations
from mobilink.journal.safety.erasure import erase
from mobilink.journal.safety.rebuild import rebuild, verify
from mobilink.journal.storage import review_queue
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.models import Erasure, Installation, OpenEntry, Segment
from mobilink.outreach.models import Outing
from mobilink.people.models import Unit

pytestmark = pytest.mark.django_db
CANARY = "Burung kenari di Tanjung Uban"


@pytest.fixture
def visit(db):
    outing = Outing.objects.get(title="Sosialisasi Kebun Raya")

    def make(note=CANARY):
        at = milliseconds(clock.now())
        return wire.Op("visit", None, {"outing": str(outing.pk), "at": at, "note": note})

    return make


def kept_words():
    """Everything that the journal's and the booth's tables say, unpacked."""
    words = [
        repr(op) for row in Segment.objects.all() for e in _entries(row) for op in e.payload.ops
    ]
    words += [repr(bytes(row.payload)) for row in OpenEntry.objects.all()]
    return " ".join([*words, *Visit.objects.values_list("note", flat=True)])


def _entries(row):
    return segment.unpack(bytes(row.data)).entries


@pytest.mark.both
def test_row_72_an_erased_visit_is_nowhere_and_the_journal_is_still_whole(machine, taken, visit):
    van = machine()
    taken(van.signed_segment(*[van.entry(visit(note), salt_seed=b"k" * 16) for note in ("a", CANARY, "c")],
                     seed=b"k" * 16))  # fmt: skip
    gone = Visit.objects.get(note=CANARY)

    assert erase([gone.pk], why="Permintaan warga") == 1

    assert CANARY not in kept_words()
    assert set(Visit.objects.values_list("note", flat=True)) >= {"a", "c"}
    assert verify().is_equal
    assert rebuild().is_equal
    assert not Visit.objects.filter(pk=gone.pk).exists()


def test_row_72_the_salts_of_the_others_do_not_give_away_the_erased_one(machine, taken, visit):
    van, seed = machine(), b"k" * 16
    taken(van.signed_segment(*[van.entry(visit(), salt_seed=seed) for _ in range(3)], seed=seed))

    erase([Visit.objects.filter(note=CANARY).first().pk], why="x")

    [row] = Segment.objects.filter(branch__author=van.author)
    packed = segment._decoder.decode(segment._inflate(bytes(row.data)))
    assert packed.keys == b""
    assert [len(salt) for salt in packed.salts].count(0) == 1


@pytest.mark.both
def test_row_72_what_comes_again_is_kept_without_its_words(machine, taken, visit):
    van = machine()
    entries = [van.entry(visit()) for _ in range(2)]
    taken(van.signed_segment(entries[0]))
    erase([Visit.objects.get(note=CANARY).pk], why="x")

    assert taken(van.signed_segment(entries[0])) == (1, [])
    assert taken(van.signed_segment(*entries)) == (1, [])

    kept = [
        entry
        for row in Segment.objects.filter(branch__author=van.author)
        for entry in _entries(row)
    ]
    assert {bool(entry.committed) for entry in kept if entry.hash == entries[0].hash} == {True}
    assert Visit.objects.filter(note=CANARY).count() == 1
    assert verify().is_equal


def test_what_was_erased_does_not_stop_what_comes_behind_it(machine, taken, visit):
    van = machine()
    entries = [van.entry(visit()) for _ in range(4)]
    taken(van.signed_segment(*entries[:2]))
    erase([Visit.objects.filter(note=CANARY).first().pk], why="x")
    taken(van.signed_segment(entries[3]))

    assert Visit.objects.filter(note=CANARY).count() == 1
    taken(van.signed_segment(entries[2]))
    assert Visit.objects.filter(note=CANARY).count() == 3
    assert verify().is_equal


def test_row_72_what_refers_to_an_erased_row_is_refused_and_kept_without_words(
    machine, taken, visit, monkeypatch
):
    """A late fact about a visit; no kind of the house refers to one yet, so a tally plays it."""
    from mobilink.journal.core.sequence import Rule
    from mobilink.journal.storage.kinds import named

    tally = named("tally")
    monkeypatch.setitem(vars(tally), "rule", Rule(tally.ownership, {"programme": "visit"}))
    van = machine()
    taken(van.signed_segment(van.entry(visit())))
    gone = Visit.objects.get(note=CANARY)
    erase([gone.pk], why="x")

    about = visit().fields | {"programme": str(gone.pk)}
    del about["note"]
    taken(van.signed_segment(van.entry(wire.Op("tally", None, about))))

    assert Tally.objects.count() == 0
    assert [one.reason for one in review_queue.quarantine()] == ["erased"]
    last = Segment.objects.filter(branch__author=van.author).latest("id")
    assert _entries(last)[-1].committed


def test_the_offices_own_visit_is_erased_before_it_was_ever_sealed(visit):
    from mobilink.booth import actions as booth

    outing = Outing.objects.get(title="Sosialisasi Kebun Raya")
    made = booth.visit(outing, by=None, note=CANARY)

    erase([made.pk], why="x")

    assert CANARY not in kept_words()
    assert verify().is_equal
    assert Erasure.objects.get().row == made.pk


def test_a_count_is_not_erased_but_taken_back():
    from mobilink.booth import actions as booth

    outing = Outing.objects.get(title="Sosialisasi Kebun Raya")
    made = booth.tally(outing, by=None)

    with pytest.raises(Refused, match="dibatalkan di booth"):
        erase([made.pk], why="x")
    assert Tally.objects.filter(pk=made.pk).exists()


def test_words_put_in_the_place_of_what_was_erased_are_refused(machine, taken, visit):
    """Nothing proves what stands beside a commitment, so nothing may stand there."""
    van = machine()
    whole = van.entry(visit())
    forged = wire.Entry(whole.link, whole.hash, whole.claimed_at, b"", whole.payload)
    forged.committed = whole.erased().committed

    kept, refused = taken(van.signed_segment(forged))

    assert kept == 0
    assert "in place of what was erased" in refused[0]


def test_a_makers_name_that_a_van_told_before_it_heard_of_the_erasure_goes_too(machine, taken):
    unit = Unit.objects.get(code="BATAM")
    maker = register_maker(by=None, unit=unit, name="Dapur Contoh")
    forget_maker(maker, by=None, why="Permintaan sendiri")
    van = machine()
    fields = {"maker": str(maker.pk), "at": milliseconds(clock.now()), "name": CANARY}

    def tell() -> None:
        op = wire.Op("maker_person", None, fields)
        taken(van.signed_segment(van.entry(op, stream="team", salt_seed=b"k" * 16), seed=b"k" * 16))

    tell()
    assert not MakerPerson.objects.filter(maker=maker).exists()
    assert CANARY not in kept_words()
    assert verify().is_equal

    # Nor does it come back out of quarantine.
    lost = machine()
    installations.revoke(lost.author, "hilang")
    op = wire.Op("maker_person", None, fields)
    taken(lost.signed_segment(lost.entry(op, stream="team", salt_seed=b"k" * 16), seed=b"k" * 16))
    rulings.enter_again(review_queue.quarantine()[0].id, by=None)
    assert not MakerPerson.objects.filter(maker=maker).exists()

    # Who comes back by their own wish is known by name again.
    revise_maker(Maker.objects.get(pk=maker.pk), by=None, left_on=None)
    tell()
    assert MakerPerson.objects.get(maker=maker).name == CANARY
    assert not Maker.objects.get(pk=maker.pk).is_forgotten


@pytest.mark.both
def test_what_two_histories_share_is_erased_in_both(machine, taken, visit):
    """Each came with a segment of its own that holds it."""
    van = machine()
    shared = van.entry(visit(), salt_seed=b"k" * 16)
    twin = dict(van.links)
    segments = []
    for note in ("a", "b"):
        van.links = dict(twin)
        own = van.entry(visit(note), salt_seed=b"k" * 16, at=ord(note))
        segments.append(van.signed_segment(shared, own, seed=b"k" * 16))
    taken(*segments)

    erase([Visit.objects.get(note=CANARY).pk], why="x")

    assert CANARY not in kept_words()
    assert verify().is_equal


def test_a_hub_erases_nothing(visit):
    from mobilink.booth import actions as booth

    made = booth.visit(Outing.objects.get(title="Sosialisasi Kebun Raya"), by=None, note=CANARY)
    Installation.objects.update(kind="hub", streams=["team", "public", "unit/BATAM"])

    with pytest.raises(Refused):
        erase([made.pk], why="x")

    assert Visit.objects.filter(pk=made.pk).exists()
    assert not Erasure.objects.exists()
