from django.db import migrations, models

ROW = [
    ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
    ("revision", models.BigIntegerField(editable=False, null=True)),
    ("versions", models.JSONField(default=dict, editable=False)),
]
STATUS = [
    ("", "not told"),
    ("active", "active"),
    ("partly-suspended", "partly suspended"),
    ("suspended", "suspended"),
    ("watched", "sanction ended, under watch"),
    ("revoked", "revoked"),
]


class Migration(migrations.Migration):
    dependencies = [("guidance", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                *ROW,
                ("as_at", models.DateField()),
            ],
            options={"ordering": ["-as_at", models.F("revision").desc(nulls_first=True)]},
        ),
        migrations.CreateModel(
            name="Recruiter",
            fields=[
                *ROW,
                ("name", models.CharField(max_length=160)),
                ("former_names", models.JSONField(blank=True, default=list)),
                ("sip3mi", models.CharField(blank=True, max_length=80)),
                ("status", models.CharField(blank=True, choices=STATUS, max_length=20)),
                ("status_scope", models.CharField(blank=True, max_length=200)),
                ("status_from", models.DateField(blank=True, null=True)),
                ("status_to", models.DateField(blank=True, null=True)),
                ("decree", models.CharField(blank=True, max_length=120)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("city", models.CharField(blank=True, max_length=80)),
                ("phones", models.JSONField(blank=True, default=list)),
                ("gone_on", models.DateField(blank=True, null=True)),
            ],
            options={"ordering": ["name"]},
        ),
    ]
