"""Where consigned goods can be, in words, and how many of a lot are in each place of ours."""

from collections import defaultdict
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mobilink.fleet.models import Van
from mobilink.goods import balance
from mobilink.people.models import Unit
from mobilink.people.queries import UnitNames, office_day


class Places:
    """What people call the places where goods can be; two queries for a whole page."""

    def __init__(self) -> None:
        names, day = UnitNames(), office_day()
        self.names: dict[str, str] = {
            balance.MAKER: str(_("with the maker")),
            balance.BUYER: str(_("sold")),
            balance.GONE: str(_("lost")),
        }
        units, vans = Unit.objects.all(), Van.objects.all()
        self.stores = {balance.store_of(one.code): names.on(one, day).short_name for one in units}
        self.vans = {balance.aboard(one.pk): one.name for one in vans}
        self.names |= {
            key: str(_("Store of %(unit)s") % {"unit": n}) for key, n in self.stores.items()
        }
        self.names |= {key: str(_("Van %(van)s") % {"van": n}) for key, n in self.vans.items()}

    def __getitem__(self, place: str) -> str:
        return self.names.get(place, place)


def stock_in(moved: list[balance.Move]) -> dict[UUID, dict[str, int]]:
    """Lot → place of ours → how many are there."""
    stock: dict[UUID, dict[str, int]] = defaultdict(dict)
    for (lot_id, place), many in balance.held(moved).items():
        if many and balance.is_ours(place):
            stock[lot_id][place] = many
    return stock


def is_short(stock: dict[str, int]) -> bool:
    """Whether more went from a place than came there: something was not told yet."""
    return any(many < 0 for many in stock.values())
