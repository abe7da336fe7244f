"""found: an office begins, by questions or by one file."""

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import fail_with, put, say

ANYTHING = re.compile(r".+")
EXAMPLE = Path(__file__).parent.parent / "founding" / "example.toml"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "found", help=_("begin an office in an empty data folder, by questions or by one file")
    )
    way = command.add_mutually_exclusive_group()
    way.add_argument("--file", type=Path, metavar="FILE", help=_("a founding file, asked nothing"))
    way.add_argument(
        "--example", action=_Example, help=_("print a founding file to begin from, and exit")
    )
    command.set_defaults(run=run_found, creates_data=True)


class _Example(argparse.Action):
    """Prints without making a data folder, as --version does."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_arguments: Any) -> None:
        put(EXAMPLE.read_text("utf-8").rstrip())
        parser.exit()


def run_found(arguments: argparse.Namespace) -> int:
    from mobilink.founding import actions
    from mobilink.founding.reading import Faulty, Reading

    actions.expect_none()
    try:
        if arguments.file:
            sign_ins = actions.found(arguments.file)
        else:
            sign_ins = actions.found_from(Reading(Path.cwd()), _("Your answers"), _answers())
    except Faulty as refusal:
        return fail_with(refusal.faults)
    put(_("The office is founded. Its first passwords, which are told this once:"))
    for account in sign_ins:
        put(f"  {account.username:10} {account.password}   {account.name}, {account.title}")
    say(
        _(
            "Each is good for seven days at /sign-in/, where its owner chooses another. `mobilink "
            "serve` begins."
        )
    )
    return 0


def _answers() -> dict[str, Any]:
    """A founding file's smallest office, asked for line by line."""
    from mobilink.founding.country import provinces_named, regencies_named
    from mobilink.founding.folders import COUNTRIES, KITS, all_brought_along
    from mobilink.founding.office import smallest
    from mobilink.people.accounts import USERNAME
    from mobilink.people.units import CODE

    kit = _chosen(_("Kind of office"), {name: name for name in all_brought_along(KITS)})
    country = _chosen(_("Country"), {name: name for name in all_brought_along(COUNTRIES)})
    province = _chosen(_("Province"), provinces_named(country))
    regency = _chosen(_("Regency or city where the office is"), regencies_named(country, province))
    return smallest(
        kit=kit,
        country=country,
        province=province,
        regency_code=regency,
        name=_asked(_("Name of the office")),
        agency=_asked(_("Agency it belongs to")),
        code=_asked(_("Code of the office, in capitals, for example LAMPUNG"), CODE),
        person=_asked(_("Your name; you let in the others")),
        title=_asked(_("Your position")),
        username=_asked(
            _("What you type to sign in, in small letters, for example ratna"), USERNAME
        ),
    )


def _chosen(question: str, names: dict[str, str]) -> str:
    """The code of what was named by its code or its name; the only one there is is not asked for."""
    if len(names) == 1:
        return next(iter(names))
    while True:
        answer = _asked(question).casefold()
        codes = [code for code, name in names.items() if answer in (code, name.casefold())]
        codes = codes or [code for code, name in names.items() if answer in name.casefold()]
        if len(codes) == 1:
            put(f"  {codes[0]}  {names[codes[0]]}")
            return codes[0]
        _list(f"{code}  {names[code]}" for code in codes or names)


def _list(lines: Iterable[str]) -> None:
    put(_("Type the code or the name of one of these:"))
    for line in lines:
        put(f"  {line}")


def _asked(question: str, shape: re.Pattern[str] = ANYTHING) -> str:
    """An answer of a shape; asked again until there is one."""
    while True:
        try:
            answer = input(f"{question}: ").strip()
        except EOFError as error:
            raise Refused(
                _("Nobody answers. Write the office into a file; `mobilink found --help` tells.")
            ) from error
        if shape.fullmatch(answer):
            return answer
        if answer:
            say(_("It cannot be written so; look at the example."))
