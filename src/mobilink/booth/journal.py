"""What of the booth travels: its facts within the executing unit's own stream, its questions to all."""

from mobilink.booth.arrivals import begin_outings, finish_outings
from mobilink.booth.models import (
    Attendance,
    BoothFact,
    ChecklistItem,
    Closing,
    Handout,
    Handover,
    Session,
    SurveyAnswer,
    SurveyQuestion,
    Tally,
    Telling,
    Tick,
    Visit,
    Void,
)
from mobilink.journal.kinds import PUBLIC, TEAM, Kind, Ownership, declare


def of_executing_unit(fact: BoothFact) -> str:
    return f"unit/{fact.outing.executing_unit.code}"


declare(
    Kind(
        "session",
        Session,
        Ownership.FACT,
        of_executing_unit,
        afterwards=begin_outings,
        by_phone=True,
    ),
    Kind(
        "closing",
        Closing,
        Ownership.FACT,
        of_executing_unit,
        afterwards=finish_outings,
        by_phone=True,
    ),
    Kind("tally", Tally, Ownership.FACT, of_executing_unit, by_phone=True),
    Kind("visit", Visit, Ownership.FACT, of_executing_unit, is_personal=True, by_phone=True),
    Kind("handout", Handout, Ownership.FACT, of_executing_unit, by_phone=True),
    Kind("tick", Tick, Ownership.FACT, of_executing_unit, by_phone=True),
    Kind("handover", Handover, Ownership.FACT, of_executing_unit, is_personal=True, by_phone=True),
    Kind(
        "attendance",
        Attendance,
        Ownership.FACT,
        of_executing_unit,
        is_personal=True,
        by_phone=True,
    ),
    Kind("telling", Telling, Ownership.FACT, of_executing_unit, by_phone=True),
    Kind("void", Void, Ownership.FACT, of_executing_unit, by_phone=True),
    Kind("survey_question", SurveyQuestion, Ownership.OFFICE, PUBLIC),
    Kind("survey_answer", SurveyAnswer, Ownership.FACT, of_executing_unit, by_phone=True),
    Kind("checklist_item", ChecklistItem, Ownership.OFFICE, TEAM),
)
