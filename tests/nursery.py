"""A process that has imported what every command imports, so that commands need not: each is a fork.

It knows no installation: a fork gets its environment, its folder and its files from who asks, and
only then reads settings. `tests/processes.py` asks.
"""

import contextlib
import importlib
import json
import os
import runpy
import signal
import socket
import sys
import time

# What needs no settings; nothing of Mobilink's, which may read its environment as it is imported.
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


def main(channel: int) -> None:
    """Fork whenever somebody asks, until nobody can; a fork goes on from here as what was asked."""
    for name in WARM:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    line = socket.socket(fileno=channel)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        asked, files, _flags, _address = socket.recv_fds(line, 1 << 20, 4)
        if not asked:
            return
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            line.close()
            if not (child := os.fork()):
                become(json.loads(asked), files)
                return
            _tell_of(child, files[3])
        for file in files:
            os.close(file)


def _tell_of(child: int, report: int) -> None:
    """Its number, and how it ends, as `subprocess` has it."""
    os.write(report, f"{child}\n".encode())
    _child, status = os.waitpid(child, 0)
    with contextlib.suppress(BrokenPipeError):  # who asked did not wait for the end
        os.write(report, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def become(asked: dict, files: list[int]) -> None:
    """Be the command, or the lines of Python, that were asked for."""
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
    if "code" in asked:
        sys.argv = ["-c"]
        exec(compile(asked["code"], "<string>", "exec"), {"__name__": "__main__"})
    else:
        sys.argv = ["mobilink", *asked["words"]]
        runpy.run_module("mobilink", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
