"""The partners of `tests/partners`, by their own way in."""

# Fixtures are asked for by their names alone.
from tests.partners.conftest import _sunday, outing, partner  # noqa: F401
