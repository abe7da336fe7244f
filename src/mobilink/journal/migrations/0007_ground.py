from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0006_ids_as_bytes")]

    operations = [
        migrations.AddField("peer", "ground", models.BinaryField(default=b"")),
    ]
