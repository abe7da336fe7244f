"""Replication of the booth: facts in the executing unit's own stream, questions to all."""

from django.utils.translation import gettext_lazy as _

from mobilink.booth.arrivals import begin_outings, finish_outings
from mobilink.booth.models import (
    Attendance,
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
from mobilink.journal.acts import Act, written_in
from mobilink.journal.storage.kinds import PUBLIC, TEAM, Kind, OfUnit, Ownership, declare
from mobilink.people.models import Role

OF_EXECUTING_UNIT = OfUnit(("outing", "executing_unit"))

# Written by phones alone.
BY_PHONE = {
    "tick": Act(
        "record tick",
        _("Item of a checklist"),
        by=Role.Function.OFFICER,
        at="outing.executing_unit",
    ),
    "handover": Act(
        "record handover",
        _("Booth handed over"),
        by=Role.Function.OFFICER,
        at="outing.executing_unit",
    ),
    "telling": Act(
        "record telling",
        _("Card told to somebody"),
        by=Role.Function.OFFICER,
        at="outing.executing_unit",
    ),
    "complete": Act(
        "complete visit",
        _("Record of a visit completed"),
        by=Role.Function.OFFICER,
        at="outing.executing_unit",
    ),
}
written_in("mobilink.booth", "actions", "journal")
declare(
    Kind(
        "session",
        Session,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        afterwards=begin_outings,
        by_phone=True,
    ),
    Kind(
        "closing",
        Closing,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        afterwards=finish_outings,
        by_phone=True,
    ),
    Kind("tally", Tally, Ownership.FACT, OF_EXECUTING_UNIT, by_phone=True),
    Kind("visit", Visit, Ownership.FACT, OF_EXECUTING_UNIT, is_personal=True, by_phone=True),
    Kind("handout", Handout, Ownership.FACT, OF_EXECUTING_UNIT, by_phone=True),
    Kind("tick", Tick, Ownership.FACT, OF_EXECUTING_UNIT, by_phone=True),
    Kind("handover", Handover, Ownership.FACT, OF_EXECUTING_UNIT, is_personal=True, by_phone=True),
    Kind(
        "attendance",
        Attendance,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        is_personal=True,
        by_phone=True,
    ),
    Kind("telling", Telling, Ownership.FACT, OF_EXECUTING_UNIT, by_phone=True),
    Kind("void", Void, Ownership.FACT, OF_EXECUTING_UNIT, by_phone=True),
    Kind("survey_question", SurveyQuestion, Ownership.OFFICE, PUBLIC),
    Kind("survey_answer", SurveyAnswer, Ownership.FACT, OF_EXECUTING_UNIT, by_phone=True),
    Kind("checklist_item", ChecklistItem, Ownership.OFFICE, TEAM),
)
