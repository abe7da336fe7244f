"""A hub and its office talk: what each does with the other's message.

Every parcel is kept in a transaction of its own before anything is acknowledged; the answer is
written after the last of them is on disk. A conversation may break off anywhere.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

import msgspec
from django.db import connection
from django.db.models import Max

from mobilink import __version__
from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.journal import departures, guards, installations, keys, models, recovery, states
from mobilink.journal.actions import alone
from mobilink.journal.errors import NotOurs, Stranger
from mobilink.journal.exchange import heads, held, lacking, let_go
from mobilink.journal.fields import milliseconds
from mobilink.journal.kinds import PUBLIC, TEAM
from mobilink.journal.messages import (
    VERSION,
    Answer,
    Ask,
    ends_heard,
    ends_told,
    hear,
    line_heard,
    line_told,
    parcels_heard,
    speak,
)
from mobilink.journal.queries import own_entries
from mobilink.journal.rebuild import rebuild
from mobilink.journal.replica import Replica
from mobilink.journal.store import Line, Parcel
from mobilink.journal.tables import TableStore, put_in_order, replica

PORTION = 64 * 1024  # bytes of segments in one message: what is sent again after a cut
LINES = 5_000
NOT_HONOURED = (
    "The office does not honour this installation any more: it was revoked, or its certificate has "
    "ended. What it brought is kept there and waits for a person; ask the office."
)
DIFFERS = (
    "This installation showed other rows than the office ({}) and has made its tables anew. If "
    "this comes again, run: mobilink doctor"
)
Send = Callable[[bytes], bytes]


@dataclass
class Outcome:
    """What a conversation came to, from the hub's side."""

    sent: int = 0
    received: int = 0
    lines: int = 0
    round_trips: int = 0
    refused: list[str] = field(default_factory=list)


def everything(stream: str) -> bool:
    """Whatever a hub holds may go up to the office, others' entries too."""
    return True


def answer(data: bytes) -> bytes:
    """The office's answer to a hub's message; raises Refused where it may not be answered."""
    heard = hear(data)
    departures.notice()
    with alone():
        store = TableStore()
        author = store.member(heard.author)
        scope = _scope_of(heard.author)
    if author is None or scope is None or not store.is_office:
        raise Stranger("This installation is not enrolled here. Ask the office for an invitation.")
    ask = heard.open(Ask, author.key, keys.Ed25519())
    with alone():
        _note_contact(heard.author, ask)
        recovery.notice_what_was_forgotten(heard.author, ask, scope)
        installations.renew_in_time(heard.author)
    received, refused = keep(parcels_heard(ask.parcels), then=put_in_order)
    if not scope:
        refused.append(NOT_HONOURED)
    with alone():
        forked = recovery.take_back(heard.author, ask, scope)
    with alone(), guards.writing(connection):
        replica().seal()
        told = _answer(ask, scope, received, refused, forked)
    departures.remember(scope)
    return speak(told, store.installation.id, keys.Ed25519(), heard.nonce)


def _scope_of(author: UUID) -> frozenset[str] | None:
    """The streams that flow down to an installation: none to one that is not honoured any more."""
    for member in models.Member.objects.filter(author=author):
        # An office that was set back may have forgotten a renewal.
        has_ended = installations.has_ended(member) and not recovery.state().is_on
        is_honoured = member.cut is None and not has_ended
        return frozenset([PUBLIC, *member.streams] if is_honoured else ())
    return None


def keep(
    parcels: list[Parcel], then: Callable[[Replica[TableStore]], object] = lambda _: None
) -> tuple[int, list[str]]:
    """Keep parcels, each in its own transaction; how many are on disk now, and what was refused.

    `then` goes on in the same transaction; the office decides there.
    """
    kept, refused = 0, []
    for parcel in parcels:
        try:
            with alone():
                here = replica()
                with guards.writing(connection):
                    here.receive(parcel, milliseconds(clock.now()))
                then(here)
            kept += 1
        except Refused as refusal:
            refused.append(str(refusal))
    return kept, refused


