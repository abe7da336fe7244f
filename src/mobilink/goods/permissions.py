"""Permission to handle goods: whoever keeps the place, and at an outing whoever runs its booth."""

from mobilink.fleet.models import Van
from mobilink.goods import balance
from mobilink.goods.models import Consignment
from mobilink.journal.acts import Act
from mobilink.outreach.models import Outing
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import may


def require_hand(
    act: Act,
    lot: Consignment,
    *,
    by: Person | None,
    outing: Outing | None,
    origin: str,
    target: str = "",
) -> None:
    """Whoever keeps what is at a place has a hand in it; whoever runs the booth of an outing, where
    the goods stay among its own places.
    """
    runs_booth = (
        outing is not None
        and by is not None
        and may(by, *of_booth(outing))
        and _are_of(outing, origin, target)
    )
    act.require(by, keeper_of(origin, lot), is_own=runs_booth)


def keeper_of(place: str, lot: Consignment) -> Unit:
    """The unit that answers for what is in a place; outside, the one that took the lot in."""
    sort, _slash, name = place.partition("/")
    keeper: Unit = lot.unit
    if sort == "unit":
        keeper = Unit.objects.filter(code=name).first() or keeper
    elif sort == "van" and (van := Van.objects.filter(pk=name).select_related("unit").first()):
        keeper = van.unit
    return keeper


def of_booth(outing: Outing) -> tuple[Role.Function, Unit]:
    return Role.Function.OFFICER, outing.executing_unit


def _are_of(outing: Outing, *places: str) -> bool:
    """Whether those that are ours are the store of the unit that goes, or a van that was booked."""
    booked = outing.assignments.filter(van__isnull=False, is_released=False)
    mine = {balance.aboard(van) for van in booked.values_list("van", flat=True) if van}
    mine.add(balance.store_of(outing.executing_unit.code))
    return all(place in mine for place in places if balance.is_ours(place))
