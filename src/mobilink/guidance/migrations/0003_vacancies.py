from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0002_recruiters"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountryStatus",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("revision", models.BigIntegerField(editable=False, null=True)),
                ("versions", models.JSONField(default=dict, editable=False)),
                ("country", models.CharField(max_length=2)),
                (
                    "scheme",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("p-to-p", "through a recruiter (P to P)"),
                            ("g-to-g", "from government to government (G to G)"),
                        ],
                        max_length=10,
                    ),
                ),
                ("job", models.CharField(blank=True, max_length=120)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "open"), ("closed", "closed")], max_length=10
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=160)),
                ("checked_on", models.DateField()),
            ],
            options={
                "ordering": ["country", "valid_from"],
            },
        ),
        migrations.CreateModel(
            name="Vacancy",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("revision", models.BigIntegerField(editable=False, null=True)),
                ("versions", models.JSONField(default=dict, editable=False)),
                ("title", models.CharField(max_length=120)),
                ("sector", models.CharField(blank=True, max_length=80)),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("p-to-p", "through a recruiter (P to P)"),
                            ("g-to-g", "from government to government (G to G)"),
                        ],
                        max_length=10,
                    ),
                ),
                ("recruiter", models.CharField(blank=True, max_length=160)),
                ("sip3mi", models.CharField(blank=True, max_length=80)),
                ("sip2mi", models.CharField(max_length=80)),
                ("permit_from", models.DateField(blank=True, null=True)),
                ("permit_to", models.DateField(blank=True, null=True)),
                ("closes_on", models.DateField()),
                ("country", models.CharField(max_length=2)),
                ("city", models.CharField(blank=True, max_length=80)),
                ("employer", models.CharField(blank=True, max_length=160)),
                ("agency", models.CharField(blank=True, max_length=160)),
                ("places_women", models.IntegerField(blank=True, null=True)),
                ("places_men", models.IntegerField(blank=True, null=True)),
                ("places_any", models.IntegerField(blank=True, null=True)),
                ("left_women", models.IntegerField(blank=True, null=True)),
                ("left_men", models.IntegerField(blank=True, null=True)),
                ("left_any", models.IntegerField(blank=True, null=True)),
                ("age_from", models.IntegerField(blank=True, null=True)),
                ("age_to", models.IntegerField(blank=True, null=True)),
                ("education", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(blank=True, max_length=120)),
                ("certificate", models.CharField(blank=True, max_length=120)),
                (
                    "wage",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                ),
                ("currency", models.CharField(blank=True, max_length=3)),
                (
                    "wage_period",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hour", "an hour"),
                            ("day", "a day"),
                            ("month", "a month"),
                            ("year", "a year"),
                        ],
                        max_length=5,
                    ),
                ),
                ("hours", models.CharField(blank=True, max_length=120)),
                ("overtime", models.CharField(blank=True, max_length=120)),
                ("leave", models.CharField(blank=True, max_length=120)),
                ("lodging", models.CharField(blank=True, max_length=120)),
                ("food", models.CharField(blank=True, max_length=120)),
                ("contract_months", models.IntegerField(blank=True, null=True)),
                ("costs_employer", models.CharField(blank=True, max_length=300)),
                ("costs_worker", models.CharField(blank=True, max_length=300)),
                ("verified_on", models.DateField(blank=True, null=True)),
                ("verified_by", models.CharField(blank=True, max_length=120)),
                ("contact", models.CharField(blank=True, max_length=160)),
                ("source", models.CharField(blank=True, max_length=160)),
                ("retrieved_on", models.DateField()),
                ("gone_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["title", "country", "sip2mi"],
            },
        ),
    ]
