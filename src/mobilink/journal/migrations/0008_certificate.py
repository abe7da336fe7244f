from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0007_ground")]

    operations = [
        migrations.AddField(
            "member", "certificate", models.CharField(blank=True, default="", max_length=128)
        ),
        migrations.AddIndex(
            "ledgerline", models.Index(fields=["author"], name="lines_of_an_author")
        ),
    ]
