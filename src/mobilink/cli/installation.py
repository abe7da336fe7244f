"""init, demo, serve: making an installation and letting people in."""

import argparse
import os
import socket

from mobilink.basics.errors import Refused
from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import put, say
from mobilink.scenarios.stories import read

DEMO = "kepri-2019"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = commands.add_parser("demo", help=_("fill an installation with a story and serve it"))
    demo.add_argument(
        "--scenario", default=DEMO, help=_("which story (default %(story)s)") % {"story": DEMO}
    )
    demo.add_argument(
        "--afresh", action="store_true", help=_("put an older demo aside and begin anew")
    )
    _add_address(demo)
    demo.set_defaults(run=run_demo, creates_data=True, check_first=_check_demo)

    init = commands.add_parser(
        "init", help=_("make the data folder and its tables, without serving")
    )
    init.add_argument("--scenario", help=_("fill it with a story, for example kepri-2019"))
    init.set_defaults(run=run_init, creates_data=True, check_first=_check_scenario)

    serve = commands.add_parser("serve", help=_("serve the installation in the data folder"))
    _add_address(serve)
    serve.set_defaults(run=run_serve, creates_data=True, check_first=_check_port)


def run_init(arguments: argparse.Namespace) -> int:
    from mobilink.config import folder
    from mobilink.journal.members.installations import establish
    from mobilink.scenarios import loading

    if arguments.scenario:
        loading.load(arguments.scenario)
    establish("Mobilink")
    put(_("Ready in %(folder)s.") % {"folder": folder.chosen_path()})
    return 0


def run_demo(arguments: argparse.Namespace) -> int:
    from mobilink.config import folder
    from mobilink.scenarios import loading

    accounts = loading.sign_ins(arguments.scenario)
    loaded = loading.load(arguments.scenario)
    if loaded:
        (folder.chosen_path() / folder.DEMO).write_text(f"{arguments.scenario}\n")
    put(
        _("The story is loaded.")
        if loaded
        else _("The data folder is filled already; it stays as it is.")
    )
    put(
        _("Open http://%(host)s:%(port)s/ and sign in at /sign-in/ as one of")
        % {"host": arguments.host, "port": arguments.port}
    )
    for account in accounts:
        put(f"  {account.username:10} {account.password}   {account.name}, {account.title}")
    say(_("For an office of your own: mobilink serve --data FOLDER, with a new folder."))
    return _serve(arguments)


def run_serve(arguments: argparse.Namespace) -> int:
    return _serve(arguments)


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help=_("address to listen on (default: this machine)")
    )
    parser.add_argument(
        "--port", type=_port, default=8000, help=_("port to listen on (default 8000)")
    )


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(
            _("“%(text)s” is not a port; choose a number from 1 to 65535") % {"text": text}
        )
    return int(text)


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _check_scenario(arguments: argparse.Namespace) -> None:
    if arguments.scenario:
        read(arguments.scenario)


def _check_port(arguments: argparse.Namespace) -> None:
    if not _is_free(arguments.host, arguments.port):
        raise Refused(
            _(
                "%(host)s:%(port)s cannot be listened on: another program has the port, or the "
                "address is not this machine's. Choose another with --port or --host."
            )
            % {"host": arguments.host, "port": arguments.port}
        )


def _check_demo(arguments: argparse.Namespace) -> None:
    _check_scenario(arguments)
    _check_port(arguments)
    if arguments.afresh:
        _put_demo_aside()


def _put_demo_aside() -> None:
    from mobilink.config import folder

    if os.environ.get("MOBILINK_DATABASE_URL"):
        raise Refused(
            _(
                "The demo's records lie in the PostgreSQL that MOBILINK_DATABASE_URL names, and "
                "stay there. Name an empty database, or none, then begin afresh."
            )
        )
    if aside := folder.put_demo_aside(folder.chosen_path()):
        put(
            _("The older demo lies in %(aside)s now. Delete it when you need it no more.")
            % {"aside": aside}
        )


def _serve(arguments: argparse.Namespace) -> int:
    from mobilink.founding.beginning import CODE, has_begun, new_code
    from mobilink.journal.sync import recovery
    from mobilink.serving import server

    if (waiting := recovery.state()).is_on:
        say(_("%(state)s `mobilink recover` tells more.") % {"state": waiting})
    if not has_begun():
        os.environ[CODE] = new_code()
        say(
            _(
                "Nothing has begun here yet. Open http://%(host)s:%(port)s/ and type this code: %(code)s"
            )
            % {"host": arguments.host, "port": arguments.port, "code": os.environ[CODE]}
        )
    say(_("Stop with Ctrl+C."))
    return server.run(arguments.host, arguments.port)
