"""Since when a picture is here and whose machine brought it; what a machine brings in a day."""

import time

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _begin(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Those that are here have their month from today."""
    apps.get_model("journal", "Blob").objects.update(since=int(time.time() * 1000))


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0014_witnesses"),
    ]

    operations = [
        migrations.AddField(
            model_name="blob",
            name="author",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="blob",
            name="since",
            field=models.BigIntegerField(db_index=True, default=0),
        ),
        migrations.RunPython(_begin, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Allowance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("author", models.UUIDField()),
                ("day", models.DateField()),
                ("what", models.CharField(max_length=12)),
                ("many", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("author", "day", "what"), name="one_count_per_day"
                    )
                ],
            },
        ),
    ]
