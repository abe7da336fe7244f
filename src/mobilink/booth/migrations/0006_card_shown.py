from django.db import migrations


class Migration(migrations.Migration):
    """The model is renamed; its table keeps the name that it had, so nothing is done to it."""

    dependencies = [("booth", "0005_attendance")]

    operations = [
        migrations.AlterModelTable("telling", "booth_telling"),
        migrations.RenameModel("Telling", "CardShown"),
    ]
