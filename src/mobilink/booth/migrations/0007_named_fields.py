from django.db import migrations

from mobilink.journal.storage.field_names import SetNames


class Migration(migrations.Migration):
    dependencies = [("booth", "0006_card_shown")]

    operations = [
        SetNames(
            {
                "session": {
                    "outing": "Outing",
                    "at": "When",
                    "opened_by": "Opened by",
                    "leaflets_taken": "Leaflets taken along",
                },
                "closing": {
                    "outing": "Outing",
                    "at": "When",
                    "session": "Session of the booth",
                    "closed_by": "Closed by",
                    "leaflets_left": "Leaflets left",
                    "is_partial": "Closed as partial",
                    "note": "Note",
                },
                "tally": {
                    "outing": "Outing",
                    "at": "When",
                    "sex": "Woman or man",
                    "age_band": "Age",
                    "programme": "Programme",
                },
                "visit": {
                    "outing": "Outing",
                    "at": "When",
                    "programme": "Programme",
                    "topics": "Asked about",
                    "sex": "Woman or man",
                    "age_band": "Age",
                    "district_code": "District",
                    "note": "Note",
                },
                "handout": {
                    "outing": "Outing",
                    "at": "When",
                    "item": "What was given",
                    "quantity": "How many",
                },
                "cardshown": {
                    "outing": "Outing",
                    "at": "When",
                    "card": "Card",
                    "language": "Language",
                    "version": "Version",
                },
                "void": {
                    "outing": "Outing",
                    "at": "When",
                    "fact": "Record taken back",
                    "kind": "Kind",
                    "reason": "Reason",
                },
                "surveyquestion": {
                    "code": "Code",
                    "text": "Question",
                    "text_en": "Question in English",
                    "scale": "Pictures",
                    "position": "Place in the order",
                    "valid_from": "Asked from",
                    "valid_to": "Asked until",
                },
                "surveyanswer": {
                    "outing": "Outing",
                    "at": "When",
                    "answers": "Answers",
                    "language": "Language",
                },
                "checklistitem": {
                    "code": "Code",
                    "phase": "Part of the day’s work",
                    "name": "Name",
                    "name_en": "Name in English",
                    "position": "Place in the order",
                },
                "tick": {
                    "outing": "Outing",
                    "at": "When",
                    "item": "Item",
                    "is_done": "Seen to",
                    "photo": "Photo",
                    "photo_size": "Size of the photo in bytes",
                },
                "attendance": {
                    "outing": "Outing",
                    "at": "When",
                    "person": "Person",
                    "was_there": "Was present",
                    "since": "From",
                    "until": "Until",
                    "told_by": "Told by",
                    "note": "Note",
                },
                "handover": {
                    "outing": "Outing",
                    "at": "When",
                    "given_by": "Handed over by",
                    "taken_by": "Taken over by",
                    "matters": "What is open",
                    "note": "Note",
                    "tallies": "Tallies",
                    "visits": "Visits",
                },
            },
        )
    ]
