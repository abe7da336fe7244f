"""Refusals of the booth.

Refused
 +-- NotOpen          no booth is open on the outing
 +-- NotRecordable    the outing is not one that facts can belong to, or the values are wrong
"""

from mobilink.basics.errors import Refused


class NotOpen(Refused):
    code = "not_open"


class NotRecordable(Refused):
    code = "not_recordable"
