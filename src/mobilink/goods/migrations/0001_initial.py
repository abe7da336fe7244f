import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("outreach", "0002_freed"),
        ("people", "0002_pin_grants"),
    ]

    operations = [
        migrations.CreateModel(
            name="CashCount",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("revision", models.BigIntegerField(editable=False, null=True)),
                ("at", models.DateTimeField()),
                ("expected", models.IntegerField()),
                (
                    "counted",
                    models.IntegerField(validators=[django.core.validators.MinValueValidator(0)]),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "counted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "outing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="cash_counts",
                        to="outreach.outing",
                    ),
                ),
                (
                    "seconded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="Consignment",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("revision", models.BigIntegerField(editable=False, null=True)),
                ("code", models.CharField(db_index=True, max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "price",
                    models.IntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100000000),
                        ]
                    ),
                ),
                (
                    "office_percent",
                    models.IntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(50),
                        ],
                    ),
                ),
                ("best_before", models.DateField(blank=True, null=True)),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="Maker",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("revision", models.BigIntegerField(editable=False, null=True)),
                ("versions", models.JSONField(default=dict, editable=False)),
                ("name", models.CharField(max_length=120)),
                ("person_name", models.CharField(blank=True, max_length=80)),
                ("origin_code", models.CharField(blank=True, max_length=13)),
                ("worked_in", models.CharField(blank=True, max_length=2)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("order_phone", models.CharField(blank=True, max_length=20)),
                ("since", models.DateField()),
                ("left_on", models.DateField(blank=True, null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="goods.maker",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="BankAccount",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("revision", models.BigIntegerField(editable=False, null=True)),
                ("at", models.DateTimeField()),
                ("masked", models.CharField(max_length=60)),
                ("contents", models.TextField()),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="bank_accounts",
                        to="goods.maker",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("revision", models.BigIntegerField(editable=False, null=True)),
                (
                    "quantity",
                    models.IntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ]
                    ),
                ),
                ("origin", models.CharField(max_length=45)),
                ("target", models.CharField(max_length=45)),
                ("rupiah", models.IntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("receipt", models.CharField(blank=True, db_index=True, max_length=16)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "consignment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="movements",
                        to="goods.consignment",
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "outing",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="movements",
                        to="outreach.outing",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("revision", models.BigIntegerField(editable=False, null=True)),
                ("at", models.DateTimeField()),
                (
                    "rupiah",
                    models.IntegerField(validators=[django.core.validators.MinValueValidator(1)]),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("cash", "In cash"), ("transfer", "Bank transfer")], max_length=8
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "maker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="payments",
                        to="goods.maker",
                    ),
                ),
                (
                    "paid_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("revision", models.BigIntegerField(editable=False, null=True)),
                ("versions", models.JSONField(default=dict, editable=False)),
                ("name", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("about", models.CharField(blank=True, max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[("food", "Food or drink"), ("craft", "Craft"), ("other", "Other")],
                        max_length=5,
                    ),
                ),
                ("pack", models.CharField(blank=True, max_length=40)),
                (
                    "price",
                    models.IntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100000000),
                        ]
                    ),
                ),
                ("photo", models.CharField(blank=True, max_length=64)),
                (
                    "photo_size",
                    models.IntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("is_listed", models.BooleanField(default=True)),
                (
                    "maker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="products",
                        to="goods.maker",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Permit",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("revision", models.BigIntegerField(editable=False, null=True)),
                ("versions", models.JSONField(default=dict, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pirt", "PIRT (home industry)"),
                            ("bpom", "BPOM (food and drug agency)"),
                            ("halal", "Halal"),
                            ("nib", "NIB (business number)"),
                        ],
                        max_length=5,
                    ),
                ),
                ("number", models.CharField(max_length=40)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("checked_on", models.DateField()),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="permits",
                        to="goods.product",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "valid_until"],
            },
        ),
        migrations.AddField(
            model_name="consignment",
            name="product",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="consignments",
                to="goods.product",
            ),
        ),
    ]
