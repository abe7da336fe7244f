"""Morango's office: its URLs in cheroot, the server that Kolibri uses."""

import json
import sys
import threading

from cheroot.wsgi import Server
from django.core.wsgi import get_wsgi_application
from project import PATIENCE_SECONDS


def main(_: list[str]) -> None:
    server = Server(("127.0.0.1", 0), get_wsgi_application(), timeout=PATIENCE_SECONDS)
    server.prepare()
    threading.Thread(target=server.serve, daemon=True).start()
    sys.stdout.write(json.dumps({"port": server.bind_addr[1]}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.stop()
