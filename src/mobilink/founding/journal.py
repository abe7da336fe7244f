"""Nothing of the founding travels but what it lays in, which are kinds of other rooms."""

from mobilink.journal.acts import written_in

written_in("mobilink.founding", "acts", "keeping")
