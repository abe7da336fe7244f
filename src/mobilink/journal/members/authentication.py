"""Authentication of a message: it is its machine's, meant for here, and the machine is honoured.

The address to which it was said is signed with it, and a server answers to its own names only. So
whoever gets a machine to talk with him can do nothing with what it says at another station.
"""

from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import UUID

from mobilink.basics import clock
from mobilink.journal.core.errors import Revoked, Stranger
from mobilink.journal.core.messages import AnyMessage, Unverified, read_envelope
from mobilink.journal.members import installations
from mobilink.journal.storage import keys
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.models import Member, Peer

UNKNOWN_AT_OFFICE = "This machine is not known here. Let it join at the office once more."
UNKNOWN_IN_VAN = "This van has not heard of this machine yet. Let the van reach its office once."
REVOKED = "The office does not honour this machine any more. Show it to your office."
OLD = (
    "This machine has an older program. Let it reach its office once, so that it gets the new one."
)
ELSEWHERE = (
    "This was said to “{}” and came to “{}”, so nothing of it was taken. If a server in front "
    "passes it on, have that leave the name alone by which it was called (Host)."
)


class Contact(Protocol):
    """What a message tells of the machine that sent it."""

    @property
    def program(self) -> str: ...
    @property
    def clock(self) -> int: ...
    @property
    def captured(self) -> int | None: ...
    @property
    def oldest_unsent(self) -> int | None: ...


def authenticate(
    data: bytes, of: type[AnyMessage], host: str, **which: Any
) -> tuple[Unverified, Member, AnyMessage]:
    """The envelope in `data`, who sent it, and what it says; raises Refused.

    `host` is the name by which this station was asked. `which` narrows the machines that may
    ask, as `kind`.
    """
    envelope = read_envelope(data)
    member = Member.objects.filter(author=envelope.author, **which).first()
    if member is None:
        raise Stranger(UNKNOWN_AT_OFFICE if installations.is_office() else UNKNOWN_IN_VAN)
    message = envelope.open(of, bytes.fromhex(member.key), keys.Ed25519())
    if member.cut is not None:
        raise Revoked(REVOKED)
    _refuse_what_is_not_for(host, getattr(message, "to", ""))
    return envelope, member, message


def name_in(address: str) -> str:
    """The name by which a machine calls the server at an address, as its `Host` says it."""
    parts = urlsplit(address)
    usual = {"https": ":443", "http": ":80"}.get(parts.scheme, "")
    return parts.netloc.rpartition("@")[2].lower().removesuffix(usual)


def note_contact(author: UUID, message: Contact) -> None:
    """Keep when a machine was heard, and what it told of itself."""
    now = milliseconds(clock.now())
    contact = {
        "version": message.program[:20],
        "last_contact": now,
        "clock_error": message.clock - now,
        "captured": message.captured,
        "oldest_unsent": message.oldest_unsent,
    }
    Peer.objects.update_or_create(author=author, defaults=contact)


def _refuse_what_is_not_for(host: str, to: str) -> None:
    if not to:
        raise Stranger(OLD)
    if to != host.lower():
        raise Stranger(ELSEWHERE.format(to[:80], host[:80]))
