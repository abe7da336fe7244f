"""The partners of `tests/partners`, by their own way in."""

from tests.partners import conftest as partners

_sunday, outing, partner = partners._sunday, partners.outing, partners.partner
