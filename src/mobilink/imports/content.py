"""Import of cards and particulars from a folder of texts: all of it, or nothing and why.

A card is a file `CODE.LANGUAGE.md`: a head in TOML between two lines of `+++`, then its text. What
changes from day to day stands in any `.toml` file, under `[[hotline]]`, `[[fee]]`, `[[scheme]]`,
`[[document]]`, `[[institution]]` and `[[cost-rule]]`. A card that nobody has signed off becomes a
draft at the desk. Importing a folder twice changes nothing.
"""

import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics.errors import Refused
from mobilink.guidance import particulars, prose, signing
from mobilink.guidance.models import Card, CardText, CostRule, Particular
from mobilink.guidance.words import prose_words
from mobilink.imports.cells import BadCell
from mobilink.imports.sheets import BadFile
from mobilink.imports.tables import Column, Outcome
from mobilink.journal.storage.kinds import kind_of

Fields = dict[str, Any]
Completed = Callable[[str, Fields], Fields]
"""All fields of a text, of its kind and of those that it says itself."""
EDGE: Final = "+++"
CARD: Final = "card"
COST_RULE: Final = "cost-rule"
SIGNED: Final = ("version", "signed_off_by", "signed_off_on")
"""Of a card these come together, or it is a draft."""


class _Text(NamedTuple):
    """One thing that a file tells: where it stands there, what it is, its fields as they are written."""

    where: str
    kind: str
    fields: Fields


def _as_it_is(_kind: str, fields: Fields) -> Fields:
    return fields


def read(path: Path, *, dry_run: bool = False, completed: Completed = _as_it_is) -> Outcome:
    """Import a folder or a file; with problems or `dry_run`, nothing is written.

    `completed` says what a text of a kit leaves to its office: whose it is, who checked it when.
    """
    entered, problems, texts = 0, list[str](), list[_Text]()
    for file in _files(path):
        try:
            texts += _texts(file)
        except BadFile as error:
            problems.append(f"{file.name}: {error}")
    with transaction.atomic():
        for text in texts:
            try:
                with transaction.atomic():
                    entered += _enter(text.kind, completed(text.kind, text.fields))
            except Refused as error:
                problems.append(f"{text.where}{_field(error)}: {error}")
        if problems or dry_run:
            transaction.set_rollback(True)
    if problems:
        return Outcome(0, 0, problems)
    return Outcome(entered, len(texts) - entered, [])


def read_texts(path: Path) -> Iterator[tuple[str, Fields]]:
    """Where each text of a folder stands, and what it says; files that cannot be read are left out."""
    try:
        for file in _files(path):
            with suppress(BadFile):
                yield from ((text.where, text.fields) for text in _texts(file))
    except (BadFile, OSError):
        return


def _files(path: Path) -> list[Path]:
    """What changes from day to day comes first: cards name its schemes."""
    paths = sorted(path.iterdir()) if path.is_dir() else [path]
    files = [file for file in paths if file.suffix in (".md", ".toml")]
    if not files:
        raise BadFile(
            _("%(path)s holds no text: cards end in .md, the rest in .toml.") % {"path": path}
        )
    return sorted(files, key=lambda file: file.suffix != ".toml")


