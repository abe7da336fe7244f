"""The sync server: what the office does with a hub's message, and what it answers.

The answer is written after everything that the message brought is on disk.
"""

from collections.abc import Callable, Iterator
from itertools import starmap
from uuid import UUID

from django.db import connection

from mobilink import __version__
from mobilink.basics import clock
from mobilink.journal.actions import alone
from mobilink.journal.core.errors import Stranger
from mobilink.journal.core.exchange import Heads, heads, held, lacking
from mobilink.journal.core.messages import (
    VERSION,
    Answer,
    Ask,
    ends_from_wire,
    ends_to_wire,
    line_to_wire,
    read_envelope,
    sign_message,
)
from mobilink.journal.core.segment import unpack
from mobilink.journal.core.store import Line, SignedSegment
from mobilink.journal.core.wire import Chain
from mobilink.journal.members import installations
from mobilink.journal.members.authentication import note_contact
from mobilink.journal.storage import guards, keys, models, state_digest
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.kinds import PUBLIC, TEAM
from mobilink.journal.storage.tables import TableStore, put_in_order, replica
from mobilink.journal.sync import common_base, recovery, replays, rollback_guard, signed_heads
from mobilink.journal.sync.batches import (
    BatchResult,
    at_most,
    batch_of,
    everything,
    held_by,
    most_lines,
    receive_all,
    union,
)

NOT_HONOURED = (
    "The office does not honour this installation any more: it was revoked, or its certificate has "
    "ended. What it brought is kept there and waits for a person; ask the office."
)


def answer(data: bytes) -> bytes:
    """The office's answer to a hub's message; raises Refused where it may not be answered.

    Nothing is locked or written before it is known who asks.
    """
    heard = read_envelope(data)
    store = TableStore()
    author = store.member(heard.author)
    scope = _scope_of(heard.author)
    if author is None or scope is None or not store.is_office or _is_phone(heard.author):
        raise Stranger("This installation is not enrolled here. Ask the office for an invitation.")
    ask = heard.open(Ask, author.key, keys.Ed25519())
    rollback_guard.notice()
    base = common_base.of_office(heard.author, scope) if ask.ground else None
    # An office that was set back hears each hub in full.
    is_apart = base is not None and (base.hash != ask.ground or not store.decides)
    ask = ask if base is None or is_apart else common_base.in_full(ask, base)
    with alone():
        recovery.notice_what_was_forgotten(ask, scope)
        is_news = not is_apart and replays.is_news(heard.author, ask, heard.nonce)
        if is_news:
            note_contact(heard.author, ask)
            installations.renew_in_time(heard.author)
    # Who seems to know more proves it in full, before anything is decided on.
    may_wait = is_apart and bool(recovery.ahead(store, ask, scope))
    brought = [] if may_wait else [*starmap(SignedSegment, ask.signed_segments)]
    kept = receive_all(brought, heard.author)
    if is_news and scope:
        _renew_phones({chain.author for chain in kept.ends})
    if not scope:
        kept.refused.append(NOT_HONOURED)
    reply = _mismatch(kept) if is_apart else _reply(heard.author, ask, scope, kept, is_news)
    rollback_guard.remember(scope)
    return sign_message(reply, store.installation.id, keys.Ed25519(), heard.nonce)


def _renew_phones(authors: set[UUID]) -> None:
    """A phone that meets vans alone is heard through them."""
    phones = models.Member.objects.filter(author__in=authors, kind=models.PHONE)
    for author in phones.values_list("author", flat=True):
        with alone():
            installations.renew_in_time(author)


def _mismatch(kept: BatchResult) -> Answer:
    """The answer to a short question of a hub that holds something else: so it asks in full."""
    return Answer(
        VERSION,
        __version__,
        ends=[],
        holds=[],
        received=kept.many,
        refused=kept.refused,
        signed_segments=[],
        lines=[],
        wants=[],
        forks={},
        is_more=True,
    )


def _reply(
    author: UUID, ask: Ask, scope: frozenset[str], kept: BatchResult, is_news: bool
) -> Answer:
    # Who brought something that was refused holds more than is here now.
    is_heard = is_news and not kept.refused
    with alone():
        forked = recovery.take_back(author, ask, scope, is_news=is_heard)
    with alone(), guards.writing(connection):
        here = replica()
        here.seal()
        put_in_order(here)  # what has waited long enough waits for no further arrival
        return _answer(ask, scope, kept, forked)


def _is_phone(author: UUID) -> bool:
    """Phones deliver, and follow no ledger."""
    return models.Member.objects.filter(author=author, kind=models.PHONE).exists()


def _scope_of(author: UUID) -> frozenset[str] | None:
    """The streams that flow down to an installation: none to one that is not honoured any more."""
    for member in models.Member.objects.filter(author=author):
        # An office that was set back may have forgotten a renewal.
        has_ended = installations.has_ended(member) and not recovery.state().is_on
        is_honoured = member.cut is None and not has_ended
        return frozenset([PUBLIC, *member.streams] if is_honoured else ())
    return None


