from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("guidance", "0004_cards")]

    operations = [
        *(
            migrations.AddField("recruiter", name, models.JSONField(blank=True, default=list))
            for name in ("contacts", "branches", "countries")
        ),
        migrations.AddField("recruiter", "is_withdrawn", models.BooleanField(default=False)),
        migrations.AddField("snapshot", "is_withdrawn", models.BooleanField(default=False)),
    ]