def _texts(file: Path) -> Iterator[_Text]:
    try:
        written = unicodedata.normalize("NFC", file.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadFile(_("it is not UTF-8 text; save it as UTF-8 and try again.")) from error
    if file.suffix == ".toml":
        yield from _rows(file, written)
    else:
        yield _Text(file.name, CARD, _card(file, written))


def _rows(file: Path, written: str) -> Iterator[_Text]:
    kinds = (*Particular.Kind.values, COST_RULE)
    for kind, rows in _toml(written).items():
        is_table = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        if kind not in kinds or not is_table:
            names = ", ".join(f"[[{each}]]" for each in kinds)
            raise BadFile(_("“%(kind)s” is none of %(names)s.") % {"kind": kind, "names": names})
        for number, row in enumerate(rows, start=1):
            yield _Text(f"{file.name}, {kind} {row.get('code') or number}", kind, row)


def _card(file: Path, written: str) -> Fields:
    lines = written.splitlines()
    try:
        end = lines.index(EDGE, 1) if lines[0] == EDGE else 0
    except (ValueError, IndexError):
        end = 0
    code, _dot, language = file.stem.rpartition(".")
    if not end or not code:
        raise BadFile(
            _(
                "it is no card: one is called like langkah.id.md, and begins with a head in TOML "
                "between two lines of %(edge)s."
            )
            % {"edge": EDGE}
        )
    # Empty lines before both parts, so that problems are told by the lines of the file.
    head = _toml("\n" + "\n".join(lines[1:end]))
    body = "\n".join(lines[end + 1 :])
    problems = prose.problems("\n" * (end + 1) + body)
    if problems:
        raise BadFile(prose_words(problems[0]))
    return {"code": code, "language": language, "body": body.strip(), **head}


def _toml(written: str) -> Fields:
    try:
        return tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise BadFile(_("it cannot be read: %(error)s.") % {"error": error}) from error


def _enter(kind: str, fields: Fields) -> bool:
    if kind == CARD:
        return _enter_card(fields)
    if kind == COST_RULE:
        return particulars.keep(CostRule, _fields(CostRule, fields))
    return particulars.keep(Particular, _fields(Particular, {"kind": kind, **fields}))


def _enter_card(written: Fields) -> bool:
    if any(name in written for name in SIGNED):
        return signing.adopt(_fields(Card, written)) is not None
    fields = _fields(Card, written, without=SIGNED)
    newest = signing.latest_card(fields["code"], fields["language"])
    waiting = signing.open_draft(fields["code"], fields["language"])
    if any(_is_just_so(here, fields) for here in (newest, waiting) if here):
        return False
    if waiting is not None and waiting.author_id:
        raise BadCell(
            "code",
            _("somebody's own text for this card waits at the desk; decide upon it first."),
        )
    signing.propose(fields, by=None)
    return True


def _is_just_so(here: CardText, fields: Fields) -> bool:
    return all(getattr(here, name) == value for name, value in fields.items())


def _fields(model: type[models.Model], written: Fields, *, without: tuple[str, ...] = ()) -> Fields:
    """Every field of the model as it is told, each of its own type; what may be left out is empty."""
    fields = {field.name: field for field in kind_of(model).fields if field.name not in without}
    for name in written:
        if name not in fields:
            raise BadCell(
                name,
                _("there is no such field; there are %(fields)s.") % {"fields": ", ".join(fields)},
            )
    return {
        name: _value(field, written[name]) if name in written else _empty(field)
        for name, field in fields.items()
    }


def _value(field: "models.Field[Any, Any]", value: Any) -> Any:
    kind, name = _types().get(type(field), (str, _("a text")))
    if isinstance(field, models.DecimalField) and isinstance(value, int):
        value = Decimal(value)
    if not isinstance(value, kind) or isinstance(value, (bool, datetime)):
        raise BadCell(
            field.name, _("“%(value)s” is not %(type)s.") % {"value": value, "type": name}
        )
    if isinstance(value, list) and not all(isinstance(part, str) for part in value):
        raise BadCell(field.name, _("a list holds texts, each between quotes."))
    return value


def _empty(field: "models.Field[Any, Any]") -> Any:
    if not field.blank and not field.has_default():
        raise BadCell(field.name, _("it is missing and must be given."))
    return field.get_default()


def _field(error: Refused) -> str:
    name = error.column if isinstance(error, BadCell) else getattr(error, "field", "")
    return _(", field %(name)s") % {"name": name} if name else ""


def _types() -> dict[type, tuple[type, str]]:
    return {
        models.DateField: (date, _("a day; write it like 2026-07-01")),
        models.IntegerField: (int, _("a number")),
        models.DecimalField: (Decimal, _("a whole amount, like 370000")),
        models.JSONField: (list, _('a list, like ["UU 18/2017 pasal 13"]')),
    }


COLUMNS: Final[tuple[Column, ...]] = (
    Column("title", gettext_lazy("what the card is called"), required=True),
    Column("section", " | ".join(Card.Section.values), required=True),
    Column("source", gettext_lazy("where this is known from"), required=True),
    Column("checked_on", gettext_lazy("day of the last check, 2026-07-01"), required=True),
    Column("review_by", gettext_lazy("day by which it is to be checked again"), required=True),
    Column("owner", gettext_lazy("who answers for the text"), required=True),
    Column("licence", gettext_lazy("under which others may use it"), required=True),
    Column("written_by", gettext_lazy("who wrote it"), required=True),
    Column("version", gettext_lazy("its number; with the two below, or it becomes a draft")),
    Column("signed_off_by", gettext_lazy("the second person")),
    Column("signed_off_on", gettext_lazy("day of the sign-off")),
    Column("law", gettext_lazy('a list of articles, like ["UU 18/2017 pasal 13"]')),
    Column("topic", gettext_lazy("code of the topic that it answers")),
    Column("scheme", gettext_lazy("code of the only scheme that it is about")),
    Column("position", gettext_lazy("its place among the others, a number")),
    Column("valid_from", gettext_lazy("first day on which it is told")),
    Column("valid_to", gettext_lazy("last day on which it is told")),
)
