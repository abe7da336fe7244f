from django.db import migrations

from mobilink.journal.storage.field_names import SetNames


class Migration(migrations.Migration):
    dependencies = [("journal", "0009_blobs")]

    operations = [
        SetNames(
            {
                "member": {
                    "author": "Machine",
                    "kind": "Kind",
                    "name": "Name",
                    "unit": "Unit",
                    "key": "Public key",
                    "streams": "Streams",
                    "cut": "Honoured up to",
                    "until": "Honoured until",
                    "certificate": "Certificate",
                },
                "erasure": {
                    "of": "Kind",
                    "row": "Row",
                    "author": "Machine",
                    "epoch": "Epoch",
                    "chain": "Stream",
                    "seq": "Number",
                    "entry": "Entry",
                },
                "ruling": {
                    "about": "About",
                    "choice": "Decision",
                    "why": "Why",
                    "by": "Decided by",
                    "at": "When",
                    "became": "Entered again as",
                },
            },
        )
    ]
