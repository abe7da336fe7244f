import uuid

from django.db import migrations, models

STATES = [
    ("unread", "cannot be read yet"),
    ("waiting", "waits for a second person"),
    ("refused", "refused"),
    ("taken", "taken over"),
    ("undone", "taken back"),
]


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("state", models.CharField(choices=STATES, max_length=8)),
                ("as_at", models.DateField()),
                ("file_name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("names", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
                ("before", models.JSONField(default=dict)),
                ("snapshot", models.UUIDField(null=True)),
                ("brought_by", models.UUIDField(null=True)),
                ("brought_by_name", models.CharField(max_length=120)),
                ("brought_at", models.DateTimeField()),
                ("decided_by_name", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
            ],
            options={"ordering": ["-brought_at"]},
        ),
    ]
