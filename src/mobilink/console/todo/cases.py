"""What people sent and what they took back, told on the calendar to who answers for it."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.cases.models import FollowUp, Report
from mobilink.cases.queries import (
    PROMISE,
    openings_of,
    waiting_follow_ups,
    waiting_reports,
    waiting_requests,
)
from mobilink.cases.withdrawals import doubtful, hidden_cases
from mobilink.console.todo.machines import Notice
from mobilink.journal.members.installations import is_office
from mobilink.people.models import Role
from mobilink.people.queries import Rights
from mobilink.people.reader import moment

MOST_LINES: Final = 20
"""Reports that are told each by itself."""


class Waiting(NamedTuple):
    """The sealed cases that wait for whoever is cleared for them; none for anybody else."""

    is_cleared: bool
    reports: list[Report]
    many_reports: int
    follow_ups: list[FollowUp]


def waiting_for(rights: Rights) -> Waiting:
    """What waits where it can be opened: at the office, for its approver."""
    if not is_office() or not rights.may_at_office(Role.Function.APPROVER):
        return Waiting(False, [], 0, [])
    # Anybody may send reports: many are one more line, and the oldest stand on the page of letters.
    reports = [*waiting_reports()[: MOST_LINES + 1]]
    many = waiting_reports().count() if len(reports) > MOST_LINES else len(reports)
    return Waiting(True, reports[:MOST_LINES], many, [*waiting_follow_ups()])


def urgent_notices(waiting: Waiting) -> Iterator[Notice]:
    """Each follow-up of somebody in danger, as an officer saw it, then each report of anybody."""
    for asked in filter(attrgetter("is_urgent"), waiting.follow_ups):
        words = _("Somebody in danger waits since %(at)s: case %(number)s of a booth.")
        values = {"number": asked.number, "at": moment(asked.at)}
        yield Notice(words % values, f"{reverse('console:follow_ups')}#f-{asked.pk}")
    openings = openings_of([report.pk for report in waiting.reports])
    for report in waiting.reports:
        values = {"number": report.number, "at": moment(report.sent_at)}
        unread = _("Report %(number)s came on %(at)s. Nobody has opened it yet.")
        read = _("Report %(number)s came on %(at)s and was opened. Say when it is done.")
        page = f"{reverse('console:letters')}#r-{report.pk}"
        yield Notice((read if report.pk in openings else unread) % values, page)
    if more := waiting.many_reports - len(waiting.reports):
        words = _("Reports that came after these and wait too: %(n)s.")
        yield Notice(words % {"n": more}, f"{reverse('console:letters')}#reports")


def letter_notices(rights: Rights, waiting: Waiting) -> Iterator[Notice]:
    """What else waits for an answer: follow-ups, and requests for who plans."""
    if later := [asked for asked in waiting.follow_ups if not asked.is_urgent]:
        words = _("Follow-ups after a visit wait: %(n)s. The first was promised by %(by)s.")
        values = {"n": len(later), "by": moment(later[0].at + PROMISE)}
        yield Notice(words % values, reverse("console:follow_ups"))
    if rights.units(Role.Function.PLANNER) and (many := waiting_requests().count()):
        words = _("Requests for a visit await an answer: %(n)s.")
        yield Notice(words % {"n": many}, f"{reverse('console:letters')}#wishes")


def case_notices(waiting: Waiting) -> Iterator[Notice]:
    """What is hidden and soon erased, and what only a person may decide."""
    if not waiting.is_cleared:
        return
    page = reverse("console:follow_ups")
    if many := doubtful().count():
        words = _("Withdrawals that may be guesses await your decision: %(n)s.")
        yield Notice(words % {"n": many}, f"{page}#doubtful")
    due = [each.erased_at for each in hidden_cases() if each.held is None]
    if due:
        words = _("Cases were taken back and are hidden: %(n)s. The first is erased on %(day)s.")
        day = moment(max(min(due), clock.now()))
        yield Notice(words % {"n": len(due), "day": day}, f"{page}#hidden")
