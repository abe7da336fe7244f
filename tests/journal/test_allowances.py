"""What a machine may bring in a day: it keeps the rest, and brings it tomorrow."""

import hashlib
from datetime import timedelta

import pytest

from mobilink.basics import clock
from mobilink.booth.models import Tally, Tick
from mobilink.journal.actions import commit
from mobilink.journal.core.errors import Enough
from mobilink.journal.core.store import SignedSegment
from mobilink.journal.members import allowances
from mobilink.journal.members.allowances import BYTES, DELIVERIES, PICTURES
from mobilink.journal.storage import keys, review_queue
from mobilink.journal.storage.kinds import Kind
from mobilink.journal.storage.models import Allowance, Blob
from mobilink.journal.sync import blobs, bundles
from tests.acts import an_act
from tests.journal.phones import PLAN, heard, tallies

pytestmark = pytest.mark.django_db


@pytest.fixture
def most(monkeypatch):
    """`most(what, many)`: so many a day."""
    return lambda what, many: monkeypatch.setitem(allowances.MOST, what, many)


def in_days(days: int):
    return clock.stopped_at(clock.now() + timedelta(days=days))


def test_who_brought_its_bytes_of_a_day_keeps_the_rest_until_tomorrow(phone, section_outing, most):
    first, second = (phone.signed_segment(*tallies(section_outing, 20)) for _ in range(2))
    most(BYTES, len(first[0]))
    assert phone.brings(first).refused == []

    receipt = phone.brings(second)
    assert [refused.partition(":")[0] for refused in receipt.refused] == [Enough.code]
    assert receipt.ends[0][2] == 20
    assert receipt.plan == PLAN

    with in_days(1):
        assert phone.brings(second).ends[0][2] == 40
        assert Allowance.objects.filter(author=phone.author, what=BYTES).count() == 1


def test_who_has_too_much_in_quarantine_keeps_the_rest_until_tomorrow(
    phone, section_outing, monkeypatch
):
    monkeypatch.setattr(allowances, "MOST_IN_QUARANTINE", 3)
    phone.brings(phone.signed_segment(*[("dance", {})] * 2, stream="unit/BATAM"))
    assert not phone.brings(phone.signed_segment(*tallies(section_outing, 2))).refused
    phone.brings(phone.signed_segment(("dance", {}), stream="unit/KARIMUN"))

    more = phone.signed_segment(*tallies(section_outing, 2))
    assert phone.brings(more).refused
    with in_days(1):
        assert not phone.brings(more).refused


def test_who_comes_too_often_is_refused_in_words(phone, most):
    most(DELIVERIES, 2)
    phone.brings()
    phone.brings()
    with pytest.raises(Enough, match="tomorrow"):
        phone.brings()
    with in_days(1):
        phone.brings()


def picture(number: int) -> tuple[bytes, bytes]:
    data = b"picture %d" % number
    return hashlib.sha256(data).digest(), data


def test_pictures_that_no_fact_names_are_few_a_day_and_those_that_one_names_are_not_counted(
    phone, section_outing, most
):
    most(PICTURES, 2)
    for number in range(2):
        name, data = picture(number)
        assert phone.shows(name, len(data), 0, data) == len(data)
    name, data = picture(2)
    with pytest.raises(Enough, match="pictures"):
        phone.shows(name, len(data), 0, data)
    assert phone.shows(name, len(data), 0, b"") == 0

    tick(section_outing, name)
    assert phone.shows(name, len(data), 0, data) == len(data)
    with in_days(1):
        name, data = picture(3)
        assert phone.shows(name, len(data), 0, data) == len(data)


def test_bytes_of_pictures_that_no_fact_names_count_with_entries(phone, most):
    most(BYTES, 12)
    name, data = picture(0)
    assert phone.shows(name, 20, 0, data[:8]) == 8
    with pytest.raises(Enough):
        phone.shows(name, 20, 8, data[:8])


def tick(outing, name: bytes) -> None:
    with commit(an_act("record tick"), by=None) as draft:
        draft.add(Tick, outing=outing, at=clock.now(), item="tent", photo=name.hex())


