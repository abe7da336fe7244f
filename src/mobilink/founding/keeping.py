"""Keeping what a kit and a country brought: the office enters more, words it anew, uses it no more.

What was kept of a thing before stays as it was, and its code shows its words for ever.
"""

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.booth.models import ChecklistItem, SurveyAnswer, SurveyQuestion
from mobilink.founding.errors import BadItem
from mobilink.guidance.models import Topic
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.members.installations import require_office
from mobilink.lists.models import ListItem
from mobilink.lists.queries import forget
from mobilink.outreach.models import Programme
from mobilink.people.models import Person, Role
from mobilink.people.queries import office_day
from mobilink.places.models import Holiday

Item = TypeVar("Item", ListItem, Programme, Topic, ChecklistItem, SurveyQuestion, Holiday)
Retired = ListItem | Programme | Topic | ChecklistItem | Holiday
LONGEST: Final = 20  # letters of a code

ENTER = Act(
    "enter item", gettext_lazy("List item added"), by=Role.Function.APPROVER, is_offices=True
)
REWORD = Act(
    "reword item", gettext_lazy("List item changed"), by=Role.Function.APPROVER, is_offices=True
)
RETIRE = Act(
    "retire item", gettext_lazy("List item retired"), by=Role.Function.APPROVER,
    is_offices=True,
)  # fmt: skip
USE_AGAIN = Act(
    "use item again",
    gettext_lazy("List item in use again"),
    by=Role.Function.APPROVER,
    is_offices=True,
)


def enter_item(register: type[Item], /, *, by: Person | None, **fields: Any) -> Item:
    """Enter one more; of a list it comes last, under a code made of its words."""
    ENTER.require(by)
    require_office()
    with alone():
        beside: Any = register._default_manager.all()
        if register is ListItem:
            beside = beside.filter(list_code=fields["list_code"])
        _refuse_twin(beside, fields)
        _check_days(fields)
        if register is not Holiday:
            last = beside.aggregate(last=Max("position"))["last"] or 0
            code = _code(fields, {*beside.values_list("code", flat=True)})
            fields |= {"position": last + 1, "code": code}
        with commit(ENTER, by=by) as draft:
            made = draft.add(register, **fields)
    forget()
    return made


def reword(item: Item, *, by: Person | None, **fields: Any) -> None:
    """Say it in other words, or in another place; a question that was answered keeps its own."""
    REWORD.require(by)
    require_office()
    if {"text", "text_en"} & _changed(item, fields) and _was_answered(item):
        raise BadItem(
            _(
                "Visitors answered this question in these words. End it, and enter the new words "
                "as a question of their own."
            )
        )
    _check_days(vars(item) | fields)
    with alone(), commit(REWORD, by=by) as draft:
        draft.change(item, **fields)
    forget()


def retire(item: Retired, *, by: Person | None) -> None:
    """Offer it no more from today."""
    _set_gone(RETIRE, item, by=by, on=office_day())


def use_again(item: Retired, *, by: Person | None) -> None:
    """Offer again what was retired."""
    _set_gone(USE_AGAIN, item, by=by, on=None)


def _set_gone(act: Act, item: Retired, *, by: Person | None, on: Any) -> None:
    act.require(by)
    require_office()
    with alone(), commit(act, by=by) as draft:
        draft.change(item, gone_on=on)
    forget()


def _was_answered(item: Item) -> bool:
    if not isinstance(item, SurveyQuestion):
        return False
    return SurveyAnswer.objects.filter(answers__has_key=item.code).exists()


def _changed(item: Item, fields: dict[str, Any]) -> set[str]:
    return {name for name, value in fields.items() if getattr(item, name) != value}


def _check_days(fields: Mapping[str, Any]) -> None:
    end = fields.get("valid_to")
    if end is not None and end < fields["valid_from"]:
        raise BadItem(_("The question ends before it is asked. Change one of its days."))


def _refuse_twin(beside: Any, fields: dict[str, Any]) -> None:
    named = "text" if "text" in fields else "name"
    same = {f"{named}__iexact": fields[named]}
    same |= {name: fields[name] for name in ("day", "phase") if name in fields}
    twin = beside.filter(**same).first()
    if twin is None:
        return
    if getattr(twin, "gone_on", None):
        raise BadItem(_("“%(name)s” stands there and is not used; use it again.") % {"name": twin})
    raise BadItem(_("“%(name)s” stands there already.") % {"name": twin})


def _code(fields: dict[str, Any], taken: set[str]) -> str:
    """A code that nobody has, which says to whoever reads it alone what is meant."""
    words = fields.get("name") or fields["text"]
    plain = re.sub(r"[^a-z0-9]+", "_", slugify(words)).strip("_")[:LONGEST].strip("_") or "item"
    code, number = plain, 1
    while code in taken:
        number += 1
        code = f"{plain[: LONGEST - len(str(number)) - 1]}_{number}"
    return code
