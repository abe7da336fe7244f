"""Refusals of the outreach.

Refused
 +-- WrongState       the outing is not in a state from which this can be done
 +-- BadPlan          a value of a plan that cannot be meant
 +-- ClashStands      something is booked twice, and nobody has said why it may be
"""

from mobilink.basics.errors import Refused


class WrongState(Refused):
    code = "wrong_state"


class BadPlan(Refused):
    code = "bad_plan"


class ClashStands(Refused):
    code = "clash"