def test_a_picture_that_nothing_named_for_a_month_goes(phone, section_outing):
    for number in range(2):
        name, data = picture(number)
        phone.shows(name, len(data), 0, data)
    tick(section_outing, name)
    own = blobs.keep(b"brought at the desk")

    with in_days(29):
        blobs.drop_unnamed()
        assert Blob.objects.count() == 3
    with in_days(31):
        blobs.drop_unnamed()
    assert [*Blob.objects.values_list("hash", flat=True)] == [name.hex()]
    assert blobs.read(own) is None


def test_it_stays_while_anything_of_its_machine_waits(phone):
    name, data = picture(0)
    phone.shows(name, len(data), 0, data)
    phone.brings(phone.signed_segment(("dance", {}), stream="unit/BATAM"))
    with in_days(31):
        blobs.drop_unnamed()
    assert Blob.objects.count() == 1


def test_a_hub_over_its_measure_brings_nothing_more_that_day(machine, tally, most):
    van = machine()
    first, second = (van.signed_segment(van.entry(tally)) for _ in range(2))
    assert van.ask(first).received == 1
    most(BYTES, len(first.data))
    answer = van.ask(second)
    assert (answer.received, [one.partition(":")[0] for one in answer.refused]) == (0, ["enough"])
    with in_days(1):
        assert van.ask(second).received == 1


def test_what_it_carries_for_others_is_not_counted_as_its_own(machine, phone, section_outing, most):
    van = machine()
    data, signature = phone.signed_segment(*tallies(section_outing, 20))
    most(BYTES, len(data) - 1)
    assert van.ask((data, signature)).received == 1
    assert not Allowance.objects.filter(author=van.author).exists()


@pytest.mark.both
def test_what_is_said_or_brought_again_counts_once(phone, section_outing):
    """Whoever recorded a message cannot use up the day of the phone that sent it."""
    segment = phone.signed_segment(*tallies(section_outing, 20))
    said = phone.says(segment)
    for _ in range(3):
        heard(said)
    phone.brings(segment)
    counted = dict(Allowance.objects.values_list("what", "many"))
    assert counted == {DELIVERIES: 2, BYTES: max(len(segment[0]), 20 * allowances.LIGHTEST)}


@pytest.mark.both
def test_much_that_is_alike_counts_what_it_takes_in_the_tables(phone, section_outing, most):
    most(BYTES, 1_000)
    assert not phone.brings(phone.signed_segment(*tallies(section_outing, 30))).refused
    assert phone.brings(phone.signed_segment(*tallies(section_outing, 1))).refused


def test_a_spent_phone_brings_nothing_more_as_a_load_either(phone, section_outing, most):
    most(BYTES, 40)
    phone.brings(phone.signed_segment(*tallies(section_outing, 1)))
    before = Tally.objects.count()
    secret = keys.SECRET * b"x"
    load = b"".join(
        bundles.framed(
            [SignedSegment(*phone.signed_segment(*tallies(section_outing, 5)))],
            secret,
            [keys.locked(keys.public(), secret)],
        )
    )
    phone.brings(carried=[load])
    assert Tally.objects.count() == before


@pytest.mark.both
def test_what_goes_wrong_after_one_phones_fact_keeps_no_other_waiting(
    phone, section_outing, monkeypatch, caplog
):
    def broken(rows):
        raise ZeroDivisionError

    monkeypatch.setattr(Kind, "afterwards", property(lambda self: broken), raising=False)
    assert phone.brings(phone.signed_segment(*tallies(section_outing, 1))).ends[0][4] == 1
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("moment", [253_402_300_799_000, 7_300_000_000_000, -10_000_000_000_000])
def test_a_moment_that_no_page_can_show_is_refused_by_name(phone, section_outing, moment):
    phone.brings(phone.signed_segment(("tally", {"outing": str(section_outing.pk), "at": moment})))
    [refused] = review_queue.quarantine()
    assert refused.reason.startswith("unfit: at") or "at:" in refused.reason
