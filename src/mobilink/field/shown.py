"""The state of a running session: the office's counts, the bar that takes the last act back."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mobilink.booth.models import Handout
from mobilink.booth.queries import BoothCounts, Reconciliation, counts_of, last_tally
from mobilink.field.taps import Act, Memory
from mobilink.outreach.models import Outing


@dataclass(frozen=True)
class Bar:
    """The last act in words, whether it stands, and the fact that an undo would take back.

    `undoes` says that fact in words, `of` is its kind.
    """

    words: str
    stands: bool
    fact: str
    undoes: str
    of: str = ""


@dataclass(frozen=True)
class Shown:
    counts: BoothCounts
    bar: Bar

    @property
    def as_data(self) -> dict[str, Any]:
        """The same for the phone's own program."""
        return {"counts": asdict(self.counts), "bar": asdict(self.bar)}


def shown(outing: Outing, memory: Memory) -> Shown:
    """The present state of a booth for one officer; three queries, or four on a fresh phone."""
    acts = memory.at(outing)
    if not acts:
        newest = last_tally(outing)
        acts = [Act.of(newest)] if newest else []
    return Shown(counts_of(outing), bar_of(acts))


def bar_of(acts: list[Act]) -> Bar:
    """The bar for acts of which the newest comes first."""
    if not acts:
        return Bar(_("Nothing recorded yet. One tap counts one person."), True, "", "")
    last = acts[0]
    standing = next((act for act in acts if not act.is_undone), None)
    named = {"what": what(last), "time": f"{timezone.localtime(last.moment):%H.%M}"}
    words = _("%(what)s taken back") if last.is_undone else _("%(what)s recorded, %(time)s")
    return Bar(
        words % named,
        not last.is_undone,
        standing.fact if standing else "",
        what(standing) if standing else "",
        standing.kind if standing else "",
    )


def what(act: Act) -> str:
    """An act as its officer calls it."""
    if act.kind == "handout":
        return f"{act.quantity} {Handout.Item(act.item).label.lower()}"
    return _("One tally") if act.kind == "tally" else _("One visit")


def difference_words(reckoned: Reconciliation) -> str:
    """What the leaflets by count say of the leaflets by record."""
    if reckoned.taken is None:
        return _("Nobody counted the leaflets taken along, so there is nothing to compare.")
    if reckoned.difference is None:
        return _("Count the leaflets that are left, and the difference shows here.")
    if reckoned.difference == 0:
        return _("The leaflets agree: as many are gone as were recorded.")
    if reckoned.difference > 0:
        return _("%(count)s more leaflets are gone than were recorded.") % {
            "count": reckoned.difference
        }
    return _("%(count)s fewer leaflets are gone than were recorded. Count once more.") % {
        "count": -reckoned.difference
    }
