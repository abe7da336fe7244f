from django.db import models

from mobilink.journal.rows import SharedRow


class Topic(SharedRow):
    """A thing that visitors ask about; booths count questions by topic."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    position = models.IntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
