from django.db import migrations

from mobilink.journal.storage.field_names import SetNames


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_wishes_as_facts")]

    operations = [
        SetNames(
            {
                "sealingkey": {
                    "key": "Public key",
                },
                "visitrequest": {
                    "code": "Code",
                    "asked_at": "Asked on",
                    "regency_code": "Regency or city",
                    "people": "People",
                    "state": "State",
                    "answer": (
                        "What was answered",
                        "When you come, or why not. It is shown to whoever has the code.",
                    ),
                    "outing": "Outing",
                },
                "visitwish": {
                    "request": "Request for a visit",
                    "place": "Place",
                    "reason": "Why we should come",
                    "around": "Around when",
                    "organisation": "Name of the group or institution",
                    "contact": "How to reach them",
                },
                "report": {
                    "code": "Code",
                    "sent_at": "Sent on",
                    "contents": "Sealed words",
                },
                "followup": {
                    "outing": "Outing",
                    "at": "When",
                    "asked_by": "Asked by",
                    "code": "Code",
                    "consents": "What was allowed",
                    "is_urgent": "Urgent",
                    "contents": "Sealed words",
                },
                "withdrawal": {
                    "outing": "Outing",
                    "at": "When",
                    "code": "Code",
                    "taken_by": "Taken down by",
                },
                "settlement": {
                    "subject": "Case",
                    "settled_by": "Settled by",
                    "at": "When",
                },
                "opening": {
                    "subject": "Case",
                    "opened_by": "Opened by",
                    "at": "When",
                    "reason": "Reason",
                },
            },
            {"visitrequest": "Request for a visit"},
        )
    ]
