"""What people call the fields of a model, in the state of migrations."""

from collections.abc import Mapping
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

Words = str | tuple[str, str]
"""A `verbose_name`, or one with its `help_text`."""


class SetNames(Operation):
    """Give models and their fields `verbose_name` and `help_text`; no database knows of these.

    `AlterField` would render all related models anew for each of some 400 fields, which made a
    new database cost 27 s of CPU instead of 7. So the models that are rendered already keep their
    old names: no migration reads them.
    """

    reduces_to_sql = False

    def __init__(
        self, fields: Mapping[str, Mapping[str, Words]], models: Mapping[str, str] | None = None
    ) -> None:
        self.fields = fields
        self.models = models or {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        rendered = state.__dict__.pop("apps", None)
        for model, fields in self.fields.items():
            known = state.models[app_label, model].fields
            for name, words in fields.items():
                state.alter_field(app_label, model, name, _named(known[name], words), True)
        for model, word in self.models.items():
            state.models[app_label, model].options["verbose_name"] = word
        if rendered is not None:
            state.__dict__["apps"] = rendered

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Nothing: names are the program's."""

    database_backwards = database_forwards

    def describe(self) -> str:
        return "Name the fields of " + ", ".join({**self.fields, **self.models})


def _named(field: Any, words: Words) -> Any:
    name, hint = (words, "") if isinstance(words, str) else words
    _name, _path, values, options = field.deconstruct()
    options |= {"verbose_name": name} | ({"help_text": hint} if hint else {})
    return type(field)(*values, **options)
