"""What was taken along to an outing, what came back and how, and what did not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, F, OuterRef, Subquery, Sum, UUIDField, When
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.fleet.models import Condition, Equipment
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.members.installations import served
from mobilink.journal.safety.queries import story_of
from mobilink.outreach.aboard import is_aboard
from mobilink.outreach.errors import BadPlan
from mobilink.outreach.models import Load, Outing
from mobilink.outreach.queries import CALLED_OFF
from mobilink.people.models import Person, Role
from mobilink.people.queries import may

Way = Load.Way
LOADERS = tuple(
    (function, "executing_unit")
    for function in (Role.Function.DRIVER, Role.Function.CUSTODIAN, Role.Function.OFFICER)
)


TAKE_OUT = Act("take out", gettext_lazy("Load taken along"), by=LOADERS)
BRING_BACK = Act("bring back", gettext_lazy("Load brought back"), by=LOADERS)


@dataclass(frozen=True)
class Balance:
    """One thing, or one sort of thing, of an outing: how many went out and came back, and how."""

    equipment: Equipment | None
    name: str
    out: int
    back: int
    conditions: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """How many have not come back; nothing is missing that nobody took."""
        return max(0, self.out - self.back)

    @property
    def words(self) -> str:
        return f"{self.out} {self.name}" if self.equipment is None else self.name

    @property
    def condition_words(self) -> str:
        """How it came back, in words."""
        return ", ".join(str(Condition(code).label).lower() for code in self.conditions if code)


def take_out(
    outing: Outing,
    *,
    by: Person | None,
    equipment: Equipment | None = None,
    name: str = "",
    quantity: int = 1,
) -> Load:
    """Record what goes into the van; one thing that is out already is not taken out again."""
    _require_hand(TAKE_OUT, outing, by)
    name = " ".join(name.split())
    if bool(equipment) == bool(name):
        raise BadPlan(_("Choose a thing of the register, or write what it is and how many."))
    if outing.state in CALLED_OFF:
        raise BadPlan(_("This outing was called off; nothing is taken along."))
    with alone():
        balanced = _of(balance(outing), equipment, name)
        if equipment and balanced and balanced.missing:
            return Load.objects.filter(outing=outing, equipment=equipment, way=Way.OUT).latest("at")
        with commit(TAKE_OUT, by=by) as draft:
            return draft.add(
                Load, outing=outing, at=clock.now(), way=Way.OUT, equipment=equipment,
                name=name, quantity=1 if equipment else quantity, told_by=by,
            )  # fmt: skip


def bring_back(
    outing: Outing,
    *,
    by: Person | None,
    equipment: Equipment | None = None,
    name: str = "",
    quantity: int = 1,
    condition: str = "",
) -> Load:
    """Record what came back and how; of a thing of the register it is then the condition."""
    _require_hand(BRING_BACK, outing, by)
    with alone():
        balanced = _of(balance(outing), equipment, name)
        if balanced is None or quantity > balanced.missing:
            raise BadPlan(
                _("Only %(n)s of %(thing)s are still out; no more can come back.")
                % {"n": balanced.missing if balanced else 0, "thing": equipment or name}
            )
        with commit(BRING_BACK, by=by) as draft:
            load = draft.add(
                Load, outing=outing, at=clock.now(), way=Way.BACK, equipment=equipment,
                name=name, quantity=quantity, condition=condition, told_by=by,
            )  # fmt: skip
        # Of what another unit keeps a van is not believed: its office tells the register.
        if equipment and condition and served([equipment.unit.code]):
            _tell(load, equipment, by)
        return load


def tell_condition(load: Load) -> None:
    """Let the register know how a thing came back, where who brought it may say so.

    What was said of the thing since then stands, however late the load arrives.
    """
    thing = load.equipment
    if not thing or load.way != Way.BACK or not load.told_by:
        return
    thing.refresh_from_db()  # another load of the same delivery may have told it a moment ago
    if not _was_judged_since(thing, load.at):
        _tell(load, thing, load.told_by)


def _tell(load: Load, thing: Equipment, by: Person | None) -> None:
    if thing.condition != load.condition and _may_judge(load.outing, thing, by):
        with commit(BRING_BACK, by=by) as draft:
            draft.change(thing, condition=load.condition)


def _was_judged_since(thing: Equipment, at: datetime) -> bool:
    """Whether the register, or a later load, said after a moment how a thing is.

    Of a load its own moment counts: the entry that told the register of it came later.
    """
    later = Load.objects.filter(equipment=thing, way=Way.BACK, at__gt=at).exclude(condition="")
    said = (act for act in story_of(thing) if act.action != BRING_BACK.text and act.at > at)
    return later.exists() or any("condition" in act.fields for act in said)


def _may_judge(outing: Outing, thing: Equipment, by: Person | None) -> bool:
    """Whoever keeps a thing says how it is; who brings it back from its booking, unless it is broken."""
    if by is None or may(by, Role.Function.CUSTODIAN, thing.unit):
        return True
    is_booked = outing.assignments.filter(equipment=thing, is_released=False).exists()
    return is_booked and thing.condition != Condition.BROKEN


def balance(outing: Outing) -> list[Balance]:
    """Everything of an outing's load list, in the order in which it was taken out."""
    return balances([outing]).get(outing.pk, [])


