"""Facts by script: what was seen counts, whatever clock the machine has."""

from datetime import UTC, datetime

import pytest

from mobilink.basics import clock
from mobilink.booth.models import Tally
from mobilink.booth.recording import record
from mobilink.outreach.models import Outing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("year", [1971, 2016, 2090])
def test_a_fact_is_taken_by_a_machine_whose_clock_is_wrong(year):
    outing = Outing.objects.get(title="Sosialisasi Kebun Raya")
    fact = {"kind": "tally", "outing": str(outing.pk), "at": "2019-07-21T07:10:00+07:00"}

    with clock.stopped_at(datetime(year, 3, 1, tzinfo=UTC)):
        made = record(fact)

    assert Tally.objects.get(pk=made.pk).at == datetime(2019, 7, 21, 0, 10, tzinfo=UTC)
