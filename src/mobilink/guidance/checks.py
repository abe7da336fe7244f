"""Validation of what readers are told, whatever it is about."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mobilink.guidance.errors import BadCard
from mobilink.people.queries import office_day


def check_days(fields: Mapping[str, Any]) -> None:
    """Refuse days that cannot be, naming the field."""
    begins, ends = fields.get("valid_from"), fields.get("valid_to")
    if begins and ends and ends < begins:
        raise BadCard("valid_to", _("The last day comes before the first."))
    if fields["checked_on"] > office_day():
        raise BadCard("checked_on", _("Nothing can have been checked on a day to come."))
    if fields["review_by"] <= fields["checked_on"]:
        raise BadCard("review_by", _("The next check comes after the last one."))
