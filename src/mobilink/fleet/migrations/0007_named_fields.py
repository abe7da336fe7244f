from django.db import migrations

from mobilink.journal.storage.field_names import SetNames


class Migration(migrations.Migration):
    dependencies = [("fleet", "0006_defect_photo")]

    operations = [
        SetNames(
            {
                "van": {
                    "name": "Name",
                    "motto": "Motto",
                    "unit": "Home",
                    "plate": "Number plate",
                    "area": "Serves",
                    "asset_number": "BMN number",
                    "keeper": "In custody of",
                    "condition": "Condition",
                    "in_service_since": "In service since",
                    "notes": "Notes",
                },
                "equipment": {
                    "name": "Name",
                    "kind": "Kind",
                    "unit": "Home",
                    "label": "Label",
                    "serial_number": "Serial number",
                    "asset_number": "BMN number",
                    "keeper": "In custody of",
                    "weight_kg": "Weight (kg)",
                    "wind_limit_kmh": "For a tent: down in wind above (km/h)",
                    "condition": "Condition",
                },
                "odometerreading": {
                    "van": "Van",
                    "at": "When",
                    "told_by": "Told by",
                    "photo": "Photo",
                    "km": "Odometer (km)",
                },
                "refuelling": {
                    "van": "Van",
                    "at": "When",
                    "told_by": "Told by",
                    "photo": "Photo",
                    "litres": "Litres",
                    "rupiah": "Price in rupiah",
                },
                "receipt": {
                    "van": "Van",
                    "at": "When",
                    "told_by": "Told by",
                    "photo": "Photo",
                    "kind": "Paid for",
                    "rupiah": "Price in rupiah",
                    "note": "Note",
                },
                "vanterm": {
                    "van": "Van",
                    "at": "When",
                    "kind": "Paper or service",
                    "name": "Number, or what was done",
                    "until": "Holds until",
                    "until_km": "For a service: until km",
                },
                "inspection": {
                    "van": "Van",
                    "at": "When",
                    "seen_by": "Seen by",
                    "good": "In good order",
                    "defects": "Defects",
                    "is_blocking": "Not safe: nobody drives it until it is mended",
                    "note": "What is wrong",
                    "photo": "Photo",
                },
                "mending": {
                    "inspection": "Inspection",
                    "at": "When",
                    "mended_by": "Mended by",
                    "note": "Note",
                },
            },
            {"van": "Van", "equipment": "Equipment"},
        )
    ]
