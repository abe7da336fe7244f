"""An office that lives in a test, of which the test's installation is a hub; it signs as the office."""

import uuid

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from mobilink.journal.actions import alone
from mobilink.journal.core import messages, segment, wire
from mobilink.journal.core.exchange import heads
from mobilink.journal.core.sequence import AS_IT_IS
from mobilink.journal.core.store import Line, SignedSegment
from mobilink.journal.storage import guards, keys
from mobilink.journal.storage.models import Installation, Peer
from mobilink.journal.storage.tables import TableStore, replica
from mobilink.journal.sync import batches

TEAM = "team"


class Office:
    """It decides one entry in each line."""

    def __init__(self):
        with alone(), guards.writing(connection):
            replica().seal()
        here = Installation.objects.get()
        self.id, self.signer = here.id, keys.Ed25519()
        store = TableStore()
        self.known = {
            hash_ for ends in heads(store, batches.everything).values() for _, hash_ in ends
        }
        branch = store.branches(wire.Chain(here.id, here.epoch, TEAM))[-1]
        self.link = wire.Link(*branch.chain, branch.tip + 1, branch.tip_hash)
        self.last = store.last_line(TEAM)
        self.signed_segments, self.lines, self.taken, self.given = [], [], [], 0
        Peer.objects.create(
            author=here.id, key=keys.public().hex(), is_office=True, address="http://office"
        )
        hub = {"id": uuid.uuid4(), "epoch": uuid.uuid4(), "kind": "hub"}
        Installation.objects.update(**hub, streams=[TEAM, "unit/BATAM"])

    def decide(self, outing, said):
        """Say something of an outing: one more entry, and its line."""
        seen = bytes.fromhex(outing.versions.get("result", ""))
        op = wire.Op("outing", outing.pk.bytes, {"result": said}, {"result": seen})
        made = self.link.entry(1_566_000_000_000, b"", wire.Payload("act", "", "", [op]))
        packed = segment.pack([made], b"s" * 16)
        self.signed_segments.append(
            SignedSegment(packed.data, keys.Ed25519().sign(segment.claim(packed)))
        )
        self.lines.append(self.line(self.last, made))
        self.link, self.last = made.after, self.lines[-1]
        self.known.add(made.hash)

    def line(self, last, made):
        place = (TEAM, last.until + 1, made.link.author, made.link.epoch, made.link.seq, 1)
        line = Line(*place, made.hash, AS_IT_IS, 1_566_000_000_000, b"")
        return line._replace(hash=line.hash_after(last.hash))

    def told(self, ask):
        """The answer to a question, before it is signed."""
        self.known |= {segment.unpack(data).head for data, _ in ask.signed_segments}
        brought = [segment.unpack(data) for data, _ in ask.signed_segments]
        self.taken += [one for one in brought if one.chain.author != self.id]
        [known] = [revision for stream, revision, _ in ask.ledger if stream == TEAM]
        behind = sum(line.revision > known for line in self.lines)
        theirs = messages.ends_from_wire(ask.ends)
        new = self.signed_segments[len(self.signed_segments) - behind :] if behind else []
        signed_segments, is_more = batches.batch_of(new, ask.budget)
        self.given += len(signed_segments)
        ends = {self.link.chain: {(self.link.seq - 1, self.link.prev)}}
        ends |= {of.chain: {(of.last, of.head)} for of in self.taken}
        is_here = {hash_ for ends in theirs.values() for _, hash_ in ends}
        return messages.Answer(
            messages.VERSION, "0.0",  # so that every question is asked in full
            messages.ends_to_wire({of: end - theirs.get(of, set()) for of, end in ends.items()}),
            sorted(is_here & self.known), len(ask.signed_segments), [], [tuple(one) for one in signed_segments],
            [messages.line_to_wire(line) for line in self.lines[len(self.lines) - behind :][: len(signed_segments)]],
            [], {}, is_more,
        )  # fmt: skip

    def send(self, spoken, **changes):
        heard = messages.read_envelope(spoken)
        reply = self.told(heard.open(messages.Ask, keys.public(), keys.Ed25519()))
        reply = msgspec.structs.replace(reply, **changes)
        return messages.sign_message(reply, self.id, self.signer, heard.nonce)


def after(last, line):
    """A line made to continue another one."""
    return line._replace(hash=line.hash_after(last.hash))


class Rogue(keys.Ed25519):
    """A signer with a key that nobody knows."""

    key = Ed25519PrivateKey.generate()

    def sign(self, message):
        return self.key.sign(message)
