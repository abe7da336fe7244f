"""Makes the database that both ends begin with: tables, the office's certificate, the field's.

The field is certified beforehand, under the office's root; each session still proves and checks both.
"""

import json

from django.core.management import call_command
from django.db import connection
from morango.models.certificates import Certificate, Key, ScopeDefinition
from visits.models import PROFILE


def main(_: list[str]) -> None:
    # As Kolibri does; it lasts in the file. synchronous stays FULL, the default.
    connection.cursor().execute("PRAGMA journal_mode=WAL")
    call_command("migrate", run_syncdb=True, verbosity=0)
    scope = ScopeDefinition.objects.create(
        id="office",
        profile=PROFILE,
        version=1,
        primary_scope_param_key="office",
        read_write_filter_template="${office}",
    )
    office = Certificate.generate_root_certificate(scope.id)
    field = Certificate(
        parent=office,
        profile=PROFILE,
        scope_definition=scope,
        scope_version=scope.version,
        scope_params=json.dumps({"office": office.id}),
        private_key=Key(),
    )
    field.id = field.calculate_uuid()
    office.sign_certificate(field)
    field.check_certificate()
    field.save()
