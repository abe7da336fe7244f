"""What phones of a unit know of goods: the lots at their stands, and each movement of their outings.

A movement is told with its id, so that a phone counts its own once, whichever of them came here.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum

from mobilink.goods import balance
from mobilink.goods.count_differences import Counted, Moved, differences
from mobilink.goods.models import Consignment, GoodsCount, Movement
from mobilink.goods.queries import AS_OF, consignments
from mobilink.outreach.models import Outing
from mobilink.people.models import Unit
from mobilink.people.queries import office_day
from mobilink.places.queries import region_names

Bases = Mapping[UUID, Mapping[str, int]]


def goods_at(unit: Unit, vans: Mapping[UUID, UUID | None]) -> dict[str, Any]:
    """What lies at the stands of some outings; `vans` are the outings with the van of each.

    A stand is the booked van, or the unit's store where no goods are told of that van.
    """
    store = balance.store_of(unit.code)
    places = {store, *(balance.aboard(van) for van in vans.values() if van)}
    here = Q(origin__in=places) | Q(target__in=places)
    base = _before(here, places, vans)
    moves = [*Movement.objects.filter(outing__in=vans).annotate(as_of=AS_OF).order_by("pk")]
    known = {place for by_place in base.values() for place in by_place}
    known |= {place for move in moves for place in (move.origin, move.target)}
    lots = base.keys() | {move.consignment_id for move in moves}
    return {
        "stands": {
            str(outing): place if van and (place := balance.aboard(van)) in known else store
            for outing, van in vans.items()
        },
        "lots": _lots(lots, base),
        "moves": [_move(move) for move in moves],
        "counts": _counts(vans),
    }


def are_at_stand(outing: Outing) -> bool:
    """Whether any goods are told of an outing's stand."""
    booked = outing.assignments.filter(van__isnull=False, is_released=False)
    van = booked.values_list("van", flat=True).first()
    return bool(goods_at(outing.executing_unit, {outing.pk: van})["lots"])


def _before(here: Q, places: Collection[str], outings: Collection[UUID]) -> Bases:
    """Lot → place → how many were there but for what those outings moved."""
    rows = Movement.objects.filter(here).exclude(outing__in=outings).order_by()
    sums = rows.values_list("consignment", "origin", "target").annotate(many=Sum("quantity"))
    stock = balance.held(balance.Move(lot, many, *way) for lot, *way, many in sums)
    bases = defaultdict[UUID, dict[str, int]](dict)
    for (lot, place), many in stock.items():
        if place in places and many:
            bases[lot][place] = many
    return bases


def _counts(outings: Collection[UUID]) -> list[dict[str, Any]]:
    """The counts of those outings that hold, each with how many were there but for what they moved."""
    asked = GoodsCount.objects.filter(outing__in=outings)
    of = {"consignment__in": asked.order_by().values("consignment")}
    counted = GoodsCount.objects.filter(**of).values_list(
        "pk", "consignment", "place", "at", "counted"
    )
    rest = Movement.objects.filter(**of).exclude(outing__in=outings).order_by().values_list(
        "consignment", "quantity", "origin", "target", AS_OF
    )  # fmt: skip
    beyond = differences((Counted(*row) for row in counted), (Moved(*row) for row in rest))
    return [
        {
            "id": count.pk,
            "consignment": count.consignment_id,
            "place": count.place,
            "outing": count.outing_id,
            "at": _milliseconds(count.at),
            "counted": count.counted,
            "base": count.counted - beyond[count.pk],
        }
        for count in asked.order_by("pk")
        if count.pk in beyond
    ]


def _lots(keys: Collection[UUID], base: Bases) -> list[dict[str, Any]]:
    lots = [*consignments().filter(pk__in=keys).order_by("product__name", "pk")]
    provinces = {code: code[:2] for code in (lot.product.maker.origin_code for lot in lots)}
    names = region_names({*provinces.values()} - {""})
    return [
        _lot(lot, names.get(provinces[lot.product.maker.origin_code], ""))
        | {"there": base.get(lot.pk, {})}
        for lot in lots
    ]


def _lot(lot: Consignment, province: str) -> dict[str, Any]:
    product = lot.product
    return {
        "id": lot.pk,
        "code": lot.code,
        "price": lot.price,
        "best_before": lot.best_before,
        "name": product.name,
        "name_en": product.name_en or product.name,
        "pack": product.pack,
        "photo": product.photo,
        "is_food": product.kind == product.Kind.FOOD,
        "is_listed": product.is_listed and not product.maker.has_left(office_day()),
        "maker": product.maker.name,
        "province": province,
        "permits": [
            {"kind": permit.kind, "valid_until": permit.valid_until}
            for permit in product.permits.all()
        ],
    }


def _move(movement: Any) -> dict[str, Any]:
    return {
        "id": movement.pk,
        "consignment": movement.consignment_id,
        "quantity": movement.quantity,
        "origin": movement.origin,
        "target": movement.target,
        "rupiah": movement.rupiah,
        "receipt": movement.receipt,
        "outing": movement.outing_id,
        "at": _milliseconds(movement.at),
        "as_of": _milliseconds(movement.as_of),
        "reverses": movement.reverses_id,
        "moved_by": movement.moved_by_id,
    }


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)
