"""poster, sign, social: what hangs on a wall and what is posted about an outing."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import put, put_json, say

if TYPE_CHECKING:
    from mobilink.outreach.models import Outing


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    poster = commands.add_parser("poster", help=_("the poster of an outing, A4"))
    _add_outing(poster)
    _add_paper(poster)
    poster.set_defaults(run=run_poster)

    sign = commands.add_parser("sign", help=_("the sign for the booth, A4: scan for the schedule"))
    _add_paper(sign)
    sign.set_defaults(run=run_sign)

    social = commands.add_parser("social", help=_("what to post about an outing, in Indonesian"))
    _add_outing(social)
    _add_address(social)
    social.add_argument("--long", action="store_true", help=_("all of it, not one message of 280"))
    social.add_argument("--json", action="store_true")
    social.set_defaults(run=run_social)


def run_poster(arguments: argparse.Namespace) -> int:
    from mobilink.publishing import posters

    address = _address(arguments)
    arguments.pdf.write_bytes(posters.poster(_outing(arguments.outing), address))
    say(_("Wrote %(file)s.") % {"file": arguments.pdf})
    if not address:
        say(_("It has no code to scan: set MOBILINK_ADDRESS, or give --address."))
    return 0


def run_sign(arguments: argparse.Namespace) -> int:
    from mobilink.publishing import posters

    arguments.pdf.write_bytes(posters.sign(_address(arguments)))
    say(_("Wrote %(file)s.") % {"file": arguments.pdf})
    return 0


def run_social(arguments: argparse.Namespace) -> int:
    from mobilink.publishing import social_posts

    outing, address = _outing(arguments.outing), _address(arguments)
    if arguments.json:
        put_json(
            {
                "short": social_posts.short(outing, address),
                "long": social_posts.long(outing, address),
            }
        )
    else:
        put((social_posts.long if arguments.long else social_posts.short)(outing, address))
    return 0


def _add_outing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("outing", metavar="OUTING", help=_("its id, as `report window` lists it"))


def _add_paper(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pdf", type=Path, metavar="FILE", required=True)
    _add_address(parser)


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--address", help=_("of the public pages (else MOBILINK_ADDRESS), https://…")
    )


def _address(arguments: argparse.Namespace) -> str:
    from django.conf import settings

    return str(arguments.address or settings.SITE_ADDRESS).rstrip("/")


def _outing(text: str) -> "Outing":
    from mobilink.outreach.queries import outings

    try:
        outing = outings().filter(pk=UUID(text)).first()
    except ValueError:
        outing = None
    if outing is None:
        raise Refused(
            _("There is no outing %(id)s; `report window` lists them with ids.") % {"id": text}
        )
    return outing
