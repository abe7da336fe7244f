"""Lists that the office owns: offered with their words, and never in the way of what was kept."""

import pytest
from django.db import connection
from django.utils import translation

from mobilink.journal.core.errors import NotStorable
from mobilink.journal.storage import guards
from mobilink.lists.fields import offered
from mobilink.lists.models import HANDOUT, OUTING_KIND, ListItem
from mobilink.lists.queries import forget, names
from mobilink.outreach import actions
from mobilink.outreach.models import Outing

pytestmark = pytest.mark.django_db


def take_off_the_list(**which):
    """As on a machine that the office's list has not reached."""
    with guards.writing(connection):
        ListItem.objects.filter(**which).delete()
    forget()


def test_the_words_of_a_list_are_those_of_the_reader_in_the_order_of_the_list():
    with translation.override("en"):
        assert [*names(OUTING_KIND)] == [
            "car_free_day", "market", "public_place", "community", "school",
        ]  # fmt: skip
        assert names(OUTING_KIND)["market"] == "Market"
    with translation.override("id"):
        assert names(OUTING_KIND)["market"] == "Pasar"


def test_where_no_list_has_come_yet_what_the_program_counts_on_is_offered():
    take_off_the_list()

    assert offered(HANDOUT, [("leaflet", "Leaflet")]) == [("leaflet", "Leaflet")]
    assert offered(OUTING_KIND) == []


@pytest.fixture
def plan(db):
    """`plan(kind)`: an outing where another one was."""
    known = Outing.objects.first()
    units = {name: getattr(known, name) for name in ("owner_unit", "executing_unit")}

    def made(kind):
        return actions.OutingPlan(
            title="Contoh", kind=kind, day=known.day, venue=known.venue, **units
        )

    return made


def test_an_outing_of_a_kind_that_no_list_here_offers_goes_on(plan):
    outing = actions.draft_outing(plan("market"), by=None)
    take_off_the_list(code="market")

    actions.propose(outing, by=None)

    assert Outing.objects.get(pk=outing.pk).state == Outing.State.PROPOSED
    assert outing.get_kind_display() == "market"


def test_what_no_list_offers_is_not_entered_here(plan):
    with pytest.raises(NotStorable, match="bazaar"):
        actions.draft_outing(plan("bazaar"), by=None)
