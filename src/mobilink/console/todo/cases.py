"""What people took back by a code, told on the calendar to the approver of the office."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.cases.withdrawals import doubtful, hidden_cases
from mobilink.console.todo.machines import Notice
from mobilink.journal.members.installations import is_office
from mobilink.people.models import Role
from mobilink.people.queries import Rights
from mobilink.people.reader import moment


def case_notices(rights: Rights) -> Iterator[Notice]:
    """What is hidden and soon erased, and what only a person may decide."""
    if not is_office() or not rights.may_at_office(Role.Function.APPROVER):
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
