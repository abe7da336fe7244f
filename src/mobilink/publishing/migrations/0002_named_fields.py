from django.db import migrations

from mobilink.journal.storage.field_names import SetNames


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [
        SetNames(
            {
                "wording": {
                    "code": "Code",
                    "text": "Text",
                },
                "release": {
                    "title": "Title",
                    "first": "First day",
                    "last": "Last day",
                    "body": "Text",
                    "caption": "Caption of the photo",
                    "facts": "Figures",
                    "initials": "Initials",
                    "state": "State",
                },
            },
        )
    ]
