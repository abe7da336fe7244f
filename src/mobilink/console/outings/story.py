"""An outing's story in words: who did what when and why, and the way through its states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from mobilink.journal.acts import find
from mobilink.journal.safety.queries import RecordedAct, story_of
from mobilink.outreach.actions import REVISE
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import CALLED_OFF
from mobilink.people.queries import person_names

State = Outing.State
WAY = (
    State.DRAFT,
    State.PROPOSED,
    State.APPROVED,
    State.UNDER_WAY,
    State.HELD,
    State.REPORTED,
)
REVISED = (
    "title", "kind", "day", "start", "end", "part_of_day", "venue", "place_text", "owner_unit",
    "executing_unit", "programmes", "purpose", "result",
)  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One act of the story as people read it; `changed` names what a revision touched."""

    at: datetime
    who: str
    what: str
    why: str
    changed: str = ""


@dataclass(frozen=True)
class Step:
    """A state on the way: reached already, passed over, the present one, or still to come."""

    state: State
    is_past: bool
    is_now: bool
    at: datetime | None = None
    was_skipped: bool = False


def events(acts: Sequence[RecordedAct]) -> list[Event]:
    """The story, the newest first; one query for the names."""
    names = person_names(act.by for act in acts if act.by)
    machine = _("the operator of this installation")
    return [
        Event(
            act.at,
            names.get(act.by, "?") if act.by else machine,
            _said(act.action),
            act.why,
            _changed(act),
        )
        for act in acts
    ]


def way(outing: Outing, acts: Sequence[RecordedAct]) -> list[Step]:
    """The states from draft to reported; a called-off outing's way ends where it was left."""
    times = _times(acts)
    now = State(outing.state)
    if now in CALLED_OFF:
        walked = [state for state in WAY if state in times]
        return [_step(state, times, is_past=True) for state in walked] + [
            Step(now, is_past=False, is_now=True, at=times.get(now))
        ]
    reached = WAY.index(now)
    return [
        _step(state, times, is_past=position < reached, is_now=position == reached)
        for position, state in enumerate(WAY)
    ]


def acts_on(outing: Outing) -> list[RecordedAct]:
    """Every act on the outing, the newest first."""
    return story_of(outing)


def _step(state: State, times: dict[str, datetime], *, is_past: bool, is_now: bool = False) -> Step:
    at = times.get(state) if is_past or is_now else None
    # What began as a proposal, of a routine or in place of another outing, never was a draft.
    skipped = state == State.DRAFT and state not in times and State.PROPOSED in times
    return Step(state, is_past=is_past, is_now=is_now, at=at, was_skipped=is_past and skipped)


def _times(acts: Sequence[RecordedAct]) -> dict[str, datetime]:
    """When each state was reached; an outing that was made in no other state was made a draft."""
    times = {act.fields["state"]: act.at for act in reversed(acts) if "state" in act.fields}
    if acts and "state" not in acts[-1].fields:
        times.setdefault(State.DRAFT, acts[-1].at)
    return times


def _said(text: str) -> str:
    """What an act says of the person who did it."""
    act = find(text)
    return str(act.in_story or act.words) if act else text


def _changed(act: RecordedAct) -> str:
    if act.action != REVISE.text:
        return ""
    names = {field.name: str(field.verbose_name) for field in Outing._meta.concrete_fields}
    changed = [names[name] for name in REVISED if name in act.fields]
    return ", ".join(name[:1].lower() + name[1:] for name in changed)
