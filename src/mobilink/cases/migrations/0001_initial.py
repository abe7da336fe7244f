from django.core import validators
from django.db import migrations, models

ROW = [
    ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
    ("revision", models.BigIntegerField(editable=False, null=True)),
]
SHARED = [*ROW, ("versions", models.JSONField(default=dict, editable=False))]
STATES = [("new", "Waiting for an answer"), ("planned", "We come"), ("declined", "We cannot come")]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SealingKey",
            fields=[*SHARED, ("key", models.CharField(max_length=64))],
        ),
        migrations.CreateModel(
            name="VisitRequest",
            fields=[
                *SHARED,
                ("code", models.CharField(db_index=True, max_length=8)),
                ("asked_at", models.DateTimeField()),
                ("regency_code", models.CharField(max_length=13)),
                ("place", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=500)),
                ("around", models.CharField(blank=True, max_length=120)),
                (
                    "people",
                    models.IntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            validators.MinValueValidator(1),
                            validators.MaxValueValidator(100_000),
                        ],
                    ),
                ),
                ("organisation", models.CharField(blank=True, max_length=120)),
                ("contact", models.TextField(blank=True)),
                ("state", models.CharField(choices=STATES, default="new", max_length=8)),
                ("answer", models.CharField(blank=True, max_length=300)),
            ],
            options={"ordering": ["-asked_at"]},
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                *ROW,
                ("code", models.CharField(db_index=True, max_length=8)),
                ("sent_at", models.DateTimeField()),
                ("contents", models.TextField()),
            ],
            options={"ordering": ["-sent_at"]},
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                *ROW,
                ("subject", models.UUIDField(db_index=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(max_length=200)),
            ],
            options={"ordering": ["-at"]},
        ),
    ]
