"""What of the booth travels: everything, within the executing unit's own stream."""

from mobilink.booth.models import BoothFact, Closing, Handout, Session, Tally, Visit, Void
from mobilink.journal.kinds import Kind, Ownership, declare


def of_executing_unit(fact: BoothFact) -> str:
    return f"unit/{fact.outing.executing_unit.code}"


declare(
    Kind("session", Session, Ownership.FACT, of_executing_unit),
    Kind("closing", Closing, Ownership.FACT, of_executing_unit),
    Kind("tally", Tally, Ownership.FACT, of_executing_unit),
    Kind("visit", Visit, Ownership.FACT, of_executing_unit, is_personal=True),
    Kind("handout", Handout, Ownership.FACT, of_executing_unit),
    Kind("void", Void, Ownership.FACT, of_executing_unit),
)
