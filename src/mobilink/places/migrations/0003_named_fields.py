from django.db import migrations

from mobilink.journal.storage.field_names import SetNames


class Migration(migrations.Migration):
    dependencies = [("places", "0002_merged")]

    operations = [
        SetNames(
            {
                "region": {
                    "code": "Code",
                    "level": "Level",
                    "parent_code": "Part of",
                    "name": "Name",
                },
                "venue": {
                    "name": "Name",
                    "aliases": ("Other names", "One on each line."),
                    "regency_code": "Regency or city",
                    "district_code": "District",
                    "address": "Address",
                    "lat": ("Latitude", "North is positive, for example 1.17278."),
                    "lon": ("Longitude", "For example 104.07833."),
                    "point_quality": "How well the point is known",
                    "measured_by": "Measured by",
                    "measured_on": "Measured on",
                    "host_event": "Event that draws people",
                    "permit_owner": "Who gives the permit",
                    "crowd_hours": "When people come",
                    "vehicle_access": "Where the van gets in",
                    "notes": "Notes",
                    "merged_into": "Merged into",
                },
                "holiday": {
                    "day": "Day",
                    "name": "Name",
                    "kind": "Kind",
                },
            },
            {"venue": "Venue"},
        )
    ]