def _answer(
    ask: Ask, scope: frozenset[str], received: int, refused: list[str], forked: set[str]
) -> Answer:
    store = TableStore()
    theirs = ends_heard(ask.ends)
    known = held(store, theirs)
    # Of a chain with an end that is unknown here the hub may know more: it must compare first.
    unsure = {chain for chain, ends in theirs.items() if {hash_ for _, hash_ in ends} - known}
    may_send = scope if ask.has_compared else scope - {chain.stream for chain in unsure}
    # Entries of a machine that joined are refused by who does not know it: first tell who is who.
    now = scope & {PUBLIC, TEAM} if _has_news_of_members(ask) else scope
    may_send &= now
    down = lacking(store, theirs, known | set(ask.holds), may_send.__contains__)
    parcels, is_more = portion_of(down, ask.budget)
    lines, wants, forks = _ledger_after(store, ask.ledger, now, forked)
    mine = {
        chain: ends - theirs.get(chain, set())
        for chain, ends in heads(store, everything).items()
        if chain in theirs or chain.stream in scope
    }
    return Answer(
        VERSION,
        __version__,
        ends_told({chain: ends for chain, ends in mine.items() if ends}),
        sorted(known),
        received,
        refused,
        [(parcel.data, parcel.signature) for parcel in parcels],
        [] if is_more else [line_told(line) for line in lines],
        wants,
        forks,
        is_more or len(lines) == LINES or now != scope,
        *states.compared(ask, store),
        {stream: last for stream, last in store.installation.in_backup.items() if stream in scope},
        milliseconds(clock.now()),
    )


def _has_news_of_members(ask: Ask) -> bool:
    """Whether the ledger tells of an installation what the hub has not heard yet."""
    newest = models.Member.objects.aggregate(newest=Max("revision"))["newest"] or 0
    known = {stream: revision for stream, revision, _ in ask.ledger}
    return bool(known.get(TEAM, 0) < newest)


def portion_of(parcels: Iterable[Parcel], budget: int) -> tuple[list[Parcel], bool]:
    """As many parcels as fit, at least one; and whether others are left."""
    taken: list[Parcel] = []
    size = 0
    for parcel in parcels:
        size += len(parcel.data)
        if taken and size > budget:
            return taken, True
        taken.append(parcel)
    return taken, False


def _ledger_after(
    store: TableStore,
    known: list[tuple[str, int, bytes]],
    scope: frozenset[str],
    forked: set[str],
) -> tuple[list[Line], list[tuple[str, int]], dict[str, list[tuple[int, bytes]]]]:
    """The lines that follow what a hub knows; streams whose tail we want; where ledgers fork."""
    lines: list[Line] = []
    wants: list[tuple[str, int]] = []
    forks: dict[str, list[tuple[int, bytes]]] = {}
    there = {stream: (revision, hash_) for stream, revision, hash_ in known}
    for stream in sorted(scope):
        revision, hash_ = there.get(stream, (0, b""))
        last = store.last_line(stream)
        until = last.until if last else 0
        if revision > until and stream not in forked:
            wants.append((stream, until))
        elif revision and not store.has_line(stream, revision, hash_):
            forks[stream] = [(line.until, line.hash) for line in store.lines(stream, 0)]
        else:
            lines += _some(store.lines(stream, revision), LINES - len(lines))
    return lines, wants, forks


def _some(lines: Iterator[Line], most: int) -> list[Line]:
    return [line for _, line in zip(range(most), lines, strict=False)]


def _note_contact(author: UUID, ask: Ask) -> None:
    now = milliseconds(clock.now())
    told = {
        "version": ask.program[:20],
        "last_contact": now,
        "clock_error": ask.clock - now,
        "captured": ask.captured,
        "oldest_unsent": ask.oldest_unsent,
    }
    models.Peer.objects.update_or_create(author=author, defaults=told)


def office_address() -> str:
    """Where this hub's office answers."""
    office = models.Peer.objects.filter(is_office=True).first()
    if office is None:
        raise NotOurs("This installation has no office. Enrol it first: mobilink enrol URL CODE.")
    return office.address


