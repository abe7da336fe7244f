"""A value that a machine spells otherwise than we do is kept as what it means or refused by name, and the proof agrees."""

import pytest

from mobilink.fleet.models import Refuelling, Van
from mobilink.journal.core.wire import Op
from mobilink.journal.safety.rebuild import verify
from mobilink.journal.storage import review_queue
from mobilink.outreach.models import Outing

pytestmark = pytest.mark.django_db


def changed(outing, **fields):
    version = {
        name: bytes.fromhex(outing.versions[name]) for name in fields if name in outing.versions
    }
    return Op("outing", outing.pk.bytes, fields, version)


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("start", "06:00"),
        ("start", "06:00:00.0"),
        ("start", "6:00:00"),
        ("day", "20190817"),
        ("day", "2019-W33-6"),
        ("venue", "UPPER"),
        ("venue", "{BRACES}"),
        ("venue", "PLAIN"),
    ],
)
@pytest.mark.both
def test_a_change_in_another_spelling_means_the_same(machine, taken, outing, name, odd):
    odd = odd.replace("UPPER", str(outing.venue_id).upper()).replace("PLAIN", outing.venue_id.hex)
    odd = odd.replace("BRACES", str(outing.venue_id))
    van = machine()
    taken(van.signed_segment(van.entry(changed(outing, **{name: odd}), stream="team")))

    assert not review_queue.quarantine()
    changed_now = Outing.objects.get(pk=outing.pk)
    assert str(getattr(changed_now, name)) in {"06:00:00", "2019-08-17", str(outing.venue)}
    assert verify().is_equal


@pytest.mark.parametrize("odd", ["31.5", "31.500", "3.15E1", "031.50", "31.50 "])
@pytest.mark.both
def test_a_quantity_in_another_spelling_means_the_same_or_is_refused_by_name(
    machine, taken, outing, odd
):
    van = machine()
    fuel = {"van": str(Van.objects.earliest("pk").pk), "outing": str(outing.pk), "rupiah": 300_000}
    fields = {**fuel, "litres": odd, "at": 1_566_081_000_000}
    taken(van.signed_segment(van.entry(Op("fuel", None, fields), stream="team")))

    refused = [one.reason[: len("unfit: litres")] for one in review_queue.quarantine()]
    amounts = [str(each.litres) for each in Refuelling.objects.all()]
    assert (refused or amounts) in (["31.50"], ["unfit: litres"])
    assert verify().is_equal
