"""What the stand of a demo has on it: fictional makers, their products, lots and what became of them.

What happened at the story's outings bears their days; permits and best-before days are as far from
the day of loading as the scenario says, so that a demo never grows old.
"""

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from mobilink.fleet.models import Van
from mobilink.goods import balance
from mobilink.goods.actions import PERSON
from mobilink.goods.models import (
    CashCount,
    Consignment,
    GoodsCount,
    Maker,
    MakerPerson,
    Movement,
    Payment,
    Permit,
    Product,
)
from mobilink.imports.cells import dated
from mobilink.journal.actions import Draft, commit
from mobilink.outreach.models import Outing
from mobilink.people.models import Person, Unit
from mobilink.people.queries import office_day
from mobilink.scenarios import acts
from mobilink.scenarios.stories import beside


def load(name: str) -> None:
    """Take over a scenario's stand."""
    told = beside(name, "stand")
    keeper = Person.objects.get(name=told["keeper"])
    for each in told["makers"]:
        who = {key: each.pop(key) for key in PERSON if key in each}
        with commit(acts.STAND) as draft:
            made = _Stand(draft, told["unit"], told["van"], keeper).maker(each)
        at = datetime.combine(made.since, time())
        with commit(acts.MAKERS) as draft:
            draft.add(MakerPerson, maker=made, at=_at(at), **who)
    with commit(acts.COUNTS) as draft:
        for one in told["cash"]:
            draft.add(CashCount, **_count(one))
        place = balance.aboard(Van.objects.get(name=told["van"]).pk)
        for one in told["counts"]:
            lot = Consignment.objects.get(code=one.pop("lot"))
            draft.add(GoodsCount, consignment=lot, place=place, **_count(one))


def _count(one: dict[str, Any]) -> dict[str, Any]:
    """The fields of a count, of cash or of goods."""
    names = {"counted_by", "seconded_by"}
    people = {role: Person.objects.get(name=one.pop(role)) for role in names}
    return {"outing": _outing(one.pop("day")), "at": _at(one.pop("at")), **people, **one}


class _Stand:
    """One pass over a maker's goods, all drafted at once."""

    def __init__(self, draft: Draft, unit: str, van: str, keeper: Person) -> None:
        self.draft, self.keeper = draft, keeper
        self.unit = Unit.objects.get(code=unit)
        self.places = {
            "maker": balance.MAKER, "sold": balance.BUYER, "lost": balance.GONE,
            "store": balance.store_of(unit), "van": balance.aboard(Van.objects.get(name=van).pk),
        }  # fmt: skip

    def maker(self, told: dict[str, Any]) -> Maker:
        products, paid = told.pop("products"), told.pop("paid", None)
        made = self.draft.add(Maker, unit=self.unit, **told)
        if paid:
            at = _at(paid.pop("at"))
            self.draft.add(Payment, maker=made, at=at, paid_by=self.keeper, **paid)
        for product in products:
            permits, lots = product.pop("permits", []), product.pop("lots", [])
            listed = self.draft.add(Product, maker=made, **product)
            for permit in permits:
                self.draft.add(Permit, product=listed, **dated(permit, office_day()))
            for lot in lots:
                self.lot(listed, dated(lot, office_day()))
        return made

    def lot(self, product: Product, told: dict[str, Any]) -> None:
        moves, at = told.pop("moves"), _at(told.pop("at"))
        lot = self.draft.add(
            Consignment, product=product, unit=self.unit, at=at, taken_by=self.keeper,
            **{"price": product.price, **told},
        )  # fmt: skip
        for number, (when, many, origin, target, *why) in enumerate(moves):
            outing = _outing(when.date()) if origin != "maker" else None
            self.draft.add(
                Movement, consignment=lot, quantity=many, at=_at(when), moved_by=self.keeper,
                origin=self.places[origin], target=self.places[target], outing=outing,
                rupiah=many * lot.price if target == "sold" else 0, reason="".join(why),
                receipt=f"{lot.code}{number:02}" if target == "sold" else "",
            )  # fmt: skip


def _at(when: datetime) -> datetime:
    return timezone.make_aware(when)


def _outing(day: Any) -> Outing | None:
    return Outing.objects.filter(day=day).first()
