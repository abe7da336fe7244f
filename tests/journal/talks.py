"""How the vans of a rehearsed world talk with their office in a test."""

import msgspec

from mobilink.basics.errors import Refused
from mobilink.journal.core import messages
from mobilink.journal.sync import sync_client, sync_server


def to_office(world):
    """How what a van says comes to its office, and what that answers comes back."""

    def send(question):
        with world.office.at_work():
            return sync_server.answer(question)

    return send


def talk(world, hub, send=None):
    """One conversation of a van with its office, whole or refused."""
    with hub.at_work():
        return sync_client.talk(send or to_office(world))


def no_line(question):
    raise Refused("There is no way to the office now.")


def asked(question):
    """What a question says, whoever signed it."""
    return msgspec.msgpack.decode(messages.read_envelope(question).body, type=messages.Ask)
