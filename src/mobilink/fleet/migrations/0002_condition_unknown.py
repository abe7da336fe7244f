from django.db import migrations, models

CHOICES = [("good", "Good"), ("limited", "Usable with care"), ("broken", "Out of use")]


class Migration(migrations.Migration):
    dependencies = [("fleet", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name=model,
            name="condition",
            field=models.CharField(blank=True, choices=CHOICES, max_length=8),
        )
        for model in ("equipment", "van")
    ]
