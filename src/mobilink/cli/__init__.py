"""`mobilink`: every command, its help, and how a failure is told.

A command module offers `register(commands)`, which adds its parsers and sets `run`, a function of
the parsed arguments that returns an exit code. Commands that set `needs_data=False` start without
Django and without a data folder.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from mobilink import __version__
from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import fail

COMMANDS = [
    "installation",
    "accounts",
    "reports",
    "lookups",
    "copies",
    "packs",
    "posters",
    "desk",
    "facts",
    "exchange",
    "network",
    "kits",
    "founding",
    "review_queue",
    "upkeep",
    "heads",
    "law",
    "proof",
    "doctor",
    "proofreading",
    "workshop",
    "testing",
]


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code."""
    words = list(sys.argv[1:] if argv is None else argv)
    arguments = _parser().parse_args(_with_data_taken_out(words))
    try:
        sys.exit(_run(arguments))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of a pipe went away (`mobilink count | head`); nothing is left to be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _run(arguments: argparse.Namespace) -> int:
    if not arguments.needs_data:
        return int(arguments.run(arguments))
    from mobilink.cli import start

    try:
        arguments.check_first(arguments)
        start.django(create=arguments.creates_data, migrate=arguments.migrates)
        return int(arguments.run(arguments))
    except Refused as refusal:
        return fail(str(refusal))
    except BrokenPipeError:
        raise
    except start.FAILURES as error:
        return fail(start.in_words(error))


class Words(argparse.ArgumentParser):
    """A parser that tells a wrong line in one line, as every other failure is told."""

    def error(self, message: str) -> NoReturn:
        command = self.prog.removeprefix("mobilink").strip()
        said = f"{command}: {message}" if command else message
        sentence = _("%(said)s. See `%(command)s --help`.") % {"said": said, "command": self.prog}
        sys.exit(fail(sentence, 2))


def _parser() -> argparse.ArgumentParser:
    # argparse has no other way to say its own words in another language.
    vars(argparse)["_"] = _
    parser = Words(
        prog="mobilink",
        description=_("Plan, run, prove and hand over a mobile outreach service."),
        epilog=_("--data DIR, anywhere in the line, or MOBILINK_DATA names the data folder."),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"mobilink {__version__}",
        help=_("show program's version number and exit"),
    )
    parser.set_defaults(
        needs_data=True, creates_data=False, migrates=False, check_first=lambda _: None
    )
    commands = parser.add_subparsers(title=_("commands"), metavar="COMMAND", required=True)
    for name in COMMANDS:
        importlib.import_module(f"mobilink.cli.{name}").register(commands)
    return parser


def _with_data_taken_out(words: list[str]) -> list[str]:
    """Take `--data DIR` out of the line, wherever it stands, and put it into the environment."""
    finder = Words(prog="mobilink", add_help=False, allow_abbrev=False)
    finder.add_argument("--data", metavar="DIR")
    options, rest = finder.parse_known_args(words)
    if options.data is not None:
        os.environ["MOBILINK_DATA"] = options.data or finder.error(_("--data needs a folder"))
    return rest
