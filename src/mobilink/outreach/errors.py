"""Refusals of the outreach.

Refused
 +-- WrongState       the outing is not in a state from which this can be done
 +-- BadPlan          a value of a plan that cannot be meant
 |    +-- PlannedAlready   the calendar has this outing; `outing` is its id
 |    +-- NotTwo           two that cannot be made one, or one that cannot be made two again
 +-- ClashStands      something is booked twice, and nobody has said why it may be
 +-- CrewAway         somebody booked is away on the day, and nobody has said why it may be
 +-- RestBroken       somebody booked would get too little rest, and nobody has said why it may be
"""

from uuid import UUID

from mobilink.basics.errors import Refused


class WrongState(Refused):
    code = "wrong_state"


class BadPlan(Refused):
    code = "bad_plan"


class PlannedAlready(BadPlan):
    code = "planned_already"

    def __init__(self, words: str, outing: UUID) -> None:
        super().__init__(words)
        self.outing = outing


class NotTwo(BadPlan):
    code = "not_two"


class ClashStands(Refused):
    code = "clash"


class CrewAway(Refused):
    code = "away"


class RestBroken(Refused):
    code = "rest"
