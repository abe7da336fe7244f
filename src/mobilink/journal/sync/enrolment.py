"""How a machine joins: an invitation at the office, enrolment at the new machine.

A code is shown once at the office and typed once at the new machine. Both sides prove that they
know it without sending it, and the new machine learns the office's key under that proof; from then
on keys speak for themselves.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from typing import Annotated
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import chance, clock, codes
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.core.errors import Malformed, NotOurs, Revoked, Stranger
from mobilink.journal.core.wire import Hash, Id, Name
from mobilink.journal.members import installations
from mobilink.journal.members.authentication import REVOKED
from mobilink.journal.members.installations import TERM, certificate, here, require_office
from mobilink.journal.storage import keys
from mobilink.journal.storage.fact_streams import stream_of_unit
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.kinds import TEAM
from mobilink.journal.storage.models import HUB as HUB
from mobilink.journal.storage.models import PHONE as PHONE
from mobilink.journal.storage.models import Installation, Invitation, Member, Peer
from mobilink.journal.sync import recovery

ENROL = Act("enrol installation", gettext_lazy("Machine let in"), is_offices=True)


FRESH = 10 * 60 * 1000  # a code is good for so many ms


# These three are no `core.messages`: who knows the code proves the bytes of the body, and only the
# order of its fields is on the wire; their names are signed nowhere.
class Request(msgspec.Struct, array_like=True, frozen=True):
    """What a new machine sends: which code it knows, its key, the proof, and what it is.

    One that joined before says `who` it was and in which `streams` it wrote: its records bear that
    name, and an office that was set back may have forgotten it.
    """

    code_hash: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    key: Hash
    proof: Hash
    kind: Name = HUB
    who: Annotated[bytes, msgspec.Meta(max_length=16)] = b""
    streams: Annotated[list[Name], msgspec.Meta(max_length=20)] = []


class Welcome(msgspec.Struct, array_like=True, frozen=True):
    """What the office answers: who the machine is now, and the office's own key."""

    author: Id
    kind: Name
    name: Name
    streams: list[Name]
    office: Id
    office_key: Hash


class Sealed(msgspec.Struct, array_like=True, frozen=True):
    """A welcome with the proof that it comes from who made the code."""

    body: bytes
    proof: bytes


def invite(kind: str, unit: str, name: str) -> str:
    """A code by which one machine joins within ten minutes, once."""
    require_office()
    code = codes.grouped(3)
    now = milliseconds(clock.now())
    Invitation.objects.filter(expires__lt=now).delete()
    Invitation.objects.create(
        code_hash=_hash(code), kind=kind, unit=unit, name=name, expires=now + FRESH, secret=code
    )
    return code


def answer(data: bytes) -> bytes:
    """The office's answer to a machine that knows a fresh code; raises Refused otherwise."""
    asked = _request_in(data)
    with alone():
        invitation = _invitation_of(asked)
        member = _known(asked, invitation)
        if member is None:
            member = _enrolled(asked, invitation)
            if not asked.who:  # it has nothing to tell of what an office may have forgotten
                recovery.hear(member.author)
        invitation.delete()
        office = require_office()
    welcome = Welcome(
        member.author.bytes,
        invitation.kind,
        member.name,
        member.streams,
        office.id.bytes,
        keys.public(),
    )
    body = msgspec.msgpack.encode(welcome)
    return msgspec.msgpack.encode(Sealed(body, _proof(invitation.secret, body)))


def _request_in(data: bytes) -> Request:
    try:
        asked = msgspec.msgpack.decode(data, type=Request)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Malformed("This is no request to join.") from error
    if not keys.can_be_locked_for(asked.key):
        raise Malformed("The key in this request to join is none.")
    if asked.who and len(asked.who) != 16:
        raise Malformed("What joins again says who it was.")
    return asked


def _invitation_of(asked: Request) -> Invitation:
    """The invitation whose code a machine knows; raises Stranger where there is none for it."""
    invitation = Invitation.objects.filter(code_hash=asked.code_hash).first()
    if invitation is None or invitation.expires < milliseconds(clock.now()):
        raise Stranger(
            _(
                "This code is not known here, was used, or is older than ten minutes. Ask for another."
            )
        )
    if asked.kind != invitation.kind:
        raise Stranger(_("This code is for another kind of machine. Ask for one of its own."))
    if not hmac.compare_digest(_proof(invitation.secret, asked.key + asked.who), asked.proof):
        raise Stranger(_("The code was typed differently here and there. Ask for another."))
    return invitation


