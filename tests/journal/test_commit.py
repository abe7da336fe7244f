"""What `commit` promises: one entry, all or nothing, and no other way to write."""

import pytest
from django.db import DatabaseError, connection, transaction

from mobilink.journal.rebuild import verify
from mobilink.outreach.models import Outing
from mobilink.places.models import Venue

pytestmark = pytest.mark.django_db


def test_the_story_as_loaded_follows_from_its_journal():
    assert verify().differences == []


def test_a_raw_update_of_a_replicated_table_is_refused_by_the_database():
    with pytest.raises(DatabaseError, match="written only by the journal"), transaction.atomic():
        Outing.objects.update(title="Changed behind the journal's back")


def test_a_raw_insert_and_a_raw_delete_are_refused_as_well():
    with pytest.raises(DatabaseError, match="only by the journal"), transaction.atomic():
        Venue.objects.all().delete()
    with (
        pytest.raises(DatabaseError, match="only by the journal"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("INSERT INTO journal_touch (row, entry_id) SELECT id, 1 FROM places_venue")
