"""What a field is called stands at the field; no table or migration has more to say of it."""

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.utils import ConnectionHandler
from django.utils import translation
from django.utils.functional import Promise

from mobilink.booth.models import CardShown
from mobilink.journal.storage.field_names import SetNames
from mobilink.journal.storage.kinds import every_kind, kind_of, named
from mobilink.outreach.models import Outing


def test_every_field_that_travels_has_a_name_for_people():
    nameless = [
        f"{kind.name}.{field.name}"
        for kind in every_kind()
        for field in kind.fields
        if not isinstance(field._verbose_name, Promise)
    ]

    assert nameless == []


def test_a_name_is_told_in_the_language_of_the_reader():
    title = Outing._meta.get_field("title")

    with translation.override("id"):
        assert str(title.verbose_name) == "Nama kegiatan"
    with translation.override("en"):
        assert str(title.verbose_name) == "Name of the outing"


BACKENDS = ["django.db.backends.sqlite3", "django.db.backends.postgresql"]


def statements_of(app, migration, backend):
    """What a migration says to a database of this kind; none is asked."""
    connection = ConnectionHandler({"default": {"ENGINE": backend, "NAME": "none"}})["default"]
    editor = connection.SchemaEditorClass(connection, collect_sql=True)
    editor.deferred_sql = []
    loader = MigrationLoader(None)
    state = loader.project_state((app, migration), at_end=False)
    for operation in loader.get_migration(app, migration).operations:
        before = state.clone()
        operation.state_forwards(app, state)
        operation.database_forwards(app, editor, before, state)
    return editor.collected_sql


def names_alone():
    """The migrations that only name fields."""
    loader = MigrationLoader(None)
    return sorted(
        key
        for key, migration in loader.disk_migrations.items()
        if any(isinstance(operation, SetNames) for operation in migration.operations)
    )


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("key", [*names_alone(), ("booth", "0006_card_shown")])
def test_a_migration_that_only_names_says_nothing_to_the_database(key, backend):
    assert statements_of(*key, backend) == []


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_migration_that_makes_a_table_is_seen_to_do_so(backend):
    assert any("CREATE TABLE" in line for line in statements_of("booth", "0004_telling", backend))


def test_a_card_shown_keeps_its_name_on_the_wire_and_its_table():
    assert named("telling").model is CardShown
    assert kind_of(CardShown).name == "telling"
    assert CardShown._meta.db_table == "booth_telling"
