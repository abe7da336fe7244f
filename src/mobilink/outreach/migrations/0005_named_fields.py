from django.db import migrations

from mobilink.journal.storage.field_names import SetNames


class Migration(migrations.Migration):
    dependencies = [("outreach", "0004_load")]

    operations = [
        SetNames(
            {
                "programme": {
                    "code": "Code",
                    "name": "Name",
                    "name_en": "Name in English",
                    "position": "Place in the order",
                },
                "slot": {
                    "name": "Name of the routine",
                    "kind": "Kind",
                    "venue": "Venue",
                    "owner_unit": "Owner unit",
                    "executing_unit": "Executing unit",
                    "weekday": "Weekday",
                    "weeks": ("Weeks of the month", "None chosen means every week."),
                    "start": "Start",
                    "end": "End",
                    "programmes": "Programmes",
                    "since": "Since",
                    "until": "Until",
                },
                "outing": {
                    "title": "Name of the outing",
                    "kind": "Kind",
                    "day": "Day",
                    "start": "Start",
                    "end": "End",
                    "part_of_day": ("Part of the day", "Only when the clock time is not known."),
                    "venue": "Venue",
                    "place_text": (
                        "Place as the public reads it",
                        "Left empty, the name of the venue is shown.",
                    ),
                    "owner_unit": ("Owner unit", "The unit that answers for it."),
                    "executing_unit": ("Executing unit", "The unit that carries it out."),
                    "programmes": "Programmes",
                    "purpose": "Purpose",
                    "slot": "Routine",
                    "follows": "Comes instead of",
                    "state": "State",
                    "is_announced": "Announced to the public",
                    "reason": "Reason",
                    "next_day": ("Next date", "When people may come instead."),
                    "sequence": "Number of changes announced",
                    "result": (
                        "What came of it",
                        "In your own words; the figures are added by themselves.",
                    ),
                    "source": "Source",
                },
                "assignment": {
                    "outing": "Outing",
                    "person": "Person",
                    "van": "Van",
                    "equipment": "Equipment",
                    "duty": "Duty",
                    "is_released": "Booking released",
                    "freed_for": "Released for",
                    "served": "Was really there",
                    "note": "Note",
                },
                "decision": {
                    "outing": "Outing",
                    "verdict": "Decision",
                    "decided_by": "Decided by",
                    "decided_at": "Decided on",
                    "is_oral": "By word of mouth",
                    "paper_due": "Paper due on",
                    "reason": "Reason",
                },
                "trip": {
                    "outing": "Outing",
                    "leave_at": "Leave at",
                    "gate": "Gate",
                    "parking": "Parking and unloading",
                    "contact": "Contact on the spot",
                    "crossing": "Boat and its hour",
                    "last_boat": "Last boat",
                    "plan_b": "Plan B",
                },
                "load": {
                    "outing": "Outing",
                    "at": "When",
                    "way": "Which way",
                    "equipment": "Equipment",
                    "name": "Of what",
                    "quantity": "How many",
                    "condition": "Condition",
                    "told_by": "Told by",
                },
            },
            {
                "slot": "Routine",
                "outing": "Outing",
                "assignment": "Booking",
                "trip": "Way of an outing",
            },
        )
    ]
