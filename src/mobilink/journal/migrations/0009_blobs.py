from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0008_certificate")]

    operations = [
        migrations.CreateModel(
            "Blob",
            [
                ("hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.IntegerField()),
                ("data", models.BinaryField()),
                ("is_whole", models.BooleanField(default=False)),
                ("is_at_office", models.BooleanField(default=False)),
            ],
        ),
    ]
