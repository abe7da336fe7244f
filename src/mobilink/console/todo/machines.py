"""What machines left for a person to decide or to see to, told on the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mobilink.console.machines.views import Machine, all_machines
from mobilink.console.unit_badges import UnitBadges
from mobilink.journal import duplicates
from mobilink.journal.members.installations import is_office
from mobilink.journal.storage import review_queue
from mobilink.people.models import Role
from mobilink.people.queries import Rights
from mobilink.people.reader import language


@dataclass(frozen=True)
class Notice:
    """One thing in words, and the page on which it is seen to."""

    words: str
    page: str


def notices_for(rights: Rights, marks: UnitBadges | None = None) -> list[Notice]:
    """Everything about machines that waits for whoever may decide; nothing for anybody else."""
    if not rights.units(Role.Function.APPROVER) or not is_office():
        return []
    return [*_left_open(), *_unwell(marks)]


def _left_open() -> Iterator[Notice]:
    for words, many, page in (
        (_("Conflicts between machines await a decision: %(n)s."), _conflicts(), "conflicts"),
        (_("Entries in quarantine await a decision: %(n)s."), _kept(), "quarantine"),
        (
            _("Venues, outings or makers seem to be there twice: %(n)s."),
            _duplicates(),
            "duplicates",
        ),
    ):
        if many:
            yield Notice(words % {"n": many}, reverse(f"console:machines_{page}"))


def _unwell(marks: UnitBadges | None) -> Iterator[Notice]:
    for machine in all_machines(marks=marks):
        if not machine.standing.is_revoked:
            for words in _ailments(machine):
                yield Notice(words, f"{reverse('console:machines')}#m-{machine.standing.id}")


def _ailments(machine: Machine) -> Iterator[str]:
    name = {"name": machine.standing.name}
    if machine.is_silent and machine.last_contact:
        since = name | {"day": language().day(machine.last_contact)}
        yield _("%(name)s was last heard from on %(day)s.") % since
    if machine.clock:
        yield f"{machine.standing.name}: {machine.clock}"
    if machine.until and machine.has_ended:
        yield _("%(name)s is honoured no more; what it sends waits until you renew it.") % name
    elif machine.until and machine.ends_soon:
        until = name | {"day": language().day(machine.until)}
        yield _("The certificate of %(name)s is valid until %(day)s.") % until


def _conflicts() -> int:
    return len(review_queue.contests())


def _kept() -> int:
    return len(review_queue.quarantined())


def _duplicates() -> int:
    return sum(map(len, duplicates.proposed().values()))
