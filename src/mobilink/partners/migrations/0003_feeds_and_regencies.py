from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0002_access_of_contact"),
    ]

    operations = [
        migrations.AddField(
            model_name="access",
            name="feed",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="access",
            name="has_feed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="organisation",
            name="regency_code",
            field=models.CharField(blank=True, default="", max_length=13),
        ),
    ]
