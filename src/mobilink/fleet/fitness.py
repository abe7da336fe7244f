"""Fitness of a van: whether it may go out on a day, by its papers, service and open defects."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _

from mobilink.fleet.models import Condition, Inspection, Mending, OdometerReading, Van, VanTerm
from mobilink.people.reader import language

SOON = timedelta(days=30)
SOON_KM = 500
PAPERS = tuple(kind for kind in VanTerm.Kind if kind != VanTerm.Kind.SERVICE)


@dataclass(frozen=True)
class Term:
    """One paper or service as it stands on a day; `last` is nothing where none is recorded."""

    kind: VanTerm.Kind
    last: VanTerm | None
    has_lapsed: bool = False
    is_soon: bool = False

    @property
    def words(self) -> str:
        """What somebody should know of it; nothing while all is well."""
        if not self.last or not (self.has_lapsed or self.is_soon):
            return ""
        values = {"what": self.kind.label, "until": self.until_words}
        if self.kind == VanTerm.Kind.SERVICE:
            return _("Service is due: %(until)s.") % values
        if self.has_lapsed:
            return _("%(what)s ended on %(until)s.") % values
        return _("%(what)s ends on %(until)s.") % values

    @property
    def until_words(self) -> str:
        """The day, the km, or both; whichever comes first counts."""
        if not self.last:
            return ""
        day = language().day(self.last.until) if self.last.until else ""
        km = self.last.until_km
        return " / ".join(
            filter(None, [day, f"{language().number(km)} km" if km is not None else ""])
        )


@dataclass(frozen=True)
class Fitness:
    """A van on a day: what blocks it, what else is broken, how its papers stand."""

    van: Van
    terms: list[Term] = field(default_factory=list)
    open_defects: list[Inspection] = field(default_factory=list)

    @property
    def blocks(self) -> list[str]:
        """Why it must not go out, in words; nothing where it may."""
        is_out = self.van.gone_on or self.van.condition == Condition.BROKEN
        out_of_use = [_("out of use")] if is_out else []
        unsafe = [
            ", ".join(each.defect_words).lower() for each in self.open_defects if each.is_blocking
        ]
        return [*out_of_use, *unsafe]

    @property
    def block_words(self) -> str:
        """One sentence, or nothing."""
        if not self.blocks:
            return ""
        return _("%(van)s is blocked: %(why)s.") % {
            "van": self.van,
            "why": language().listing(self.blocks),
        }

    @property
    def cautions(self) -> list[str]:
        """What has ended, or ends soon, and a service that is due."""
        return [term.words for term in self.terms if term.words]

    @property
    def lapsed(self) -> list[str]:
        """Papers that have ended on the day, in words."""
        return [term.words for term in self.terms if term.has_lapsed and term.kind in PAPERS]

    @property
    def warnings(self) -> list[str]:
        """What whoever takes it out must know: that it is blocked, that papers have ended."""
        lapsed = [f"{self.van}: {words}" for words in self.lapsed]
        return [*filter(None, [self.block_words]), *lapsed]

    @property
    def unrecorded(self) -> list[str]:
        """Papers of which nobody has taken anything down."""
        return [str(term.kind.label) for term in self.terms if not term.last]


class Upkeep:
    """Papers, newest odometer readings and open defects of vans, read once: three queries."""

    def __init__(self, vans: Iterable[Van]) -> None:
        wanted = {van.pk for van in vans}
        self._terms: dict[UUID, dict[str, VanTerm]] = {}
        for term in VanTerm.objects.filter(van__in=wanted):
            self._terms.setdefault(term.van_id, {})[term.kind] = term
        read = OdometerReading.objects.filter(van__in=wanted).order_by()
        self._km = dict(read.values("van").annotate(most=Max("km")).values_list("van", "most"))
        self._open: dict[UUID, list[Inspection]] = {}
        for inspection in open_defects().filter(van__in=wanted):
            self._open.setdefault(inspection.van_id, []).append(inspection)

    def on(self, van: Van, day: date) -> Fitness:
        """How one of the vans stands on a day."""
        terms = terms_on(day, self._terms.get(van.pk, {}), self._km.get(van.pk))
        return Fitness(van, terms, self._open.get(van.pk, []))


def open_defects() -> QuerySet[Inspection]:
    """Inspections that found a defect which nobody has mended, the newest first."""
    mended = Mending.objects.filter(inspection=OuterRef("pk"))
    return (
        Inspection.objects.filter(~Exists(mended))
        .exclude(defects=[])
        .select_related("van", "seen_by")
    )


def blocked_vans() -> frozenset[UUID]:
    """Vans that an inspection found unsafe and nobody has mended."""
    return frozenset(open_defects().filter(is_blocking=True).values_list("van", flat=True))


def terms_on(day: date, last: dict[str, VanTerm], km: int | None) -> list[Term]:
    """How every paper and the service stand on a day, with the odometer at `km` if it was read."""
    return [_term(kind, last.get(kind), day, km) for kind in VanTerm.Kind]


def _term(kind: VanTerm.Kind, last: VanTerm | None, day: date, km: int | None) -> Term:
    if last is None:
        return Term(kind, None)
    # A paper is good on its last day still.
    days_left = (last.until - day) if last.until else None
    km_left = last.until_km - km if last.until_km is not None and km is not None else None
    has_lapsed = (days_left is not None and days_left < timedelta(0)) or (
        km_left is not None and km_left <= 0
    )
    is_soon = (days_left is not None and days_left <= SOON) or (
        km_left is not None and km_left <= SOON_KM
    )
    return Term(kind, last, has_lapsed=has_lapsed, is_soon=is_soon and not has_lapsed)
