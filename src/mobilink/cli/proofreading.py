"""sentences: everything that the faces and papers say, for whoever reads it over."""

import argparse
from dataclasses import asdict

from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import put, put_json
from mobilink.config.sentences import Sentence, on_paper, sentences


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    reading = commands.add_parser(
        "sentences", help=_("print every sentence with its place, to proof-read it")
    )
    reading.add_argument("--room", default="", help=_("only of this room, for example public"))
    reading.add_argument(
        "--language", default="id", metavar="CODE", help=_("translated into this one")
    )
    reading.add_argument("--json", action="store_true")
    reading.set_defaults(run=run, needs_data=False)


def run(arguments: argparse.Namespace) -> int:
    chosen = [
        each
        for each in [*sentences(arguments.language), *on_paper()]
        if arguments.room in ("", each.room)
    ]
    if arguments.json:
        put_json([asdict(each) for each in chosen])
        return 0
    for each in chosen:
        put(_in_lines(each))
    return 0


def _in_lines(sentence: Sentence) -> str:
    lines = [sentence.place, sentence.english, sentence.translated]
    return "\n  ".join(filter(None, lines)) + "\n"