def talk(send: Send) -> Outcome:
    """A hub's conversation with its office, through `send`, until neither has news.

    Raises Refused when what comes back is not the office's answer; whatever was exchanged before
    stays exchanged.
    """
    office_address()
    departures.notice()
    office = models.Peer.objects.get(is_office=True)
    with alone(), guards.writing(connection):
        here = replica()
        here.seal()
        here.adopt_strays(milliseconds(clock.now()))
    departures.remember()
    outcome = Outcome()
    wanted: list[tuple[str, int]] = []
    ask: Ask | None = _first_ask()
    while ask is not None:
        said = _exchange(ask, office, send)
        outcome.round_trips += 1
        outcome.sent += said.received
        outcome.refused += said.refused
        received, refused = keep(parcels_heard(said.parcels))
        outcome.received += received
        outcome.refused += refused
        outcome.lines += _follow(said)
        _let_go(said)
        is_further = said.wants != wanted  # the office took some of what it wanted
        wanted = said.wants
        has_news = bool(said.received or received or said.lines or said.forks or is_further)
        ask = _next_ask(said, is_first=outcome.round_trips == 1, has_news=has_news)
    now = milliseconds(clock.now())
    office.last_contact, office.version = now, said.program[:20]
    office.clock_error = None if said.clock is None else said.clock - now
    office.save(update_fields=["last_contact", "version", "clock_error"])
    models.Installation.objects.update(in_backup=said.in_backup)
    _compare(office, send, outcome)
    return outcome


def _compare(office: models.Peer, send: Send, outcome: Outcome) -> None:
    """Now and then, ask whether both show the same rows; where not, make them anew here."""
    with alone():
        hashes = states.due(office)
    if hashes and office.version == __version__:
        ask = msgspec.structs.replace(_first_ask(), states=hashes)
        said = _exchange(ask, office, send)
        outcome.round_trips += 1
        states.note(office, ask, said)
        if said.differs:
            outcome.refused.append(DIFFERS.format(", ".join(said.differs)))
            rebuild()


def _let_go(said: Answer) -> None:
    """What was carried for others is the office's now."""
    with alone(), guards.writing(connection):
        store = TableStore()
        scope = {PUBLIC, *store.installation.streams}
        let_go(store, said.holds, scope.__contains__)


def _exchange(ask: Ask, office: models.Peer, send: Send) -> Answer:
    spoken = speak(ask, TableStore().here()[0], keys.Ed25519())
    heard = hear(send(spoken))
    if heard.nonce != hear(spoken).nonce or heard.author != office.author:
        raise Stranger("What came back is no answer of our office. Try again on another network.")
    return heard.open(Answer, bytes.fromhex(office.key), keys.Ed25519())


def _first_ask() -> Ask:
    return _ask(TableStore(), held=[], parcels=[], tail=[], has_compared=False)


def _ask(
    store: TableStore,
    *,
    held: Iterable[bytes],
    parcels: list[Parcel],
    tail: list[Line],
    has_compared: bool,
) -> Ask:
    last = [(stream, store.last_line(stream)) for stream in store.streams()]
    return Ask(
        VERSION,
        __version__,
        ends_told(heads(store, everything)),
        sorted(held),
        has_compared,
        [(stream, line.until, line.hash) for stream, line in last if line],
        [(parcel.data, parcel.signature) for parcel in parcels],
        [line_told(line) for line in tail],
        PORTION,
        milliseconds(clock.now()),
        {},
        *own_entries(store),
    )


def _next_ask(said: Answer, *, is_first: bool, has_news: bool) -> Ask | None:
    """The question that follows from an answer, or nothing when neither side has news."""
    store = TableStore()
    ends = ends_heard(said.ends)
    holding = held(store, ends)
    up, _ = portion_of(lacking(store, ends, said.holds, everything), PORTION)
    tail = [
        line for stream, until in said.wants for line in _some(store.lines(stream, until), LINES)
    ]
    is_behind = bool({hash_ for some in ends.values() for _, hash_ in some} - holding)
    if not (up or tail or said.is_more or said.forks or is_behind) or not (is_first or has_news):
        return None
    return _ask(store, held=holding, parcels=up, tail=tail, has_compared=True)


def _follow(said: Answer) -> int:
    """Do what the office decided; how many lines could be followed."""
    with alone(), guards.writing(connection):
        for stream, there in said.forks.items():
            agreed = {(revision, hash_) for revision, hash_ in there}
            here = replica()
            lines = list(here.store.lines(stream, 0))
            common = [line.until for line in lines if (line.until, line.hash) in agreed]
            here.lay_anew(stream, max(common, default=0))
        here = replica()
        followed = 0
        waiting: set[str] = set()  # streams in which a line came before its entries
        for line in map(line_heard, said.lines):
            last = here.store.last_line(line.stream)
            is_new = last is None or line.revision > last.until
            if is_new and line.stream not in waiting:
                if here.follow(line):
                    followed += 1
                else:
                    waiting.add(line.stream)
        here.store.settle()
    return followed
