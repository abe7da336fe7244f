"""Refusals of the fleet.

Refused
 +-- BadReading       a meter or a receipt that cannot be meant
"""

from mobilink.basics.errors import Refused


class BadReading(Refused):
    code = "bad_reading"
