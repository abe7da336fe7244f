"""This machine's identity in the service."""

import uuid

from mobilink.journal.models import Installation

OFFICE = "office"


def establish(name: str, kind: str = OFFICE) -> Installation:
    """Make this database an installation of its own, once; later calls return the same."""
    here = Installation.objects.first()
    return here or Installation.objects.create(
        id=uuid.uuid4(), epoch=uuid.uuid4(), kind=kind, name=name
    )


def here() -> Installation | None:
    """This installation, or nothing before the data folder is filled."""
    return Installation.objects.first()