def balances(outings: Iterable[Outing]) -> dict[UUID, list[Balance]]:
    """The load lists of several outings; one query."""
    rows = Load.objects.filter(outing__in=[outing.pk for outing in outings])
    by_thing: dict[tuple[UUID, object], list[Load]] = {}
    for row in rows.select_related("equipment__unit"):
        by_thing.setdefault((row.outing_id, row.equipment_id or row.name.lower()), []).append(row)
    lists: dict[UUID, list[Balance]] = {}
    for (outing, _thing), loads in by_thing.items():
        lists.setdefault(outing, []).append(_balance(loads))
    return lists


def not_back(before: date) -> list[Outing]:
    """The outings before a day of which something that went out has not come back; two queries."""
    signed = Case(When(way=Way.OUT, then="quantity"), default=-F("quantity"))
    left = Load.objects.filter(outing__day__lt=before).order_by()
    by_thing = left.values("outing", "equipment", what=Lower("name"))
    missing = by_thing.annotate(missing=Sum(signed)).filter(missing__gt=0)
    return list(
        Outing.objects.filter(pk__in={one["outing"] for one in missing})
        .select_related("executing_unit")
        .order_by("day", "pk")
    )


def still_out() -> dict[UUID, Outing]:
    """Things of the register that went out and have not come back → the outing they are at.

    Two queries, which bring a row for each thing that is out, however often others went.
    """
    last = Load.objects.filter(equipment=OuterRef("pk")).reverse()
    things = Equipment.objects.annotate(
        last_way=Subquery(last.values("way")[:1]),
        last_outing=Subquery(last.values("outing")[:1], output_field=UUIDField()),
    ).filter(last_way=Way.OUT)
    at: dict[UUID, UUID] = dict(things.order_by().values_list("pk", "last_outing"))
    outings = Outing.objects.select_related("venue").in_bulk({*at.values()})
    return {thing: outings[outing] for thing, outing in at.items() if outing in outings}


def _balance(loads: list[Load]) -> Balance:
    first = loads[0]
    total = {way: sum(row.quantity for row in loads if row.way == way) for way in Way}
    return Balance(
        first.equipment,
        first.equipment.name if first.equipment else first.name,
        total[Way.OUT],
        total[Way.BACK],
        tuple(dict.fromkeys(row.condition for row in loads if row.condition)),
    )


def _of(balances: list[Balance], equipment: Equipment | None, name: str) -> Balance | None:
    for each in balances:
        if equipment and each.equipment == equipment:
            return each
        if not equipment and not each.equipment and each.name.lower() == name.lower():
            return each
    return None


def _require_hand(act: Act, outing: Outing, by: Person | None) -> None:
    """Whoever loads: the crew, a driver or an officer of the unit that goes, who keeps the things."""
    act.require(by, outing, is_own=by is not None and is_aboard(outing, by))
