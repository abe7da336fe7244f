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
    story = beside(name, "stand")
    keeper = Person.objects.get(name=story["keeper"])
    for each in story["makers"]:
        who = {key: each.pop(key) for key in PERSON if key in each}
        with commit(acts.STAND) as draft:
            made = _Stand(draft, story["unit"], story["van"], keeper).maker(each)
        at = datetime.combine(made.since, time())
        with commit(acts.MAKERS) as draft:
            draft.add(MakerPerson, maker=made, at=_at(at), **who)
    with commit(acts.COUNTS) as draft:
        for count in story["cash"]:
            draft.add(CashCount, **_count(count))
        place = balance.aboard(Van.objects.get(name=story["van"]).pk)
        for count in story["counts"]:
            lot = Consignment.objects.get(code=count.pop("lot"))
            draft.add(GoodsCount, consignment=lot, place=place, **_count(count))


def _count(count: dict[str, Any]) -> dict[str, Any]:
    """The fields of a count, of cash or of goods."""
    names = {"counted_by", "seconded_by"}
    people = {role: Person.objects.get(name=count.pop(role)) for role in names}
    return {"outing": _outing(count.pop("day")), "at": _at(count.pop("at")), **people, **count}


class _Stand:
    """One pass over a maker's goods, all drafted at once."""

    def __init__(self, draft: Draft, unit: str, van: str, keeper: Person) -> None:
        self.draft, self.keeper = draft, keeper
        self.unit = Unit.objects.get(code=unit)
        self.places = {
            "maker": balance.MAKER, "sold": balance.BUYER, "lost": balance.GONE,
            "store": balance.store_of(unit), "van": balance.aboard(Van.objects.get(name=van).pk),
        }  # fmt: skip

    def maker(self, fields: dict[str, Any]) -> Maker:
        products, paid = fields.pop("products"), fields.pop("paid", None)
        made = self.draft.add(Maker, unit=self.unit, **fields)
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

    def lot(self, product: Product, fields: dict[str, Any]) -> None:
        moves, at = fields.pop("moves"), _at(fields.pop("at"))
        lot = self.draft.add(
            Consignment, product=product, unit=self.unit, at=at, taken_by=self.keeper,
            **{"price": product.price, **fields},
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
