"""The story in the database of a worker: made once for all workers, and copied."""

from pathlib import Path

from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from mobilink.scenarios import loading
from tests.installations import STORY

ON_A_SERVER = "mobilink_story"


def make(image: Path) -> None:
    """Bring tables up to date in a database of their own, and the story into them."""
    test = connection.settings_dict["TEST"]
    own, test["NAME"] = test["NAME"], str(image) if is_a_file() else ON_A_SERVER
    made = setup_databases(verbosity=0, interactive=False)
    loading.load(STORY, with_answers=False)
    teardown_databases(made, verbosity=0, keepdb=True)
    test["NAME"] = own
    image.touch()


def expect_copy() -> None:
    """The worker's database is made without migrations, which its copy has behind it."""
    test = connection.settings_dict["TEST"]
    test["MIGRATE"] = False
    test["TEMPLATE"] = None if is_a_file() else ON_A_SERVER


def copy(image: Path) -> None:
    """Fill the worker's database in memory; a server has filled it when it made it."""
    if not is_a_file():
        return
    kept = connection.copy("story")
    kept.settings_dict["NAME"] = str(image)
    kept.ensure_connection()
    connection.ensure_connection()
    kept.connection.backup(connection.connection)
    kept.close()


def is_a_file() -> bool:
    return connection.vendor == "sqlite"
