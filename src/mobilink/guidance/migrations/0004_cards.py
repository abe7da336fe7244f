import django.db.models.deletion
from django.db import migrations, models

ROW = [
    ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
    ("revision", models.BigIntegerField(editable=False, null=True)),
    ("versions", models.JSONField(default=dict, editable=False)),
]
DATED = [
    *ROW,
    ("valid_from", models.DateField(blank=True, null=True)),
    ("valid_to", models.DateField(blank=True, null=True)),
    ("source", models.CharField(max_length=200)),
    ("checked_on", models.DateField()),
    ("review_by", models.DateField()),
]
SECTION = [
    ("meaning", "What it means"),
    ("steps", "Steps"),
    ("documents", "Documents"),
    ("costs", "Costs"),
    ("scheme", "Ways to go"),
    ("care", "Take care"),
    ("help", "Help and complaints"),
]
TEXT = [
    *DATED,
    ("code", models.SlugField(max_length=40)),
    ("language", models.CharField(max_length=5)),
    ("section", models.CharField(choices=SECTION, max_length=10)),
    ("position", models.IntegerField(default=0)),
    ("topic", models.CharField(blank=True, max_length=20)),
    ("scheme", models.CharField(blank=True, max_length=20)),
    ("title", models.CharField(max_length=120)),
    ("body", models.TextField()),
    ("law", models.JSONField(blank=True, default=list)),
    ("owner", models.CharField(max_length=120)),
    ("licence", models.CharField(max_length=60)),
    ("written_by", models.CharField(max_length=120)),
]
STATE = [
    ("proposed", "awaits its sign-off"),
    ("sent-back", "sent back"),
    ("signed-off", "signed off"),
]
KIND = [
    ("hotline", "Hotline"),
    ("fee", "Fee"),
    ("scheme", "Scheme"),
    ("document", "Document"),
    ("institution", "Institution"),
]
PAYER = [("not-worker", "not the worker"), ("worker", "the worker")]
PRINTED = [("sticker", "Sticker"), ("banner", "Banner"), ("leaflet", "Leaflet")]
PERSON = models.ForeignKey(
    blank=True,
    db_constraint=False,
    null=True,
    on_delete=django.db.models.deletion.DO_NOTHING,
    related_name="+",
    to="people.person",
)


class Migration(migrations.Migration):
    dependencies = [("guidance", "0003_vacancies"), ("people", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Card",
            fields=[
                *TEXT,
                ("version", models.IntegerField()),
                ("signed_off_by", models.CharField(max_length=120)),
                ("signed_off_on", models.DateField()),
            ],
            options={"ordering": ["code", "language", "version"]},
        ),
        migrations.CreateModel(
            name="CardDraft",
            fields=[
                *TEXT,
                ("author", PERSON),
                ("state", models.CharField(choices=STATE, default="proposed", max_length=10)),
                ("decided_by", models.CharField(blank=True, max_length=120)),
                ("reason", models.CharField(blank=True, max_length=300)),
            ],
            options={"ordering": ["code", "language"]},
        ),
        migrations.CreateModel(
            name="Particular",
            fields=[
                *DATED,
                ("kind", models.CharField(choices=KIND, max_length=12)),
                ("code", models.SlugField(max_length=40)),
                ("position", models.IntegerField(default=0)),
                ("scheme", models.CharField(blank=True, max_length=20)),
                ("label", models.CharField(max_length=120)),
                ("label_en", models.CharField(blank=True, max_length=120)),
                ("value", models.CharField(blank=True, max_length=160)),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                ),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("note_en", models.CharField(blank=True, max_length=300)),
                ("checked_by", models.CharField(max_length=120)),
            ],
            options={"ordering": ["kind", "position", "code"]},
        ),
        migrations.CreateModel(
            name="CostRule",
            fields=[
                *DATED,
                ("code", models.SlugField(max_length=40)),
                ("position", models.IntegerField(default=0)),
                ("label", models.CharField(max_length=120)),
                ("label_en", models.CharField(blank=True, max_length=120)),
                ("payer", models.CharField(choices=PAYER, max_length=10)),
                ("scheme", models.CharField(blank=True, max_length=20)),
                ("countries", models.JSONField(blank=True, default=list)),
                ("jobs", models.JSONField(blank=True, default=list)),
                ("employer", models.CharField(blank=True, max_length=80)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("note_en", models.CharField(blank=True, max_length=300)),
                ("checked_by", models.CharField(max_length=120)),
            ],
            options={"ordering": ["position", "code"]},
        ),
        migrations.CreateModel(
            name="PrintedMatter",
            fields=[
                *ROW,
                ("kind", models.CharField(choices=PRINTED, max_length=10)),
                ("name", models.CharField(max_length=120)),
                ("place", models.CharField(max_length=120)),
                ("printed_on", models.DateField()),
                ("gone_on", models.DateField(blank=True, null=True)),
                ("carries", models.JSONField(default=dict)),
            ],
            options={"ordering": ["place", "name"]},
        ),
    ]
