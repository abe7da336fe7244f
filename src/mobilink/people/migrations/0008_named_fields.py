from django.db import migrations

from mobilink.journal.storage.field_names import SetNames


class Migration(migrations.Migration):
    dependencies = [("people", "0007_first_password")]

    operations = [
        SetNames(
            {
                "unit": {
                    "code": "Code",
                    "kind": "Kind",
                    "parent": "Part of",
                    "regency_code": "Regency or city",
                    "island": "Island",
                },
                "unitname": {
                    "unit": "Unit",
                    "name": "Name",
                    "short_name": "Short name",
                    "agency": "Agency",
                    "since": "From",
                    "until": "Until",
                },
                "person": {
                    "name": "Name",
                    "title": "Position",
                    "initials": "Initials",
                    "phone": "Business telephone",
                    "unit": "Unit",
                    "engaged_as": (
                        "Works here as",
                        "Volunteers and who is lent have access for at most 90 days, which can be prolonged.",
                    ),
                    "lent_by": ("Lent by", "Only of who is lent."),
                    "is_active": "Works here today",
                },
                "role": {
                    "person": "Person",
                    "unit": ("In", "There and in everything below it."),
                    "function": "Function",
                    "since": "From",
                    "until": "Last day",
                },
                "absence": {
                    "person": "Person",
                    "kind": "Away",
                    "since": "First day away",
                    "until": "Last day away",
                    "letter": ("Number of the letter", "Only of another task letter."),
                    "issued_by": ("Issued by", "Unit or place; only of another task letter."),
                    "is_taken_back": "Holds no longer",
                },
                "skill": {
                    "person": "Person",
                    "at": "When",
                    "kind": "What they can do",
                    "name": "If another skill: which",
                    "until": ("Holds until", "Of a licence always: it is on the card."),
                    "is_held": "Holds today",
                },
                "pingrant": {
                    "at": "When",
                    "person": "For whom",
                    "phone": "Phone",
                    "way": "How",
                    "granted_by": "Given by",
                    "number": (
                        "Number of the code",
                        "The phone shows it, under “Code from the office”.",
                    ),
                },
                "passwordgrant": {
                    "at": "When",
                    "person": "Person",
                    "granted_by": "Given by",
                },
            },
            {"absence": "Somebody is away"},
        )
    ]
