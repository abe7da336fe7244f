"""Replication of the booth: facts in the executing unit's own stream, questions to all."""

from django.utils.translation import gettext_lazy as _

from mobilink.booth.arrivals import begin_outings, finish_outings
from mobilink.booth.models import (
    Attendance,
    CardShown,
    ChecklistItem,
    Closing,
    Handout,
    Handover,
    Session,
    SurveyAnswer,
    SurveyQuestion,
    Tally,
    Tick,
    Visit,
    Void,
)
from mobilink.journal.acts import Act, written_in
from mobilink.journal.storage.kinds import PUBLIC, TEAM, Kind, OfUnit, Ownership, declare
from mobilink.journal.storage.law import OF_ITS_STREAM, Sets
from mobilink.journal.storage.shapes import Code, ListOf, MapOf, Number, OneOf, Text
from mobilink.people.models import Role

OF_EXECUTING_UNIT = OfUnit(("outing", "executing_unit"))

# Written by phones alone: what is said better is a void and a new visit in one entry.
COMPLETE = Act(
    "complete visit",
    _("Record of a visit completed"),
    by=Role.Function.OFFICER,
    at="executing_unit",
)
written_in("mobilink.booth", "actions", "journal")
declare(
    Kind(
        "session",
        Session,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        afterwards=begin_outings,
        whose=OF_ITS_STREAM,
        phone=Sets(new=("outing", "at", "opened_by", "leaflets_taken")),
    ),
    Kind(
        "closing",
        Closing,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        afterwards=finish_outings,
        whose=OF_ITS_STREAM,
        phone=Sets(
            new=(
                "outing",
                "at",
                "session",
                "closed_by",
                "leaflets_left",
                "is_partial",
                "weather",
                "gust_kmh",
                "hours_lost",
                "note",
            )
        ),
    ),
    Kind(
        "tally",
        Tally,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        whose=OF_ITS_STREAM,
        phone=Sets(new=("outing", "at", "sex", "age_band")),
        open=("programme",),
    ),
    Kind(
        "visit",
        Visit,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        is_personal=True,
        whose=OF_ITS_STREAM,
        phone=Sets(new=("outing", "at", "topics", "programme", "sex", "age_band")),
        open=("programme",),
        shapes={"topics": ListOf(Code(), most=50)},
    ),
    Kind(
        "handout",
        Handout,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        whose=OF_ITS_STREAM,
        phone=Sets(new=("outing", "at", "item", "quantity")),
        open=("item",),
    ),
    Kind(
        "tick",
        Tick,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        whose=OF_ITS_STREAM,
        phone=Sets(new=("outing", "at", "item", "is_done", "photo", "photo_size")),
    ),
    Kind(
        "handover",
        Handover,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        is_personal=True,
        whose=OF_ITS_STREAM,
        phone=Sets(
            new=("outing", "at", "given_by", "taken_by", "matters", "note", "tallies", "visits")
        ),
        shapes={"matters": ListOf(Code(), most=20)},
    ),
    Kind(
        "attendance",
        Attendance,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        is_personal=True,
        whose=OF_ITS_STREAM,
        phone=Sets(new=("outing", "at", "person", "told_by", "was_there", "since", "until")),
    ),
    Kind(
        "telling",
        CardShown,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        whose=OF_ITS_STREAM,
        phone=Sets(new=("outing", "at", "card", "language", "version")),
    ),
    Kind(
        "void",
        Void,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        whose=OF_ITS_STREAM,
        phone=Sets(new=("outing", "at", "fact", "kind", "reason")),
    ),
    Kind("survey_question", SurveyQuestion, Ownership.OFFICE, PUBLIC),
    Kind(
        "survey_answer",
        SurveyAnswer,
        Ownership.FACT,
        OF_EXECUTING_UNIT,
        whose=OF_ITS_STREAM,
        phone=Sets(new=("outing", "at", "answers", "language")),
        shapes={"answers": MapOf(Text(20), OneOf((Number(1, 5), Text(10))), most=50)},
    ),
    Kind("checklist_item", ChecklistItem, Ownership.OFFICE, TEAM),
)
