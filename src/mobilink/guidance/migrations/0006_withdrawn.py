from django.db import migrations, models

KINDS = [("recruiters", "recruiters"), ("vacancies", "vacancies"), ("countries", "countries")]


class Migration(migrations.Migration):
    dependencies = [("guidance", "0005_lists_taken_back")]

    operations = [
        migrations.AddField(
            "snapshot",
            "kind",
            models.CharField(choices=KINDS, default="recruiters", max_length=10),
        ),
        *(
            migrations.AddField(name, "is_withdrawn", models.BooleanField(default=False))
            for name in ("vacancy", "countrystatus")
        ),
    ]
