"""What of the consigned goods needs whoever keeps them, told on the calendar."""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mobilink.console.todo.machines import Notice
from mobilink.goods.corrections import moved_twice_anywhere, paid_twice_lately
from mobilink.goods.figures import going_stale, lapsing, unexplained
from mobilink.goods.queries import keeping
from mobilink.people.models import Role
from mobilink.people.queries import Rights
from mobilink.people.reader import language


def goods_notices(rights: Rights, today: date) -> Iterator[Notice]:
    """What will not last, and what the records do not explain; nothing to who keeps no goods."""
    if rights.units(Role.Function.CUSTODIAN):
        yield from _permits(rights, today)
        yield from _stale(rights, today)
        keepers = keeping()
        yield from _counts(rights, keepers)
        yield from _doubles(rights, keepers)


def _permits(rights: Rights, today: date) -> Iterator[Notice]:
    for product, permit in lapsing(today):
        if rights.may(Role.Function.CUSTODIAN, product.maker.unit_id) and permit.valid_until:
            words = _(
                "The permit “%(permit)s” of “%(product)s” ends on %(day)s. Ask for the new one."
            )
            values: dict[str, object] = {"permit": permit, "product": product}
            values["day"] = language().day(permit.valid_until)
            yield Notice(words % values, reverse("console:goods_product", args=[product.pk]))


def _stale(rights: Rights, today: date) -> Iterator[Notice]:
    for lot, many in going_stale(today):
        if rights.may(Role.Function.CUSTODIAN, lot.unit_id) and lot.best_before:
            words = _("Send back before %(day)s: %(many)s of “%(product)s”, lot %(lot)s.")
            if lot.best_before < today:
                words = _("Past its best since %(day)s: %(many)s of “%(product)s”, lot %(lot)s.")
            values = {"product": lot.product, "many": many, "lot": lot.code}
            values["day"] = language().day(lot.best_before)
            yield Notice(words % values, reverse("console:goods_lot", args=[lot.pk]))


def _counts(rights: Rights, keepers: Mapping[str, UUID]) -> Iterator[Notice]:
    for counted in unexplained():
        lot = counted.count.consignment
        if rights.may(Role.Function.CUSTODIAN, keepers.get(counted.count.place, lot.unit_id)):
            words = _(
                "“%(product)s”, lot %(lot)s: counted on %(day)s, %(many)s more than is known by now."
            )
            if (counted.now or 0) < 0:
                words = _(
                    "“%(product)s”, lot %(lot)s: counted on %(day)s, %(many)s fewer than is known by now."
                )
            values = {"product": lot.product, "lot": lot.code, "many": counted.many}
            values["day"] = language().day(localtime(counted.count.at))
            yield Notice(words % values, reverse("console:goods_lot", args=[lot.pk]))


def _doubles(rights: Rights, keepers: Mapping[str, UUID]) -> Iterator[Notice]:
    """What machines that could not hear each other both did."""
    for double in moved_twice_anywhere():
        of = {keepers.get(move.place, double.lot.unit_id) for move, _machine in double.records}
        if any(rights.may(Role.Function.CUSTODIAN, unit) for unit in of):
            words = _(
                "“%(product)s”, lot %(lot)s: two machines recorded the same, it seems. Look at both."
            )
            page = reverse("console:goods_lot", args=[double.lot.pk])
            yield Notice(words % {"product": double.lot.product, "lot": double.lot.code}, page)
    for paid in paid_twice_lately():
        if rights.may(Role.Function.CUSTODIAN, paid.maker.unit_id):
            words = _("%(maker)s was paid twice by two machines, it seems. Look at both payments.")
            page = reverse("console:goods_statement", args=[paid.maker.pk])
            yield Notice(words % {"maker": paid.maker}, page)
