"""The desk's menu: seven ways, and below each the pages that belong to it.

A page is found by the name of its address: the longest beginning that fits tells where one is.
"""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Page:
    """A page of the menu, and with what the names of the addresses begin that lie below it."""

    name: str
    label: Promise
    below: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return reverse(f"console:{self.name}")

    def fit(self, here: str) -> int:
        """How many letters of the name of an address say that it belongs to this page."""
        return max(
            (len(each) for each in (self.name, *self.below) if here.startswith(each)), default=0
        )


@dataclass(frozen=True)
class Way:
    """One way of the menu; it leads to the first of its pages."""

    label: Promise
    pages: tuple[Page, ...]

    @property
    def address(self) -> str:
        return self.pages[0].address


OUTING: Final = ("outing", "act", "book", "free", "served", "attend", "cash", "audit", "drive",
                 "load", "poster", "sign", "photo")  # fmt: skip
MENU: Final = (
    Way(_("Outings"), (
        Page("calendar", _("Calendar"), OUTING),
        Page("outings", _("All outings"), ("table",)),
        Page("slots", _("Routine proposals"), ("slot",)),
        Page("venues", _("Venues"), ("venue",)),
        Page("letters", _("Letters")),
        Page("follow_ups", _("Follow-ups")),
    )),
    Way(_("Fleet"), (
        Page("fleet", _("Vans and equipment")),
        Page("fleet_figures", _("Km, fuel and receipts")),
    )),
    Way(_("Products"), (
        Page("makers", _("Makers"), ("goods",)),
        Page("products", _("Products"), ("goods_product", "goods_permit", "goods_take_in")),
        Page("lots", _("Consignments"), ("goods_lot", "goods_slip", "goods_count", "goods_settle",
                                         "goods_movement")),
    )),
    Way(_("Partners"), (Page("partners", _("Partners"), ("partner",)),)),
    Way(_("Information"), (
        Page("recruiters", _("P3MI list")),
        Page("vacancies", _("Vacancies")),
        Page("countries", _("Countries")),
        Page("cards", _("Cards"), ("card",)),
        Page("printed", _("Stickers and leaflets")),
    )),
    Way(_("Reports"), (
        Page("reports", _("Reports"), ("report",)),
        Page("releases", _("Press releases"), ("release",)),
    )),
    Way(_("Office"), (
        Page("team", _("Team"), ("person",)),
        Page("machines", _("Machines")),
        Page("machines_conflicts", _("Conflicts"), ("machines_decide",)),
        Page("machines_quarantine", _("Quarantine"),
             ("machines_file_all", "machines_file", "unreadable", "empty")),
        Page("machines_duplicates", _("Entered twice"),
             ("machines_apart", "machines_merge", "machines_split")),
    )),
)  # fmt: skip


def place_of(here: str) -> tuple[Way, Page] | None:
    """The way and the page to which the name of an address belongs; nothing for one of neither."""
    fits = [(page.fit(here), way, page) for way in MENU for page in way.pages]
    fit, way, page = max(fits, key=lambda each: each[0])
    return (way, page) if fit else None
