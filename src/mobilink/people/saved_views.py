"""Views of a table that somebody keeps under a name, on this installation alone."""

from django.db import transaction
from django.db.models import QuerySet

from mobilink.people.models import Person, SavedView


def views_of(person: Person, table: str) -> QuerySet[SavedView]:
    """The views of a table that a person keeps, by name."""
    return SavedView.objects.filter(person=person, table=table)


def keep_view(person: Person, table: str, name: str, query: str) -> None:
    """Keep a view; one of the same name gives way."""
    with transaction.atomic():
        forget_view(person, table, name)
        SavedView(person=person, table=table, name=name, query=query).save(force_insert=True)


def forget_view(person: Person, table: str, name: str) -> None:
    """Let a view go; nothing where there is none."""
    views_of(person, table).filter(name=name).delete()
