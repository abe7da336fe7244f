"""Facts by script, or typed in from paper: one JSON object is one fact."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from mobilink.booth import actions
from mobilink.booth.errors import NotRecordable
from mobilink.booth.models import BoothFact, Handout, Tally, Visit
from mobilink.journal.kinds import kind_of
from mobilink.journal.rows import Row
from mobilink.outreach.models import Outing

ACTIONS: dict[str, tuple[type[BoothFact], Callable[..., BoothFact]]] = {
    "tally": (Tally, actions.tally),
    "visit": (Visit, actions.visit),
    "handout": (Handout, actions.hand_out),
}


def kinds() -> dict[str, dict[str, dict[str, Any]]]:
    """Kind → field → what it takes: type, whether required, choices."""
    return {kind: _fields_of(model) for kind, (model, _) in ACTIONS.items()}


def record(told: dict[str, Any]) -> Row:
    """Record one fact; refuses unknown kinds, fields, outings and values in words."""
    kind = told.get("kind")
    if kind not in ACTIONS:
        raise NotRecordable(f"“{kind}” is no kind of fact; choose {', '.join(ACTIONS)}.")
    model, action = ACTIONS[kind]
    details = {name: value for name, value in told.items() if name != "kind"}
    unknown = sorted(set(details) - set(_fields_of(model)))
    if unknown:
        raise NotRecordable(f"A {kind} has no field “{unknown[0]}”; see `record --kinds`.")
    outing = _outing(details.pop("outing", None))
    at = _instant(details.pop("at", None))
    if model is Handout and "quantity" not in details:
        raise NotRecordable("A handout needs a quantity.")
    _check_types(model, details)
    return action(outing, by=None, at=at, **details)


def _outing(given: Any) -> Outing:
    try:
        found = Outing.objects.filter(pk=UUID(str(given))).first()
    except ValueError:
        found = None
    if found is None:
        raise NotRecordable(f"There is no outing “{given}”; `report window` lists them with ids.")
    return found


def _instant(given: Any) -> datetime:
    try:
        at = datetime.fromisoformat(given)
    except (TypeError, ValueError) as error:
        raise NotRecordable(
            f"“{given}” is not a time; write it like 2019-07-14T06:10:00+07:00."
        ) from error
    if not 2010 <= at.year <= 2099:
        raise NotRecordable(f"{given} is out of range; years go from 2010 to 2099.")
    return at if at.tzinfo else timezone.make_aware(at)


def _check_types(model: type[BoothFact], details: dict[str, Any]) -> None:
    for name, value in details.items():
        wanted = _fields_of(model)[name]["type"]
        fits = {"number": int, "list of text": list, "text": str}[wanted]
        if not isinstance(value, fits) or isinstance(value, bool):
            raise NotRecordable(f"{name} must be a {wanted}, not {value!r}.")
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            raise NotRecordable(f"{name} must be a list of text, not {value!r}.")


def _fields_of(model: type[BoothFact]) -> dict[str, dict[str, Any]]:
    return {field.name: _described(field) for field in kind_of(model).fields}


def _described(field: "models.Field[Any, Any]") -> dict[str, Any]:
    told: dict[str, Any] = {"type": _type_of(field), "required": not field.blank}
    if field.choices:
        told["choices"] = [value for value, _ in field.flatchoices if value]
    return told


def _type_of(field: "models.Field[Any, Any]") -> str:
    if field.is_relation:
        return "outing id"
    if isinstance(field, models.DateTimeField):
        return "ISO time"
    if isinstance(field, models.JSONField):
        return "list of text"
    return "number" if isinstance(field, models.IntegerField) else "text"
