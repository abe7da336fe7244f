"""export: what leaves this installation for others to carry."""

import argparse
from pathlib import Path
from urllib.parse import urlsplit

from mobilink.basics.errors import Refused
from mobilink.cli.output import put, say


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    export = commands.add_parser("export", help="write what others may carry, as files")
    verbs = export.add_subparsers(metavar="KIND", required=True)
    site = verbs.add_parser("site", help="the public pages, for any web server or a stick")
    site.add_argument("folder", type=Path, metavar="DIR", help="a new folder, or an older copy")
    site.add_argument(
        "--address", help="where the copy will stand, for feeds and search engines: https://…"
    )
    assets = verbs.add_parser("assets", help="the register of vans and equipment (BMN), as CSV")
    assets.add_argument("file", metavar="FILE|-", help="where to write it; - prints it")
    assets.set_defaults(run=run_assets)
    site.set_defaults(run=run_site, check_first=_check_address)


def run_site(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from mobilink.public import site
    from mobilink.serving.server import prepare_static_files

    address = (arguments.address or settings.SITE_ADDRESS).rstrip("/")
    prepare_static_files()
    pages = site.write(arguments.folder.absolute(), address)
    put(f"{pages} pages in {arguments.folder}.")
    if not address:
        say("Without --address there is no sitemap.xml, and feeds name their pages relatively.")
    return 0


def run_assets(arguments: argparse.Namespace) -> int:
    from mobilink.insight.assets import assets_csv

    if arguments.file == "-":
        put(assets_csv().rstrip())
        return 0
    # By the mark a spreadsheet knows the letters.
    Path(arguments.file).write_text(assets_csv(), "utf-8-sig", newline="")
    say(f"Wrote {arguments.file}.")
    return 0


def _check_address(arguments: argparse.Namespace) -> None:
    parts = urlsplit(arguments.address or "https://-")
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise Refused(f"“{arguments.address}” is not an address like https://example.org/mobilink.")
