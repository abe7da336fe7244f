"""Everything that may be recorded at a booth. Each is one fact; none is ever changed."""

from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.booth.errors import NotOpen, NotRecordable
from mobilink.booth.models import (
    Attendance,
    BoothFact,
    CardShown,
    Closing,
    Handout,
    Handover,
    Session,
    SurveyAnswer,
    Tally,
    Tick,
    Visit,
    Void,
)
from mobilink.booth.presence import Presence
from mobilink.booth.queries import is_void, open_session_of
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.storage.kinds import kind_of
from mobilink.outreach import actions as outings
from mobilink.outreach.models import Outing
from mobilink.people.models import Person, Role

OFFICER = Role.Function.OFFICER
AnyFact = TypeVar("AnyFact", bound=BoothFact)
# Facts may come late, even after the report; never to an outing that was not to take place.
RECORDABLE = (
    Outing.State.APPROVED,
    Outing.State.UNDER_WAY,
    Outing.State.HELD,
    Outing.State.REPORTED,
)


RECORD: dict[type[BoothFact], Act] = {
    Session: Act("record session", gettext_lazy("Booth opened"), by=OFFICER, at="executing_unit"),
    Closing: Act("record closing", gettext_lazy("Booth closed"), by=OFFICER, at="executing_unit"),
    Tally: Act(
        "record tally", gettext_lazy("Somebody who stopped"), by=OFFICER, at="executing_unit"
    ),
    Visit: Act("record visit", gettext_lazy("Visit"), by=OFFICER, at="executing_unit"),
    Handout: Act(
        "record handout", gettext_lazy("Leaflets handed out"), by=OFFICER, at="executing_unit"
    ),
    Void: Act("record void", gettext_lazy("Record taken back"), by=OFFICER, at="executing_unit"),
    Attendance: Act(
        "record attendance", gettext_lazy("Attendance recorded"), by=OFFICER, at="executing_unit"
    ),
    SurveyAnswer: Act(
        "record survey_answer", gettext_lazy("Survey answered"), by=OFFICER, at="executing_unit"
    ),
    Tick: Act("record tick", gettext_lazy("Item of a checklist"), by=OFFICER, at="executing_unit"),
    Handover: Act(
        "record handover", gettext_lazy("Booth handed over"), by=OFFICER, at="executing_unit"
    ),
    CardShown: Act(
        "record telling", gettext_lazy("Card told to somebody"), by=OFFICER, at="executing_unit"
    ),
}
"""Each kind of fact → what recording it is called."""


def open_session(
    outing: Outing, *, by: Person | None, leaflets_taken: int | None = None
) -> Session:
    """Open the booth; an outing that was approved is under way from now on."""
    with alone():
        session = open_session_of(outing)
        if session:
            return session
        if outing.state != Outing.State.UNDER_WAY:
            outings.begin(outing, by=by)
        return record_fact(Session, outing, by=by, opened_by=by, leaflets_taken=leaflets_taken)


def tally(
    outing: Outing, *, by: Person | None, at: datetime | None = None, **details: Any
) -> Tally:
    """Count one passer-by; `sex`, `age_band` and `programme` only where they were noticed."""
    return record_fact(Tally, outing, by=by, at=at, **details)


def visit(
    outing: Outing, *, by: Person | None, at: datetime | None = None, **details: Any
) -> Visit:
    """Record somebody who asked something: `topics`, `programme` and whatever else was noticed."""
    return record_fact(Visit, outing, by=by, at=at, **details)


def hand_out(
    outing: Outing, *, by: Person | None, quantity: int, at: datetime | None = None, **details: Any
) -> Handout:
    """Record paper given away."""
    return record_fact(Handout, outing, by=by, at=at, quantity=quantity, **details)


def attend(
    outing: Outing, person: Person, presence: Presence, *, by: Person | None, note: str = ""
) -> Attendance:
    """Record that one of the team was there, from when and until when as far as known, or was not."""
    if presence.since and presence.until and presence.until <= presence.since:
        raise NotRecordable(_("The leaving lies before the arrival. Correct one of the two times."))
    if any(time > clock.now() for time in (presence.since, presence.until) if time):
        raise NotRecordable(_("This time has not come yet. Record who is there when it is so."))
    return record_fact(
        Attendance, outing, by=by, person=person, told_by=by, note=note, **presence._asdict()
    )


def answer_survey(outing: Outing, *, answers: dict[str, int | str], language: str) -> SurveyAnswer:
    """Keep what a visitor thought: the code of each question → 1 to 5, or skipped. Anybody may."""
    if not any(isinstance(value, int) for value in answers.values()):
        raise NotRecordable(_("Choose at least one picture, then send."))
    return record_fact(SurveyAnswer, outing, by=None, answers=answers, language=language)


def undo(fact: BoothFact, *, by: Person | None, reason: str = "") -> Void:
    """Take a fact back; taking it back twice changes nothing more."""
    with alone():
        void = is_void(fact)
        if void:
            return void
        kind = kind_of(type(fact)).name
        return record_fact(Void, fact.outing, by=by, fact=fact.pk, kind=kind, reason=reason)


def close_session(session: Session, *, by: Person | None, **reckoning: Any) -> Closing:
    """Close the booth with what was counted by hand; the outing was held.

    `reckoning` is `leaflets_left`, `is_partial` and the fields of `Closing.REMARKS`.
    """
    outing = session.outing
    with alone():
        if open_session_of(outing) is None:
            raise NotOpen(_("This booth is closed already; its report is ready."))
        closing = record_fact(Closing, outing, by=by, session=session, closed_by=by, **reckoning)
        if outing.state == Outing.State.UNDER_WAY:
            outings.finish(outing, by=by)
    return closing


def record_fact(
    model: type[AnyFact],
    outing: Outing,
    *,
    by: Person | None,
    at: datetime | None = None,
    **details: Any,
) -> AnyFact:
    """Record a fact of any kind; the verbs above know what else holds of theirs."""
    with alone():
        # As it stands now: a fact never reaches an outing that was called off a moment ago.
        outing.refresh_from_db()
        act = RECORD[model]
        act.require(by, outing)
        if outing.state not in RECORDABLE:
            raise NotRecordable(
                _(
                    "“%(outing)s” is %(state)s; facts belong to outings that are approved or were held."
                )
                % {"outing": outing.title, "state": outing.get_state_display().lower()}
            )
        with commit(act, by=by) as draft:
            return draft.add(model, outing=outing, at=at or clock.now(), **details)
