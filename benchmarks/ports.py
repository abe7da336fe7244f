"""Ports of servers that are measured."""

import socket
from pathlib import Path
from typing import Final

LOWEST: Final = 20_000
OUTGOING: Final = Path("/proc/sys/net/ipv4/ip_local_port_range")
USUAL_OUTGOING: Final = 32_768


def free_port(neighbours: int = 0) -> int:
    """A free port of which the system gives outgoing connections none, with so many free above it.

    A client's connection keeps its own port for a minute after its end, and a load has hundreds: a
    server that then wants one of these cannot listen.
    """
    for port in range(LOWEST, first_outgoing() - neighbours):
        if all(_is_free(port + step) for step in range(neighbours + 1)):
            return port
    raise OSError("There is no free port for a server here.")


def first_outgoing() -> int:
    """The lowest port that the system may give to an outgoing connection."""
    return int(OUTGOING.read_text().split()[0]) if OUTGOING.exists() else USUAL_OUTGOING


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
