from django.db import migrations

from mobilink.journal.storage.field_names import SetNames


class Migration(migrations.Migration):
    dependencies = [("partners", "0004_words_as_facts")]

    operations = [
        SetNames(
            {
                "organisation": {
                    "name": "Name",
                    "kind": "Kind",
                    "parent": "Part of",
                    "brings": "What it usually brings",
                    "sip3mi": (
                        "Licence number (SIP3MI)",
                        "Of recruiters only, as the list writes it.",
                    ),
                    "regency_code": (
                        "Regency or city that it governs",
                        "Of local governments only; it then sees the figures of its own districts.",
                    ),
                    "is_public": "It agreed to be named on the public pages",
                    "is_active": "It is a partner today",
                },
                "contact": {
                    "organisation": "Partner",
                    "name": "Name",
                    "position": "Position",
                    "phone": "Business telephone",
                    "mail": "Business e-mail",
                    "personal": (
                        "Personal number",
                        "Sealed at once: opened only at the office, with a reason that is kept.",
                    ),
                },
                "contactopening": {
                    "contact": "Contact",
                    "opened_by": "Opened by",
                    "at": "When",
                    "reason": "Reason",
                },
                "agreement": {
                    "organisation": "Partner",
                    "kind": "Kind",
                    "number": "Number",
                    "since": "From",
                    "until": "To",
                    "about": "About",
                    "followed_by": "Followed by",
                },
                "invitation": {
                    "outing": "Outing",
                    "organisation": "Partner",
                    "duty": "Duty",
                    "brings": "What it brings",
                    "state": "State",
                    "answer": "What was answered",
                    "answered_at": "Answered on",
                    "is_noted": "Read by the office",
                },
                "access": {
                    "organisation": "Partner",
                    "code_hash": "Hash of the code",
                    "given_by": "Given by",
                    "given_at": "Given on",
                    "given_to": "Given to",
                    "contact": "Contact",
                    "ends_on": "Good until",
                    "taken_back_at": "Taken back on",
                    "feed": "Calendar addresses given",
                    "has_feed": "Has a calendar",
                },
                "objection": {
                    "organisation": "Partner",
                    "about": "About",
                    "as_at": "Day of the list",
                    "at": "When",
                    "answer": "What was answered",
                },
                "objectionwords": {
                    "objection": "Objection",
                    "words": (
                        "What is wrong, and what is right",
                        "Name the paper that proves it. Only the office reads this.",
                    ),
                },
                "proposedvacancy": {
                    "organisation": "Partner",
                    "title": "Title of the job",
                    "country": "Country",
                    "sip2mi": "Job order (SIP2MI)",
                    "closes_on": "Last day to apply",
                    "words": "More about it",
                    "at": "When",
                    "answer": "What was answered",
                },
            },
            {"organisation": "Partner", "agreement": "Agreement", "invitation": "Invitation"},
        )
    ]
