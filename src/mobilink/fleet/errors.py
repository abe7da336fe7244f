"""Refusals of the fleet.

Refused
 +-- BadReading       a meter or a receipt that cannot be meant
 +-- BadThing         a van or a piece of equipment that the register has already
 +-- BadUpkeep        a paper, a service or an inspection that cannot be meant
 +-- VanBlocked       a van that must not go out
"""

from mobilink.basics.errors import Refused


class BadReading(Refused):
    code = "bad_reading"


class BadThing(Refused):
    code = "bad_thing"


class BadUpkeep(Refused):
    code = "bad_upkeep"


class VanBlocked(Refused):
    code = "van_blocked"
