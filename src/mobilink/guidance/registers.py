"""The registers that come by lists: recruiters, vacancies, countries, and how each knows a row again.

What all of them do with a list stands in `lists`.
"""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.guidance.errors import BadList
from mobilink.guidance.firms import licence_key, name_key
from mobilink.guidance.lists import Fields, Pair, Register, paired_by
from mobilink.guidance.models import CountryStatus, Recruiter, Snapshot, Vacancy


class _Known:
    """What the register holds, found by licence number or name; each once."""

    def __init__(self, known: list[Recruiter], rows: list[Fields]) -> None:
        self._by_licence = {
            licence_key(recruiter.sip3mi): recruiter for recruiter in known if recruiter.sip3mi
        }
        self._told = {licence_key(row["sip3mi"]) for row in rows if row.get("sip3mi")}
        self._by_name: dict[str, list[Recruiter]] = {}
        # Those that are on the list come before those that once were.
        for recruiter in sorted(known, key=lambda recruiter: recruiter.gone_on is not None):
            self._by_name.setdefault(name_key(recruiter.name), []).append(recruiter)
        self._unseen = {recruiter.pk for recruiter in known}

    def pair(self, row: Fields) -> Pair:
        known = self._find(row)
        if known is None:
            return None, row
        if known.pk not in self._unseen:
            raise BadList(_("The list names “%(name)s” twice.") % {"name": row["name"]})
        self._unseen.remove(known.pk)
        return known, row | {"former_names": _former(known, row)}

    def _find(self, row: Fields) -> Recruiter | None:
        licence = licence_key(row.get("sip3mi", ""))
        if licence in self._by_licence:
            return self._by_licence[licence]
        for recruiter in self._by_name.get(name_key(row["name"]), []):
            # Its own licence may stand in another row: then it is another one of that name.
            is_claimed = bool(recruiter.sip3mi) and licence_key(recruiter.sip3mi) in self._told
            if recruiter.pk in self._unseen and not is_claimed:
                return recruiter
        return None


def _pairs(known: list[Recruiter], rows: list[Fields]) -> list[Pair]:
    """A recruiter is known again by its licence number; where that is new, as after a renewal, or
    not told, by its name. Former names are kept, told or not.
    """
    register = _Known(known, rows)
    return [register.pair(row) for row in rows]


def _former(known: Recruiter, row: Fields) -> list[str]:
    """Every name that it was once known by; a list that was taken back told none."""
    if known.is_withdrawn:
        return list(row.get("former_names", ()))
    names = [*known.former_names, *row.get("former_names", ())]
    if name_key(known.name) != name_key(row["name"]):
        names.append(known.name)
    return list(dict.fromkeys(names))


def vacancy_key(fields: Fields) -> tuple[Any, ...]:
    """What tells a vacancy from every other one: its job order, title and city."""
    return (
        licence_key(fields["sip2mi"]),
        fields["title"].casefold(),
        fields.get("city", "").casefold(),
    )


def status_key(fields: Fields) -> tuple[Any, ...]:
    """What tells a row about a country from every other one."""
    scope = fields["country"], fields.get("scheme", ""), fields.get("job", "").casefold()
    return *scope, fields["valid_from"]


RECRUITERS: Final = Register(
    Snapshot.Kind.RECRUITERS,
    Recruiter,
    _pairs,
    gettext_lazy("The list names nobody, so nothing was taken over."),
)
VACANCIES: Final = Register(
    Snapshot.Kind.VACANCIES,
    Vacancy,
    paired_by(vacancy_key),
    gettext_lazy("The list names no vacancy, so nothing was taken over."),
    seen_on="retrieved_on",
    at_once=16,  # each may be as long as some thirty recruiters' names
)
# What is not told again stays as it is: each row says itself until when it holds.
COUNTRIES: Final = Register(
    Snapshot.Kind.COUNTRIES,
    CountryStatus,
    paired_by(status_key),
    gettext_lazy("The list tells of no country, so nothing was taken over."),
    seen_on="checked_on",
    is_whole=False,
    at_once=16,
)
