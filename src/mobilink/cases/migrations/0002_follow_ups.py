from django.db import migrations, models
from django.db.models.deletion import DO_NOTHING

ROW = [
    ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
    ("revision", models.BigIntegerField(editable=False, null=True)),
]


def link(to: str, **options: bool) -> "models.ForeignKey[object, object]":
    return models.ForeignKey(
        to, db_constraint=False, on_delete=DO_NOTHING, related_name="+", **options
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("outreach", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                *ROW,
                ("at", models.DateTimeField()),
                ("code", models.CharField(blank=True, db_index=True, max_length=8)),
                ("consents", models.JSONField(blank=True, default=dict)),
                ("is_urgent", models.BooleanField(default=False)),
                ("contents", models.TextField(blank=True)),
                ("asked_by", link("people.person", blank=True, null=True)),
                ("outing", link("outreach.outing")),
            ],
            options={"ordering": ["at"]},
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                *ROW,
                ("at", models.DateTimeField()),
                ("code", models.CharField(db_index=True, max_length=8)),
                ("outing", link("outreach.outing", blank=True, null=True)),
                ("taken_by", link("people.person", blank=True, null=True)),
            ],
            options={"ordering": ["at"]},
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                *ROW,
                ("subject", models.UUIDField(db_index=True)),
                ("at", models.DateTimeField()),
                ("settled_by", link("people.person", blank=True, null=True)),
            ],
        ),
    ]
