"""Counting goods, and settling what a count and the records still disagree on."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.goods import balance
from mobilink.goods.errors import NotCounted, NotThere
from mobilink.goods.figures import counted_of
from mobilink.goods.models import Consignment, GoodsCount, Movement
from mobilink.goods.permissions import keeper_of, require_hand
from mobilink.goods.queries import at_place
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import ITSELF, Act
from mobilink.outreach.models import Outing
from mobilink.people.models import Person, Role

COUNT = Act("count goods", gettext_lazy("Goods counted"), by=Role.Function.CUSTODIAN, at=ITSELF)
SETTLE = Act(
    "settle count", gettext_lazy("Count of goods settled"), by=Role.Function.CUSTODIAN, at=ITSELF
)


def count_goods(
    lot: Consignment,
    *,
    by: Person | None,
    place: str,
    counted: int,
    outing: Outing | None = None,
    **details: Any,
) -> GoodsCount:
    """Say how many of a lot are at a place; nothing moves. `details` are `seconded_by` and `reason`."""
    require_hand(COUNT, lot, by=by, outing=outing, origin=place)
    if not balance.is_ours(place):
        raise NotThere(_("Only what is with us is counted. Choose a store or a van."))
    with alone(), commit(COUNT, by=by) as draft:
        return draft.add(
            GoodsCount, consignment=lot, place=place, outing=outing, at=clock.now(),
            expected=at_place(lot, place), counted=counted, counted_by=by,
            **details | {"reason": details.get("reason", "").strip()},
        )  # fmt: skip


def settle_count(count: GoodsCount, *, by: Person | None, difference: int, reason: str) -> Movement:
    """Write off as lost what a count did not find, or enter as found what it found beyond.

    `difference` is what its reader saw (below 0: fewer); refused where it is another one by now.
    """
    lot, place = count.consignment, count.place
    SETTLE.require(by, keeper_of(place, lot))
    if not reason.strip():
        raise NotCounted(_("Say what happened. It stands in the maker’s statement."))
    with alone():
        if difference == 0 or difference != _difference_of(count):
            raise NotCounted(
                _("More came to be known of this count meanwhile. Look at it again, then decide.")
            )
        if difference < 0 and at_place(lot, place) < -difference:
            raise NotThere(
                _("By the records nothing is there any more that could be lost. Count once more.")
            )
        way = (place, balance.GONE) if difference < 0 else (balance.GONE, place)
        with commit(SETTLE, by=by) as draft:
            return draft.add(
                Movement, consignment=lot, quantity=abs(difference), origin=way[0], target=way[1],
                at=clock.now(), outing=count.outing, moved_by=by, reason=reason.strip(),
                settles=count,
            )  # fmt: skip


def refuse_beside_a_count(lot: Consignment, origin: str, target: str) -> None:
    """Refuse what is lost or found where a count says that much already, so that it is told once."""
    for figure in counted_of([lot]):
        off = figure.now or 0
        if (off < 0 and (origin, target) == (figure.count.place, balance.GONE)) or (
            off > 0 and (origin, target) == (balance.GONE, figure.count.place)
        ):
            raise NotCounted(
                _(
                    "A count of this place differs by %(many)s already. Decide on that count first, "
                    "or count again, so that nothing is written down twice."
                )
                % {"many": figure.many}
            )


def _difference_of(count: GoodsCount) -> int | None:
    differences = {one.count.pk: one.now for one in counted_of([count.consignment])}
    return differences.get(count.pk)
