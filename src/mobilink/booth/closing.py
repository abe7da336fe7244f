"""Closing the day: what was really there, then the booth."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mobilink.booth.actions import close_session
from mobilink.booth.models import Closing, Session
from mobilink.outreach.bookings import record_served
from mobilink.outreach.models import Assignment
from mobilink.people.models import Person


def close_day(
    session: Session, *, by: Person | None, served: Mapping[Assignment, bool], **reckoning: Any
) -> Closing:
    """Record whether each booked thing was really there and close the booth: all of it or nothing."""
    with transaction.atomic():
        for assignment, was_there in served.items():
            record_served(assignment, was_there, by=by)
        return close_session(session, by=by, **reckoning)
