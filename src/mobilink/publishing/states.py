"""Version stamps of tables, so that what was made of their rows is made once for each state."""

from collections.abc import Hashable

from django.db.models import Model

from mobilink.journal.storage.rows import SharedRow


def state_of(*models: type[Model]) -> Hashable:
    """A stamp that changes whenever one of these tables does."""
    return tuple(_state_of(model) for model in models)


def _state_of(model: type[Model]) -> Hashable:
    rows = model._default_manager
    # Which row was ordered last, and not only when: a database that was set back counts anew.
    last = rows.exclude(revision=None).order_by("-revision", "pk").values_list("revision", "pk")
    # What the office has not ordered yet changes without a new revision.
    changing = ["versions"] if issubclass(model, SharedRow) else []
    waiting = [str(each) for each in rows.filter(revision=None).values_list("pk", *changing)]
    return last.first(), rows.count(), tuple(waiting)
