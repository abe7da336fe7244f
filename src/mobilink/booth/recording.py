"""Facts by script, or typed in from paper: one JSON object is one fact."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.booth import actions
from mobilink.booth.errors import NotRecordable
from mobilink.booth.models import BoothFact, Handout, Tally, Visit
from mobilink.guidance.models import Topic
from mobilink.journal.storage.kinds import kind_of
from mobilink.journal.storage.rows import Row
from mobilink.outreach.models import Outing, Programme

ACTIONS: dict[str, tuple[type[BoothFact], Callable[..., BoothFact]]] = {
    "tally": (Tally, actions.tally),
    "visit": (Visit, actions.visit),
    "handout": (Handout, actions.hand_out),
}


def kinds() -> dict[str, dict[str, dict[str, Any]]]:
    """Kind → field → what it takes: type, whether required, choices."""
    return {kind: _fields_of(model) for kind, (model, _action) in ACTIONS.items()}


def record(fields: dict[str, Any]) -> Row:
    """Record one fact; refuses unknown kinds, fields, outings and values in words."""
    kind = fields.get("kind")
    if not isinstance(kind, str) or kind not in ACTIONS:
        raise NotRecordable(
            _("“%(kind)s” is no kind of fact; choose %(kinds)s.")
            % {"kind": kind, "kinds": ", ".join(ACTIONS)}
        )
    model, action = ACTIONS[kind]
    details = {name: value for name, value in fields.items() if name != "kind"}
    unknown = sorted(set(details) - set(_fields_of(model)))
    if unknown:
        raise NotRecordable(
            _("A %(kind)s has no field “%(field)s”; see `record --kinds`.")
            % {"kind": kind, "field": unknown[0]}
        )
    outing = _outing(details.pop("outing", None))
    at = _instant(details.pop("at", None))
    if model is Handout and "quantity" not in details:
        raise NotRecordable(_("A handout needs a quantity."))
    _check_types(model, details)
    _check_codes(details)
    return action(outing, by=None, at=at, **details)


def _outing(given: Any) -> Outing:
    try:
        outing = Outing.objects.filter(pk=UUID(str(given))).first()
    except ValueError:
        outing = None
    if outing is None:
        raise NotRecordable(
            _("There is no outing %(id)s; `report window` lists them with ids.")
            % {"id": f"“{given}”"}
        )
    return outing


def _instant(given: Any) -> datetime:
    try:
        at = datetime.fromisoformat(given)
    except (TypeError, ValueError) as error:
        raise NotRecordable(
            _("“%(text)s” is not a time; write it like 2019-07-14T06:10:00+07:00.")
            % {"text": given}
        ) from error
    if not clock.FIRST_DAY <= at.date() <= clock.LAST_DAY:
        raise NotRecordable(
            _("%(text)s is out of range; years go from 2010 to 2099.") % {"text": given}
        )
    # Not held against this machine's clock, which may stand anywhere.
    return at if at.tzinfo else timezone.make_aware(at)


def _check_codes(details: dict[str, Any]) -> None:
    """Refuse topics and programmes that no report could name, and a topic told twice."""
    topics, programme = details.get("topics", []), details.get("programme", "")
    known = set(Topic.objects.values_list("code", flat=True))
    unknown = sorted(set(topics) - known)
    if unknown:
        raise NotRecordable(
            _("There is no topic “%(code)s”; choose %(codes)s.")
            % {"code": unknown[0], "codes": ", ".join(sorted(known))}
        )
    if len(topics) != len(set(topics)):
        raise NotRecordable(_("A topic is named twice; name each once."))
    programmes = set(Programme.objects.values_list("code", flat=True))
    if programme and programme not in programmes:
        raise NotRecordable(
            _("There is no programme “%(code)s”; choose %(codes)s.")
            % {"code": programme, "codes": ", ".join(sorted(programmes))}
        )


def _check_types(model: type[BoothFact], details: dict[str, Any]) -> None:
    for name, value in details.items():
        wanted = _fields_of(model)[name]["type"]
        fits = {"number": int, "list of text": list, "text": str}[wanted]
        if not isinstance(value, fits) or isinstance(value, bool):
            raise NotRecordable(
                _("%(field)s must be a %(type)s, not %(value)r.")
                % {"field": name, "type": wanted, "value": value}
            )
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            raise NotRecordable(
                _("%(field)s must be a %(type)s, not %(value)r.")
                % {"field": name, "type": wanted, "value": value}
            )


def _fields_of(model: type[BoothFact]) -> dict[str, dict[str, Any]]:
    return {field.name: _described(field) for field in kind_of(model).fields}


def _described(field: "models.Field[Any, Any]") -> dict[str, Any]:
    description: dict[str, Any] = {"type": _type_of(field), "required": not field.blank}
    if field.choices:
        description["choices"] = [value for value, _ in field.flatchoices if value]
    return description


def _type_of(field: "models.Field[Any, Any]") -> str:
    if field.is_relation:
        return "outing id"
    if isinstance(field, models.DateTimeField):
        return "ISO time"
    if isinstance(field, models.JSONField):
        return "list of text"
    return "number" if isinstance(field, models.IntegerField) else "text"
