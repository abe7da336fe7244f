"""Bank accounts of makers: sealed for the office as soon as they are told, shown only masked."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import clock
from mobilink.cases.actions import key_to_seal, opened
from mobilink.cases.errors import Sealed
from mobilink.goods.models import BankAccount, Maker
from mobilink.journal.actions import commit
from mobilink.journal.acts import Act
from mobilink.journal.members import sealing
from mobilink.people.actions import require_at_office
from mobilink.people.models import Person, Role

SEEN = 4  # digits of a number that people see, to tell accounts apart


NOTE_ACCOUNT = Act(
    "note bank account", gettext_lazy("Bank account noted"), by=Role.Function.CUSTODIAN,
    at="unit", is_offices=True,
)  # fmt: skip


def note_account(
    maker: Maker, *, by: Person | None, bank: str, number: str, holder: str
) -> BankAccount:
    """Note where a maker wants to be paid; the latest holds. Only the office can read it again."""
    NOTE_ACCOUNT.require(by, maker)
    digits = "".join(filter(str.isdigit, number))
    if len(digits) <= SEEN:
        raise Sealed(_("This is no account number. Copy it from the bank book, digit by digit."))
    account = {"bank": bank.strip(), "number": digits, "holder": holder.strip()}
    kept = sealing.sealed(account, key_to_seal())
    with commit(NOTE_ACCOUNT, by=by) as draft:
        return draft.add(
            BankAccount, maker=maker, at=clock.now(), contents=kept, noted_by=by,
            masked=f"{account['bank'][:40]} ••••{digits[-SEEN:]}",
        )  # fmt: skip


def open_account(account: BankAccount, *, by: Person | None, reason: str) -> dict[str, str]:
    """The account as it was told. The approver of the office is cleared for it."""
    require_at_office(by, Role.Function.APPROVER)
    return opened(account, account.contents, by, reason)
