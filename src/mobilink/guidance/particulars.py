"""Keeping what changes from day to day: numbers to call, fees, schemes, documents, cost rules."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.guidance.checks import check_days
from mobilink.guidance.errors import BadCard
from mobilink.guidance.models import CostRule, Particular
from mobilink.guidance.validity import each_in_force
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act

Row = TypeVar("Row", Particular, CostRule)
THING: Final[dict[type, tuple[str, ...]]] = {
    Particular: ("kind", "code", "scheme"),
    CostRule: ("code", "scheme"),
}
"""What rows of one thing have in common; each of them begins on another day."""


KEEP = Act("keep a particular", gettext_lazy("Particular of a country kept"), is_offices=True)


def keep(model: type[Row], fields: Mapping[str, Any]) -> bool:
    """Keep a row as it is told; False where it is here already, just so.

    A thing that begins anew on another day is another row: what was told before stays known.
    """
    check_days(fields)
    if fields.get("amount") is not None and not fields.get("currency"):
        raise BadCard("currency", _("An amount needs its currency, like IDR."))
    same = {name: fields.get(name, "") for name in THING[model]}
    with alone(), commit(KEEP) as draft:
        here = model.objects.filter(**same, valid_from=fields.get("valid_from")).first()
        if here is None:
            draft.add(model, **fields)
            return True
        changed = {name: value for name, value in fields.items() if getattr(here, name) != value}
        if changed:
            draft.change(here, **changed)
        return bool(changed)


def told_on(model: type[Row], day: date, **about: Any) -> list[Row]:
    """The rows that hold on a day, of each thing one, in their order."""
    rows = sorted(model.objects.filter(**about), key=lambda one: one.valid_from or date.min)
    held = each_in_force(rows, day, thing=_thing)
    return sorted(held, key=lambda one: (one.position, one.code))


def printed_value(particular: Particular) -> str:
    """What stands on paper of it: a number to call, an amount, else its name."""
    amount = (
        f"{particular.currency} {particular.amount.normalize():f}"
        if particular.amount is not None
        else ""
    )
    return particular.value or amount or particular.label


class Borne(NamedTuple):
    """Parts of the cost that are borne by the same, under one decree and for the same people."""

    rule: CostRule
    parts: list[CostRule]


def borne(rules: Iterable[CostRule]) -> list[Borne]:
    """Cost rules that differ only in the part of the cost, told together."""
    alike: dict[str, Borne] = {}
    for rule in rules:
        where = (rule.payer, rule.scheme, rule.countries, rule.jobs, rule.employer, rule.source)
        alike.setdefault(repr(where), Borne(rule, [])).parts.append(rule)
    return list(alike.values())


def _thing(row: Particular | CostRule) -> Hashable:
    return tuple(getattr(row, name) for name in THING[type(row)])
