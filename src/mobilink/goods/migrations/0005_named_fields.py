from django.db import migrations

from mobilink.journal.storage.field_names import SetNames


class Migration(migrations.Migration):
    dependencies = [("goods", "0004_maker_is_forgotten")]

    operations = [
        SetNames(
            {
                "maker": {
                    "origin_code": "Province of origin",
                    "worked_in": "Worked in",
                    "unit": "Unit that keeps the goods",
                    "since": "With us since",
                    "left_on": ("Left on", "From that day nothing of theirs is shown or sold."),
                    "is_forgotten": "Names erased on request",
                    "merged_into": "Merged into",
                },
                "makerperson": {
                    "maker": "Maker",
                    "at": "When",
                    "name": (
                        "Name as buyers read it",
                        "The name of the business, or of the maker, as they agreed to be shown.",
                    ),
                    "person_name": "Name of the maker",
                    "phone": ("Telephone", "For the office only; buyers do not see it."),
                    "order_phone": (
                        "Number for orders",
                        "Everybody sees it on the public page. Only where the maker agreed.",
                    ),
                },
                "product": {
                    "maker": "Maker",
                    "name": "Name",
                    "name_en": "Name in English",
                    "about": (
                        "About it",
                        "What it is made of, and how; who made it stands beside it anyway.",
                    ),
                    "kind": ("Kind", "Food and drink are sold only with a PIRT or BPOM permit."),
                    "pack": ("Pack", "For example 250 g, 1 piece."),
                    "price": "Price in rupiah",
                    "photo": "Photo",
                    "photo_size": "Size of the photo in bytes",
                    "is_listed": (
                        "On the list",
                        "Off the list it is neither shown nor sold; what is here can go back.",
                    ),
                },
                "permit": {
                    "product": "Product",
                    "kind": "Kind",
                    "number": "Number",
                    "valid_until": ("Valid until", "Empty where it has no end."),
                    "checked_on": "Checked on",
                },
                "consignment": {
                    "code": "Code",
                    "product": "Product",
                    "unit": "Unit that keeps the goods",
                    "at": "When",
                    "price": "Price at the stand in rupiah",
                    "office_percent": "Share of the office in percent",
                    "best_before": "Best before",
                    "taken_by": "Taken in by",
                },
                "movement": {
                    "consignment": "Consignment",
                    "quantity": "How many",
                    "origin": "From",
                    "target": "Where to",
                    "rupiah": "Rupiah",
                    "at": "When",
                    "outing": "Outing",
                    "moved_by": "Moved by",
                    "receipt": "Sale",
                    "reason": (
                        "What happened",
                        "Needed where something is lost or found again; it stands in the maker’s statement.",
                    ),
                    "settles": "Count that it settles",
                    "reverses": "Record taken back",
                },
                "goodscount": {
                    "consignment": "Consignment",
                    "place": "Where",
                    "outing": "Outing",
                    "at": "When",
                    "expected": "By the records",
                    "counted": "How many are there",
                    "counted_by": "Counted by",
                    "seconded_by": "Who counted with you",
                    "reason": "What you know of a difference",
                },
                "cashcount": {
                    "outing": "Outing",
                    "at": "When",
                    "expected": "By the records",
                    "counted": "Cash in rupiah",
                    "counted_by": "Counted by",
                    "seconded_by": "Who counted with you",
                    "reason": (
                        "Why it differs",
                        "Needed only where it is not what the records say.",
                    ),
                },
                "payment": {
                    "maker": "Maker",
                    "at": "When",
                    "rupiah": "Rupiah",
                    "way": "How",
                    "paid_by": "Paid by",
                    "note": ("Note", "For example the number of the transfer."),
                    "reverses": "Record taken back",
                },
                "bankaccount": {
                    "maker": "Maker",
                    "at": "When",
                    "masked": "As it may be seen",
                    "contents": "Sealed words",
                    "noted_by": "Taken down by",
                },
            },
            {"maker": "Maker", "product": "Product", "permit": "Permit"},
        )
    ]
