"""Refusals of people.

Refused
 +-- NotAllowed       the person has no role that permits the act
"""

from mobilink.basics.errors import Refused


class NotAllowed(Refused):
    code = "not_allowed"
