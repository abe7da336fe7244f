"""account: let somebody sign in at this office, such as the first who lets in the others.

account NAME USERNAME      print a first password
account unlock USERNAME    forget the wrong passwords that were tried for a name
"""

import argparse

from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import fail, put, say

UNLOCK = "unlock"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    account = commands.add_parser(
        "account",
        help=_("print a first password by which a person signs in here, or unlock a name"),
        usage="%(prog)s NAME USERNAME | unlock USERNAME",
    )
    account.add_argument(
        "person", metavar="NAME", help=_("as the list of the team writes it; or the word unlock")
    )
    account.add_argument("username", metavar="USERNAME", help=_("what the person types to sign in"))
    account.set_defaults(run=run_account)


def run_account(arguments: argparse.Namespace) -> int:
    from mobilink.people.accounts import TERM, give_password
    from mobilink.people.models import Person
    from mobilink.people.sign_in import unlock

    if arguments.person == UNLOCK:
        many = unlock(arguments.username)
        words = _("Wrong passwords forgotten: %(many)s. “%(name)s” may try again now.")
        none = _("No wrong password is remembered for “%(name)s”.")
        say((words if many else none) % {"many": many, "name": arguments.username})
        return 0
    persons = Person.objects.filter(name__iexact=arguments.person.strip())
    if not persons:
        return fail(
            _("Nobody is called “%(name)s” here. The desk’s team page lists all.")
            % {"name": arguments.person},
            2,
        )
    if len(persons) > 1:
        return fail(
            _("Several are called “%(name)s”. Do it on the right one’s page.")
            % {"name": arguments.person},
            2,
        )
    put(give_password(persons[0], arguments.username, by=None))
    say(
        _("Good for %(days)s days at /sign-in/, where the person chooses another.")
        % {"days": TERM.days}
    )
    return 0
