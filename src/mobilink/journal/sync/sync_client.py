"""The sync client: a hub talks with its office, until neither has news.

Every signed segment is kept in a transaction of its own before anything is acknowledged. A conversation
may break off anywhere.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import starmap

import msgspec
from django.db import connection
from django.utils.translation import gettext as _

from mobilink import __version__
from mobilink.basics import clock
from mobilink.journal.actions import alone
from mobilink.journal.core.errors import NotOurs, Stranger
from mobilink.journal.core.exchange import Heads, heads, held, lacking, let_go
from mobilink.journal.core.messages import (
    VERSION,
    Answer,
    Ask,
    RawHead,
    ends_from_wire,
    ends_to_wire,
    line_from_wire,
    line_to_wire,
    read_envelope,
    sign_message,
)
from mobilink.journal.core.store import Line, SignedSegment
from mobilink.journal.safety.queries import own_entries
from mobilink.journal.safety.rebuild import rebuild
from mobilink.journal.storage import guards, keys, models, state_digest
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.kinds import PUBLIC
from mobilink.journal.storage.tables import TableStore, replica
from mobilink.journal.sync import batches, common_base, recovery, rollback_guard, signed_heads
from mobilink.journal.sync.batches import (
    batch_of,
    ends_with,
    everything,
    hashes_of,
    most_lines,
    receive_all,
    union,
)

UNDONE = (
    "The office does not know %d decisions that this installation had witnessed; its ledger is "
    "followed from where both agree. If nobody restored the office and let it decide without this "
    "installation, somebody else has its key: call the office."
)
Send = Callable[[bytes], bytes]
log = logging.getLogger(__name__)


@dataclass
class Outcome:
    """What a conversation came to, from the hub's side.

    `spent` counts the bytes of its messages, both ways. `is_more` says that the budget of bytes
    ended it while something still waited. `undone` counts the decisions that this hub had witnessed
    and the office does not know: it was restored and decided without this hub, or shows somebody
    else another ledger.
    """

    sent: int = 0
    received: int = 0
    lines: int = 0
    round_trips: int = 0
    spent: int = 0
    is_more: bool = False
    undone: int = 0
    refused: list[str] = field(default_factory=list)

    @property
    def has_moved(self) -> bool:
        """Whether either side got anything from the other."""
        return bool(self.sent or self.received or self.lines)


def office_address() -> str:
    """Where this hub's office answers."""
    office = models.Peer.objects.filter(is_office=True).first()
    if office is None:
        raise NotOurs(
            _("This installation has no office. Enrol it first: mobilink enrol URL CODE.")
        )
    return office.address


def talk(send: Send, budget: int | None = None) -> Outcome:
    """A hub's conversation with its office, through `send`, until neither has news.

    It ends earlier when so many bytes of `budget` are spent, but not before each side could bring
    something. Raises Refused when what comes back is not the office's answer; whatever was
    exchanged before stays exchanged.
    """
    office_address()
    rollback_guard.notice()
    office = models.Peer.objects.get(is_office=True)
    with alone(), guards.writing(connection):
        here = replica()
        here.seal()
        here.adopt_strays(milliseconds(clock.now()))
    rollback_guard.remember()
    outcome = Outcome()
    wanted: list[tuple[str, int]] = []
    asked, said = _greet(office, send, outcome, budget)
    while True:
        kept = receive_all([*starmap(SignedSegment, said.signed_segments)])
        outcome.received += kept.many
        followed, has_proof = _follow(said, office, outcome)
        outcome.lines += followed
        _let_go(said)
        is_further = said.wants != wanted  # the office took some of what it wanted
        wanted = said.wants
        has_moved = said.received or kept.many or followed or said.forks
        has_news = bool(has_moved or is_further or (said.awaits and has_proof))
        room = _room(outcome, budget)
        ask = _next_ask(said, asked, kept.ends, room, has_news=has_news)
        outcome.is_more = ask is not None and not room and asked.has_compared
        if ask is None or outcome.is_more:
            # What was refused before came again: its author may have been told of meanwhile.
            outcome.refused += kept.refused
            break
        asked, said = ask, _exchange(ask, office, send, outcome)
    if not outcome.is_more:
        common_base.part(office, is_known=said.agrees or outcome.has_moved)
    _note_contact(office, said)
    if _room(outcome, budget):
        _compare(office, send, outcome)
    return outcome


def _greet(
    office: models.Peer, send: Send, outcome: Outcome, budget: int | None
) -> tuple[Ask, Answer]:
    """The first question, short where that does, and its answer; both as if it was asked in full."""
    room = _room(outcome, budget)
    is_proven = signed_heads.are_complete(TableStore())
    shared = common_base.remembered(office) if is_proven else {}
    whole = _first_ask(room)
    short = common_base.shortened(whole, shared, room)
    if short is not None:
        said = _exchange(short, office, send, outcome)
        if said.agrees:
            return whole, common_base.answered_in_full(said, short, whole, shared)
        whole = _first_ask(_room(outcome, budget))
    return whole, _exchange(whole, office, send, outcome)


def _note_contact(office: models.Peer, said: Answer) -> None:
    now = milliseconds(clock.now())
    office.last_contact, office.version = now, said.program[:20]
    office.clock_error = None if said.clock is None else said.clock - now
    recovery.note_message(office, said.awaits)
    office.save(update_fields=["last_contact", "version", "clock_error", "ground", "recovery"])
    models.Installation.objects.update(in_backup=said.in_backup)


