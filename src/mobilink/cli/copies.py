"""export: what leaves this installation for others to carry."""

import argparse
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from mobilink.basics.disk import put_whole
from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import put, say

TABLES: Final = (
    "countries", "lots", "makers", "outings", "partners", "products", "recruiters", "team",
    "vacancies", "venues",
)  # fmt: skip
KINDS: Final = ("xlsx", "csv", "json")
"""What `console.tables.catalogue` and `publishing.spreadsheets` have, known here without Django."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    export = commands.add_parser("export", help=_("write what others may carry, as files"))
    verbs = export.add_subparsers(metavar="KIND", required=True)
    site = verbs.add_parser("site", help=_("the public pages, for any web server or a stick"))
    site.add_argument("folder", type=Path, metavar="DIR", help=_("a new folder, or an older copy"))
    site.add_argument(
        "--address", help=_("where the copy will stand, for feeds and search engines: https://…")
    )
    assets = verbs.add_parser("assets", help=_("the register of vans and equipment (BMN), as CSV"))
    assets.add_argument("file", metavar="FILE|-", help=_("where to write it; - prints it"))
    assets.set_defaults(run=run_assets)
    for name in TABLES:
        table = verbs.add_parser(name, help=_("a table of the desk, with all its columns"))
        table.add_argument("file", type=Path, metavar="FILE.xlsx|.csv|.json")
        table.set_defaults(run=run_table, table=name, check_first=_check_kind)
    tables = verbs.add_parser(
        "tables", help=_("what was planned, done and counted as CSV, without persons")
    )
    tables.add_argument("folder", type=Path, metavar="DIR", help=_("a new or an empty folder"))
    tables.set_defaults(run=run_tables)
    site.set_defaults(run=run_site, check_first=_check_address)


def run_site(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from mobilink.public import site
    from mobilink.serving.server import prepare_static_files

    address = (arguments.address or settings.SITE_ADDRESS).rstrip("/")
    prepare_static_files()
    pages = site.write(arguments.folder.absolute(), address)
    put(_("%(pages)s pages in %(folder)s.") % {"pages": pages, "folder": arguments.folder})
    if not address:
        say(_("Without --address there is no sitemap.xml, and feeds name their pages relatively."))
    return 0


def run_table(arguments: argparse.Namespace) -> int:
    from django.utils.translation import get_language, override

    from mobilink.console.tables.catalogue import TABLES
    from mobilink.design.tables.shown import content
    from mobilink.design.tables.table import Choice

    kind = _kind_of(arguments.file)
    choice = Choice.whole(TABLES[arguments.table])
    # What a script reads is the same wherever it runs.
    with override("en" if kind == "json" else get_language()):
        put_whole(arguments.file, content(choice, kind))
    say(_("Wrote %(file)s.") % {"file": arguments.file})
    return 0


def run_tables(arguments: argparse.Namespace) -> int:
    from mobilink.publishing.data_tables import write_tables

    many = write_tables(arguments.folder)
    say(
        _("Wrote %(many)s tables and their dictionary into %(folder)s.")
        % {"many": many, "folder": arguments.folder}
    )
    return 0


def run_assets(arguments: argparse.Namespace) -> int:
    from mobilink.insight.assets import assets_csv

    if arguments.file == "-":
        put(assets_csv().rstrip())
        return 0
    # By the mark a spreadsheet knows the letters.
    Path(arguments.file).write_text(assets_csv(), "utf-8-sig", newline="")
    say(_("Wrote %(file)s.") % {"file": arguments.file})
    return 0


def _kind_of(file: Path) -> str:
    return file.suffix.removeprefix(".").lower()


def _check_kind(arguments: argparse.Namespace) -> None:
    if _kind_of(arguments.file) not in KINDS:
        raise Refused(
            _("“%(name)s” must end in %(endings)s.")
            % {"name": arguments.file.name, "endings": ", ".join(f".{kind}" for kind in KINDS)}
        )


def _check_address(arguments: argparse.Namespace) -> None:
    parts = urlsplit(arguments.address or "https://-")
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise Refused(
            _("“%(address)s” is not an address like https://example.org/mobilink.")
            % {"address": arguments.address}
        )
