from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0005_heard")]

    operations = [
        migrations.AddField("peer", "common", models.BinaryField(default=b"")),
    ]
