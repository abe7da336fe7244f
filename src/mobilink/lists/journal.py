"""The lists travel everywhere: a phone and a van offer what the office offers."""

from mobilink.journal.acts import written_in
from mobilink.journal.storage.kinds import PUBLIC, Kind, Ownership, declare
from mobilink.lists.models import ListItem

written_in("mobilink.lists", "journal")
declare(
    Kind("list_item", ListItem, Ownership.OFFICE, PUBLIC, open=("list_code", "code", "group")),
)