def _answer(ask: Ask, scope: frozenset[str], kept: BatchResult, forked: set[str]) -> Answer:
    store = TableStore()
    theirs = ends_from_wire(ask.ends)
    has = union(theirs, kept.ends)
    if ask.ground:
        theirs = has  # a full question would have named what it brings
    known = held(store, theirs)
    # Of a chain with an end that is unknown here the hub may know more: it must compare first.
    unsure = {chain for chain, ends in theirs.items() if {hash_ for _, hash_ in ends} - known}
    may_send = scope if ask.has_compared else scope - {chain.stream for chain in unsure}
    ours = heads(store, everything)
    they_hold = held_by(theirs, ours) | set(ask.holds)
    untold = store.untold()

    def lacks(is_asked: Callable[[UUID], bool]) -> Iterator[SignedSegment]:
        def carries(chain: Chain) -> bool:
            is_told = chain.author not in untold
            return chain.stream in may_send and is_told and is_asked(chain.author)

        return lacking(store, has, they_hold, carries)

    most = most_lines(ask.budget)
    lines, wants, forks = _ledger_after(store, ask.ledger, scope, forked, most)
    signed_segments, is_more = _batch(ask, has, lines, lacks)
    # Who gets a head of now shows it at once, and is heard.
    is_cut = is_more or len(lines) == most or not store.decides
    if is_more:
        lines = [*_followed(lines, has, signed_segments)]
    mine = {
        chain: ends - theirs.get(chain, set())
        for chain, ends in ours.items()
        if chain in theirs or chain.stream in scope
    }
    return Answer(
        VERSION,
        __version__,
        ends_to_wire({chain: ends for chain, ends in mine.items() if ends}),
        [] if ask.ground else sorted(known),
        kept.many,
        kept.refused,
        [(signed_segment.data, signed_segment.signature) for signed_segment in signed_segments],
        [line_to_wire(line) for line in lines],
        wants,
        forks,
        is_cut,
        *state_digest.compared(ask, store),
        {stream: last for stream, last in store.installation.in_backup.items() if stream in scope},
        milliseconds(clock.now()),
        bool(ask.ground),
        recovery.message(),
        signed_heads.reached(store, ask, lines, scope),
    )


def _batch(
    ask: Ask,
    has: Heads,
    lines: list[Line],
    lacks: Callable[[Callable[[UUID], bool]], Iterator[SignedSegment]],
) -> tuple[list[SignedSegment], bool]:
    """The segments that go with this answer, and whether others are left.

    Entries of a machine that joined are refused by who does not know it: first everything else, then
    the lines, which tell of it, and its entries when neither is left.
    """
    strangers = _strangers(ask, has)
    signed_segments, is_more = batch_of(lacks(lambda who: who not in strangers), ask.budget)
    if is_more or not strangers:
        return signed_segments, is_more
    if signed_segments or any(_followed(lines, has, [])):
        return signed_segments, any(True for _ in lacks(strangers.__contains__))
    return batch_of(lacks(strangers.__contains__), ask.budget)


def _strangers(ask: Ask, has: Heads) -> set[UUID]:
    """Machines of which the hub has nothing, and of which the ledger tells what it has not heard."""
    known = {stream: revision for stream, revision, _ in ask.ledger}
    news = models.Member.objects.filter(revision__gt=known.get(TEAM, 0))
    return {*news.values_list("author", flat=True)} - {chain.author for chain in has}


def _followed(
    lines: list[Line], has: Heads, signed_segments: list[SignedSegment]
) -> Iterator[Line]:
    """The lines that a hub can follow which has these ends and gets these segments."""
    last = {chain: max(seq for seq, _ in ends) for chain, ends in has.items() if ends}
    for segment in (unpack(signed_segment.data) for signed_segment in signed_segments):
        last[segment.chain] = max(last.get(segment.chain, 0), segment.last)
    waiting: set[str] = set()
    for line in lines:
        if line.stream in waiting or line.last > last.get(line.chain, 0):
            waiting.add(line.stream)
        else:
            yield line


def _ledger_after(
    store: TableStore,
    known: list[tuple[str, int, bytes]],
    scope: frozenset[str],
    forked: set[str],
    most: int,
) -> tuple[list[Line], list[tuple[str, int]], dict[str, list[tuple[int, bytes]]]]:
    """The lines that follow what a hub knows; streams whose tail we want; where ledgers fork."""
    lines: list[Line] = []
    wants: list[tuple[str, int]] = []
    forks: dict[str, list[tuple[int, bytes]]] = {}
    positions = {stream: (revision, hash_) for stream, revision, hash_ in known}
    for stream in sorted(scope):
        revision, hash_ = positions.get(stream, (0, b""))
        last = store.last_line(stream)
        until = last.until if last else 0
        if revision > until and stream not in forked:
            if not store.decides:  # else it takes no decision of others
                wants.append((stream, until))
        elif revision and not store.has_line(stream, revision, hash_):
            forks[stream] = [(line.until, line.hash) for line in store.lines(stream, 0)]
        else:
            lines += at_most(store.lines(stream, revision), most - len(lines))
    return lines, wants, forks
