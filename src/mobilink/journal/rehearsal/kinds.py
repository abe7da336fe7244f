"""The few kinds of a rehearsed world: those of the pure one (`simulation.memory.RULES`), as tables."""

from django.apps.registry import Apps
from django.db import models

from mobilink.journal.core.merge import Ownership
from mobilink.journal.journal import KINDS as OWN_KINDS
from mobilink.journal.storage.kinds import PUBLIC, TEAM, Kind, OfUnit
from mobilink.journal.storage.law import ANYBODYS, EVERYTHING, own
from mobilink.journal.storage.rows import Row, SharedRow, link

# Of no installed application, so that no migration is made of them.
_apps = Apps()


class Unit(SharedRow):
    """A unit of the office."""

    code = models.CharField(max_length=20)

    class Meta:
        app_label = "journal"
        db_table = "rehearsal_unit"
        apps = _apps


class Licence(SharedRow):
    """What the office alone says, to everybody."""

    name = models.CharField(max_length=80)

    class Meta:
        app_label = "journal"
        db_table = "rehearsal_licence"
        apps = _apps


class Outing(SharedRow):
    """What many change at once: machines of all units, so that they meet on one row."""

    title = models.CharField(max_length=80)
    note = models.TextField()
    day = models.BigIntegerField(null=True)
    state = models.BigIntegerField(null=True)
    follows = link("self", null=True)
    unit = link("Unit", null=True)
    deleted = models.BooleanField(default=False)

    class Meta:
        app_label = "journal"
        db_table = "rehearsal_outing"
        apps = _apps


class Visit(Row):
    """A fact at an outing, which may hold a person."""

    outing = link("Outing", null=True)
    note = models.CharField(max_length=80)

    class Meta:
        app_label = "journal"
        db_table = "rehearsal_visit"
        apps = _apps


class FollowUp(Row):
    """A fact about a visit."""

    visit = link("Visit", null=True)

    class Meta:
        app_label = "journal"
        db_table = "rehearsal_followup"
        apps = _apps


class Goods(SharedRow):
    """What lies in the store of a unit, which alone writes of it."""

    store = models.CharField(max_length=20)
    note = models.CharField(max_length=80)

    class Meta:
        app_label = "journal"
        db_table = "rehearsal_goods"
        apps = _apps


_OF_UNIT = OfUnit(("outing", "unit"), otherwise=TEAM)
TOY_KINDS = (
    Kind("unit", Unit, Ownership.OFFICE, TEAM),
    Kind("licence", Licence, Ownership.OFFICE, PUBLIC),
    Kind("outing", Outing, Ownership.SHARED, TEAM, whose=ANYBODYS, phone=EVERYTHING),
    Kind(
        "visit",
        Visit,
        Ownership.FACT,
        _OF_UNIT,
        is_personal=True,
        whose=ANYBODYS,
        phone=EVERYTHING,
    ),
    Kind("follow-up", FollowUp, Ownership.FACT, TEAM, whose=ANYBODYS),
    Kind("goods", Goods, Ownership.SHARED, TEAM, whose=own(places=("store",))),
)
KINDS = (*OWN_KINDS, *TOY_KINDS)
