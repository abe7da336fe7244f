from django.db import models
from morango.models.core import SyncableModel
from morango.models.fields import UUIDField

PROFILE = "visits"


class Visit(SyncableModel):
    """Its identity is Morango's source id; the partition, one for all, is the office's certificate."""

    morango_model_name = "visit"
    morango_profile = PROFILE
    partition = ""

    outing_id = UUIDField()
    at = models.DateTimeField()
    topics = models.CharField(max_length=200)
    sex = models.CharField(max_length=1, blank=True)
    age_band = models.CharField(max_length=5)
    district_code = models.CharField(max_length=13)
    note = models.CharField(max_length=300, blank=True)

    def calculate_source_id(self) -> str:
        return self._morango_source_id

    def calculate_partition(self) -> str:
        return self.partition
