"""A process that has imported the program, so that what tests start need not: each is a fork.

A fork forgets the settings of this process and reads those of the installation it is started for:
its environment, its folder and its files come from who asks. `tests/processes.py` asks.
"""

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import sys
import time

import django

import mobilink
from tests import cheap

# What the program imports late, or only for some of its commands.
WARM = [
    "argon2",
    "argparse",
    "asyncio",
    "concurrent.futures",
    "csp.constants",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "cryptography.hazmat.primitives.ciphers.aead",
    "django.contrib.messages.storage.fallback",
    "django.contrib.sessions.middleware",
    "django.contrib.staticfiles.storage",
    "django.core.management",
    "django.core.serializers.json",
    "django.db.backends.postgresql.base",
    "django.db.backends.sqlite3.base",
    "django.db.migrations.executor",
    "django.forms",
    "django.middleware.csrf",
    "django.template.defaulttags",
    "django.template.loader",
    "django.urls",
    "http.client",
    "msgspec",
    "nacl.public",
    "nacl.signing",
    "packaging.version",
    "psycopg",
    "rapidfuzz",
    "sqlcipher3.dbapi2",
    "sqlite3",
    "tomllib",
    "urllib.request",
    "zoneinfo",
    "zstandard",
]


# Modules that act when they are imported.
APART = {"mobilink.__main__", "mobilink.config.settings", "mobilink.config.wsgi"}


def main(channel: int, refused: int) -> None:
    """Fork whenever somebody asks, until nobody can; a fork goes on from here as what was asked."""
    warm_up()
    from tests import law  # asks Django for its kinds

    law.note_what_is_refused(refused)
    line = socket.socket(fileno=channel)
    while True:
        asked, files, _flags, _address = socket.recv_fds(line, 1 << 20, 4)
        bury_the_dead()
        if not asked:
            return
        if not os.fork():
            line.close()
            if not (child := os.fork()):
                become(json.loads(asked), files)
                return
            _tell_of(child, files[3])
        for file in files:
            os.close(file)


def warm_up() -> None:
    """Import everything, and leave it where forks need not copy it."""
    django.setup()
    cheap.hash_cheaply()
    ours = pkgutil.walk_packages(mobilink.__path__, "mobilink.")
    for name in WARM + [module.name for module in ours if module.name not in APART]:
        if ".migrations" not in name:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    gc.collect()
    gc.freeze()


def bury_the_dead() -> None:
    """Await the forks that have ended, so that their CPU time is counted."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _tell_of(child: int, report: int) -> None:
    """Its number, and how it ends, as `subprocess` has it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.write(report, f"{child}\n".encode())
    _child, status = os.waitpid(child, 0)
    with contextlib.suppress(BrokenPipeError):  # who asked did not wait for the end
        os.write(report, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def become(asked: dict, files: list[int]) -> None:
    """Be the command, the server or the lines of Python that were asked for."""
    for place, file in enumerate(files[:3]):
        os.dup2(file, place)
    for file in files:
        os.close(file)
    sys.stdin, sys.stdout = os.fdopen(0, encoding="utf-8"), os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    forget_settings()
    if "listen" in asked:
        from mobilink.serving.worker import listen

        listen(*asked["listen"])
    elif "code" in asked:
        sys.argv = ["-c"]
        exec(compile(asked["code"], "<string>", "exec"), {"__name__": "__main__"})
    else:
        sys.argv = ["mobilink", *asked["words"]]
        runpy.run_module("mobilink", run_name="__main__", alter_sys=True)


def forget_settings() -> None:
    """The next who asks for a setting or a database reads the environment of this fork."""
    from django.conf import empty, settings
    from django.db import connections

    sys.modules.pop("mobilink.config.settings")
    settings._wrapped = empty
    vars(connections).clear()
    connections.__init__()  # type: ignore[misc]


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