def _room(outcome: Outcome, budget: int | None) -> int:
    """How many bytes of segments each side may bring in the next message; 0 when all are spent."""
    if budget is None:
        return batches.BATCH
    return min(batches.BATCH, max(0, budget - outcome.spent) // 2)


def _compare(office: models.Peer, send: Send, outcome: Outcome) -> None:
    """Now and then, ask whether both show the same rows; where not, make them anew here."""
    with alone():
        hashes = state_digest.due(office)
    if hashes and office.version == __version__:
        ask = msgspec.structs.replace(_first_ask(batches.BATCH), states=hashes)
        said = _exchange(ask, office, send, outcome)
        with alone():
            signed_heads.keep(office, said.heads, said.in_backup)
        state_digest.note(office, ask, said)
        if said.differs:
            outcome.refused.append(_differs(said.differs))
            rebuild()


def _differs(streams: Iterable[str]) -> str:
    return _(
        "This installation showed other rows than the office (%(streams)s) and has made its "
        "tables anew. If this comes again, run: mobilink doctor"
    ) % {"streams": ", ".join(streams)}


def _let_go(said: Answer) -> None:
    """What was carried for others is the office's now."""
    with alone(), guards.writing(connection):
        store = TableStore()
        scope = {PUBLIC, *store.installation.streams}
        let_go(store, said.holds, scope.__contains__)


def _exchange(ask: Ask, office: models.Peer, send: Send, outcome: Outcome) -> Answer:
    spoken = sign_message(ask, TableStore().here()[0], keys.Ed25519())
    back = send(spoken)
    outcome.round_trips += 1
    outcome.spent += len(spoken) + len(back)
    heard = read_envelope(back)
    if heard.nonce != read_envelope(spoken).nonce or heard.author != office.author:
        raise Stranger(
            _("What came back is no answer of our office. Try again on another network.")
        )
    said = heard.open(Answer, bytes.fromhex(office.key), keys.Ed25519())
    outcome.sent += said.received
    outcome.refused += said.refused
    return said


def _first_ask(room: int) -> Ask:
    proofs = signed_heads.newest()
    return _ask(
        TableStore(), room, held=[], signed_segments=[], tail=[], proofs=proofs, has_compared=False
    )


def _ask(
    store: TableStore,
    room: int,
    *,
    held: Iterable[bytes],
    signed_segments: list[SignedSegment],
    tail: list[Line],
    proofs: Iterable[RawHead],
    has_compared: bool,
) -> Ask:
    last = [(stream, store.last_line(stream)) for stream in store.streams()]
    return Ask(
        VERSION,
        __version__,
        ends_to_wire(heads(store, everything)),
        sorted(held),
        has_compared,
        [(stream, line.until, line.hash) for stream, line in last if line],
        [(signed_segment.data, signed_segment.signature) for signed_segment in signed_segments],
        [line_to_wire(line) for line in tail],
        max(room, 1),
        milliseconds(clock.now()),
        {},
        *own_entries(store),
        heads=[*proofs],
    )


def _next_ask(said: Answer, asked: Ask, brought: Heads, room: int, *, has_news: bool) -> Ask | None:
    """The question that follows from an answer, or nothing when neither side has news."""
    store = TableStore()
    ends = ends_from_wire(said.ends)
    holding = held(store, ends)
    office_ends = union(ends, ends_with(ends_from_wire(asked.ends), {*said.holds}))
    news = lacking(store, union(office_ends, brought), said.holds, everything)
    up, _ = batch_of(news, room)
    tail = [
        line
        for stream, until in said.wants
        for line in signed_heads.tail(store, stream, until, most_lines(room))
    ]
    is_behind = bool(hashes_of(ends) - holding)
    is_first = not asked.has_compared
    if not (up or tail or said.is_more or said.forks or is_behind) or not (is_first or has_news):
        return None
    newest = signed_heads.newest() if said.awaits else []
    proofs = dict.fromkeys([*newest, *signed_heads.proofs(tail)])
    return _ask(
        store,
        room,
        held=holding,
        signed_segments=up,
        tail=tail,
        proofs=proofs,
        has_compared=True,
    )


def _go_back(said: Answer) -> int:
    """Forget the lines that the office's ledger does not have; how many entries those decided on.

    Inside the transaction that follows its own lines.
    """
    undone = 0
    for stream, office_lines in said.forks.items():
        agreed = {(revision, hash_) for revision, hash_ in office_lines}
        here = replica()
        lines = list(here.store.lines(stream, 0))
        shared = [line.until for line in lines if (line.until, line.hash) in agreed]
        here.lay_anew(stream, max(shared, default=0))
        signed_heads.forget(stream, max(shared, default=0))
        undone += sum(line.many for line in lines if line.until > max(shared, default=0))
    return undone


def _follow(said: Answer, office: models.Peer, outcome: Outcome) -> tuple[int, bool]:
    """Do what the office decided; how many lines could be followed, and whether a head is new."""
    with alone(), guards.writing(connection):
        undone = _go_back(said)
        here = replica()
        followed = 0
        waiting: set[str] = set()  # streams in which a line came before its entries
        for line in map(line_from_wire, said.lines):
            last = here.store.last_line(line.stream)
            is_new = last is None or line.revision > last.until
            if is_new and line.stream not in waiting:
                if here.follow(line):
                    followed += 1
                else:
                    waiting.add(line.stream)
        here.store.settle()
        has_proof = signed_heads.keep(office, said.heads, said.in_backup)
    if undone:
        outcome.undone += undone
        log.warning(UNDONE, undone)
    return followed, has_proof
