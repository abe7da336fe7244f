"""The fleet on the Sunday of the story; outings are planned as at the desk."""

from tests.console.conftest import _sunday, draft, held, words
from tests.publishing.conftest import told_by

__all__ = ["_sunday", "draft", "held", "told_by", "words"]
