"""Nothing of the scenarios travels but what they lay in, which are kinds of other rooms."""

from mobilink.journal.acts import written_in

written_in("mobilink.scenarios", "acts")