def _known(asked: Request, invitation: Invitation) -> Member | None:
    """A machine that joins again and is known still; raises Stranger where it may not come back."""
    if not asked.who:
        return None
    if asked.streams and {*asked.streams} != {*_streams(invitation)}:
        raise Stranger(
            _(
                "The records on this machine are of another unit than the code. Ask for a code of its unit."
            )
        )
    who = UUID(bytes=asked.who)
    member = Member.objects.filter(author=who).first()
    known = bytes.fromhex(member.key) if member else asked.key
    if known != asked.key or who == require_office().id:
        raise Stranger(_("Another machine has this name and another key."))
    if member and member.cut is not None:
        raise Revoked(REVOKED)
    if member is None and recovery.state().is_on:
        raise Stranger(
            _("The office hears its vans first, and may know this machine then. Join again later.")
        )
    if member and installations.has_ended(member):
        installations.prolong(member, "joined again")
    return member


def _enrolled(asked: Request, invitation: Invitation) -> Member:
    """The machine as the office lists it from now on."""
    author = UUID(bytes=asked.who) if asked.who else chance.new_id()
    until = milliseconds(clock.now()) + TERM
    with commit(ENROL, by=None) as draft:
        return draft.add(
            Member,
            author=author,
            kind=invitation.kind,
            name=invitation.name,
            unit=invitation.unit,
            key=asked.key.hex(),
            streams=_streams(invitation),
            until=until,
            certificate=certificate(author, asked.key, until) if invitation.kind == HUB else "",
        )


def _streams(invitation: Invitation) -> list[str]:
    return [TEAM, stream_of_unit(invitation.unit)]


def enrol(code: str, address: str, send: Callable[[bytes], bytes]) -> Installation:
    """Join the office at `address` with the code that it gave out.

    A hub that its office has forgotten joins again as who it was; raises NotOurs for any other folder
    that is an installation already.
    """
    before, office = here(), Peer.objects.filter(is_office=True).first()
    if before is not None and (office is None or before.kind != HUB):
        raise NotOurs(
            _("This data folder is an installation already. Enrol a new folder, named with --data.")
        )
    code = code.strip().upper()
    who, streams = (before.id.bytes, before.streams) if before else (b"", [])
    request = request_of(code, keys.public(), HUB, who, streams)
    welcome = welcome_in(send(msgspec.msgpack.encode(request)), code)
    with alone():
        if before and office:
            if welcome.office_key.hex() != office.key:
                raise Stranger(
                    _("This is another office than the one that this machine belongs to.")
                )
            office.address = address
            office.save(update_fields=["address"])
            return before
        Peer.objects.create(
            author=UUID(bytes=welcome.office),
            key=welcome.office_key.hex(),
            is_office=True,
            address=address,
        )
        return Installation.objects.create(
            id=UUID(bytes=welcome.author),
            epoch=chance.new_id(),
            kind=welcome.kind,
            name=welcome.name,
            streams=welcome.streams,
        )


def request_of(
    code: str, key: bytes, kind: str = HUB, who: bytes = b"", streams: Sequence[str] = ()
) -> Request:
    """What a machine with this public key asks that knows a code."""
    return Request(_hash(code), key, _proof(code, key + who), kind, who, [*streams])


def welcome_in(answer: bytes, code: str) -> Welcome:
    """What an office answered, once it is proved that it made the code; raises Refused."""
    try:
        sealed = msgspec.msgpack.decode(answer, type=Sealed)
        welcome = msgspec.msgpack.decode(sealed.body, type=Welcome)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Malformed(
            _("What answered there is no Mobilink office. Check the address.")
        ) from error
    if not hmac.compare_digest(_proof(code, sealed.body), sealed.proof):
        raise Stranger(_("What answered there does not know the code. Check the address."))
    return welcome


def _hash(code: str) -> str:
    return hashlib.sha256(b"mobilink code" + code.encode()).hexdigest()


def _proof(code: str, said: bytes) -> bytes:
    return hmac.digest(code.encode(), b"mobilink proof" + said, "sha256")
