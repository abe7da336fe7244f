from django.db import migrations, models

KINDS = [("recruiters", "recruiters"), ("vacancies", "vacancies"), ("countries", "countries")]


class Migration(migrations.Migration):
    dependencies = [("succession", "0001_initial")]

    operations = [
        migrations.AddField(
            "upload",
            "kind",
            models.CharField(choices=KINDS, default="recruiters", max_length=10),
        ),
    ]
