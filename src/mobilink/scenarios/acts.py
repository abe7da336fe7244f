"""What an installation says it did when a scenario was laid in; the operator does it, by no role."""

from django.utils.translation import gettext_lazy as _

from mobilink.journal.acts import Act

STAND = Act("load stand", _("Products of a scenario loaded"))
MAKERS = Act("load maker", _("Makers of a scenario loaded"))
COUNTS = Act("load counts", _("Counts of a scenario loaded"))
PHONE_NUMBERS = Act(
    "load phone numbers", _("Telephone numbers of a scenario loaded"), is_offices=True
)

# Written no more, but read in ledgers of before.
UNITS = Act("load units", _("Units of a scenario loaded"), is_offices=True)
UNIT_NAMES = Act("load unit names", _("Names of units of a scenario loaded"), is_offices=True)
PEOPLE = Act("load people", _("People of a scenario loaded"), is_offices=True)
ROLES = Act("load roles", _("Roles of a scenario loaded"), is_offices=True)
VANS = Act("load vans", _("Vans of a scenario loaded"))
EQUIPMENT = Act("load equipment", _("Equipment of a scenario loaded"))
CASH = Act("load counts of cash", _("Counts of cash of a scenario loaded"))
