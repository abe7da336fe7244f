"""How the vans of a rehearsed world talk with their office in a test."""

import msgspec

from mobilink import __version__
from mobilink.basics.errors import Refused
from mobilink.journal.core import messages
from mobilink.journal.core.wire import Op
from mobilink.journal.simulation.world import TEAM
from mobilink.journal.storage.tables import TableStore
from mobilink.journal.sync import rollback_guard, sync_client, sync_server


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


def question(world, **of):
    """What somebody with a van's key asks."""
    plain = messages.Ask(messages.VERSION, __version__, [], [], False, [], [], [], 1000, world.now)
    return msgspec.structs.replace(plain, **of)


def set_back(world, image):
    """The office is restored by the tool, into a folder of its own."""
    world.office.store = image
    with world.office.at_work():
        TableStore().renew_epoch()
        rollback_guard.remember()  # as if nothing was there before


def restored_silently(world, image):
    """The whole disk goes back, the file of heads with it."""
    world.office.store = image


def write_outing(world, hub):
    """Somebody at a van plans one more outing."""
    world.write(hub, TEAM, Op("outing", None, {"title": "Pasar Bintan"}))
