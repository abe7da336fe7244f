"""What an installation says it did when a kit or a country was laid in; by no role.

The journals of before name these acts after the scenarios that laid them in first.
"""

from django.utils.translation import gettext_lazy as _

from mobilink.journal.acts import Act

COUNTRY = Act("load country", _("Country of the office laid in"), is_offices=True)
REGIONS = Act("load regions", _("Regions of a country laid in"), is_offices=True)
HOLIDAYS = Act("load holidays", _("Holidays of a country laid in"), is_offices=True)
TIMES_TO_AVOID = Act(
    "load times to avoid", _("Times to avoid of a country laid in"), is_offices=True
)
MAP = Act("load map", _("Map of the office laid in"), is_offices=True)
TOPICS = Act("load topics", _("Topics of a kit laid in"), is_offices=True)
PROGRAMMES = Act("load programmes", _("Programmes of a kit laid in"), is_offices=True)
LISTS = Act("load lists", _("Lists of a kit laid in"), is_offices=True)
SURVEY_QUESTIONS = Act("load survey questions", _("Survey of a kit laid in"), is_offices=True)
CHECKLISTS = Act("load checklists", _("Checklists of a kit laid in"), is_offices=True)
WORDINGS = Act("load wordings", _("Wordings laid in"), is_offices=True)
