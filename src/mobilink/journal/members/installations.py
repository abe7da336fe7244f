"""Who takes part: this machine's identity, certificates and revocation, and the list of all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.basics import chance, clock
from mobilink.journal.actions import alone, commit
from mobilink.journal.acts import Act
from mobilink.journal.core.errors import NotOurs
from mobilink.journal.safety.queries import authors_of, in_backup
from mobilink.journal.storage import keys
from mobilink.journal.storage.fact_streams import units_in
from mobilink.journal.storage.fields import milliseconds
from mobilink.journal.storage.models import PHONE, Installation, LedgerLine, Member, Peer
from mobilink.journal.storage.rows import Row
from mobilink.journal.storage.tables import TableStore, put_in_order, replica

OFFICE = "office"
TERM = 60 * 24 * 3600 * 1000  # a certificate, which contact renews, is good for so many ms


CERTIFY = Act(
    "certify installations", gettext_lazy("Certificates of machines renewed"), is_offices=True
)
RENEW = Act("renew installation", gettext_lazy("Term of a machine prolonged"), is_offices=True)
REVOKE = Act("revoke installation", gettext_lazy("Machine revoked"), is_offices=True)


@dataclass(frozen=True)
class Standing:
    """One installation as the office sees it; instants in ms since 1970, nothing where unknown.

    `clock_error` is how many ms its clock was ahead of ours at the last contact. `captured` counts
    the entries that it wrote and `in_van` those that are safe on its own disk, as it told then;
    `at_office` are in the ledger, `in_backup` are covered by a backup that was read back.
    `oldest_unsent` is when, by our clock, it wrote the first that is not at the office. What
    arrives after `until` waits. It `claims_more` where it says, without proof, that it knows more
    decisions than the office.
    """

    id: UUID
    name: str
    kind: str
    unit: str
    version: str
    last_contact: int | None
    clock_error: int | None
    at_office: int
    is_revoked: bool
    until: int | None
    captured: int
    in_van: int
    in_backup: int
    oldest_unsent: int | None
    claims_more: bool

    @property
    def unsent(self) -> int:
        """How many of its entries are not at the office."""
        return self.captured - self.at_office


def establish(name: str, kind: str = OFFICE) -> Installation:
    """Make this database an installation of its own, once; later calls return the same."""
    here = Installation.objects.first()
    return here or Installation.objects.create(
        id=chance.new_id(), epoch=chance.new_id(), kind=kind, name=name
    )


def rename(name: str) -> None:
    """Call this installation something else; certificates tell the others."""
    Installation.objects.update(name=name)


def here() -> Installation | None:
    """This installation, or nothing before the data folder is filled."""
    return Installation.objects.first()


def renew(author: UUID, why: str, by: Any = None) -> None:
    """Honour an installation for another term; what waited for this is ordered now."""
    require_office()
    with alone():
        member = _enrolled(author)
        if member.cut is not None:
            raise NotOurs(
                _("%(name)s was revoked, and that stands. To work again it joins as a new machine.")
                % {"name": member}
            )
        prolong(member, why, by)


def renew_in_time(author: UUID) -> None:
    """A machine that was heard from in the second half of its term gets another; the office's own
    act, inside `alone`.
    """
    if not TableStore().decides:
        return  # an office that was set back may have renewed it already
    now = milliseconds(clock.now())
    second_half = {"until__gt": now, "until__lt": now + TERM // 2}
    for member in Member.objects.filter(author=author, cut__isnull=True, **second_half):
        _renew(member, "")


def has_ended(member: Member) -> bool:
    """Whether the term of a certificate is over; what its machine sends waits until it is renewed."""
    return member.until is not None and member.until < milliseconds(clock.now())


def is_withheld_from(member: Member) -> bool:
    """Whether the plan and pictures are withheld from a machine: by its office alone, by its own clock."""
    return is_office() and has_ended(member)


def certify() -> None:
    """Give a certificate to hubs that have none of today's kind; at the office."""
    with alone(), commit(CERTIFY, by=None) as draft:
        for member in Member.objects.filter(cut__isnull=True).exclude(kind=PHONE):
            until = member.until or milliseconds(clock.now()) + TERM
            draft.change(member, until=until, certificate=_proof_of(member, until))


def vouched() -> tuple[bytes, int]:
    """The office's certificate of this machine and until when it holds; nothing of the office's own."""
    member = Member.objects.filter(author=TableStore().installation.id).first()
    return (bytes.fromhex(member.certificate), member.until or 0) if member else (b"", 0)


def certificate(author: UUID, key: bytes, until: int) -> str:
    """The office's word that it honours a machine with this key until then, for whoever knows the
    office's key.
    """
    term = until.to_bytes(8, "big")
    return keys.Ed25519().sign(b"mobilink station\0" + author.bytes + key + term).hex()


def revoked_stations() -> list[UUID]:
    """The hubs that are not honoured any more, as far as this machine knows."""
    stations = Member.objects.filter(cut__isnull=False).exclude(kind=PHONE)
    return list(stations.values_list("author", flat=True))


def prolong(member: Member, why: str, by: Any = None) -> None:
    """Give a member another term, and order what waited for it; at the office, inside `alone`."""
    _renew(member, why, by)
    put_in_order(replica())


def _renew(member: Member, why: str, by: Any = None) -> None:
    until = milliseconds(clock.now()) + TERM
    with commit(RENEW, by=by, why=why, on=member) as draft:
        draft.change(member, until=until, certificate=_proof_of(member, until))


def _proof_of(member: Member, until: int) -> str:
    """A hub's certificate for a term; a phone has none."""
    is_station = member.kind != PHONE
    return certificate(member.author, bytes.fromhex(member.key), until) if is_station else ""


def _enrolled(author: UUID) -> Member:
    member = Member.objects.filter(author=author).first()
    if member is None:
        raise NotOurs(_("No installation %(id)s was enrolled here.") % {"id": author})
    return member


def revoke(author: UUID, why: str, by: Any = None) -> None:
    """Honour nothing more of an installation than what the ledger has of it now; what waited goes
    to quarantine. Rooms say `recovery.revoke`, so that no office waits for it.
    """
    require_office()
    with alone():
        member = _enrolled(author)
        store = TableStore()
        cut: dict[str, list[list[object]]] = {}
        for branch in store.every_branch():
            ordered = store.hash_at(branch, branch.ordered)
            if branch.chain.author == author and ordered:
                place = f"{branch.chain.epoch} {branch.chain.stream}"
                cut.setdefault(place, []).append([branch.ordered, ordered.hex()])
        with commit(REVOKE, by=by, why=why, on=member) as draft:
            draft.change(member, cut=cut)
        put_in_order(replica())


def standings() -> list[Standing]:
    """Every enrolled installation, by name."""
    peers = {peer.author: peer for peer in Peer.objects.all()}
    lines = dict(LedgerLine.objects.values_list("author").annotate(Sum("count")).order_by())
    safe = in_backup()
    return [
        _standing(
            member,
            peers.get(member.author),
            lines.get(member.author, 0),
            safe.get(member.author, 0),
        )
        for member in Member.objects.all()
    ]


def _standing(member: Member, peer: Peer | None, at_office: int, safe: int) -> Standing:
    captured = max(peer.captured or 0 if peer else 0, at_office)
    error = peer.clock_error or 0 if peer else 0
    oldest = peer.oldest_unsent if peer and captured > at_office else None
    return Standing(
        id=member.author,
        name=member.name,
        kind=member.kind,
        unit=member.unit,
        version=peer.version if peer else "",
        last_contact=peer.last_contact if peer else None,
        clock_error=peer.clock_error if peer else None,
        at_office=at_office,
        is_revoked=member.cut is not None,
        until=member.until,
        captured=captured,
        in_van=captured if member.kind != PHONE else at_office,
        in_backup=safe,
        oldest_unsent=oldest - error if oldest is not None else None,
        claims_more=bool(peer and peer.claims and member.cut is None),
    )


def is_office() -> bool:
    """Whether this machine is the office, which alone decides."""
    installation = here()
    return installation is not None and installation.kind == OFFICE


def office_id() -> UUID | None:
    """The office that this machine is or belongs to; nothing before it is either."""
    if is_office():
        return require_office().id
    return Peer.objects.filter(is_office=True).values_list("author", flat=True).first()


def served(units: Iterable[str]) -> set[str]:
    """Those of the units with these codes whose facts this machine holds; it is believed for them."""
    installation = here()
    if installation is None or installation.kind == OFFICE:
        return {*units}
    return {*units} & units_in(installation.streams)


def units_of(authors: Iterable[UUID]) -> dict[UUID, set[str]]:
    """Installation → the codes of the units whose it is; the office itself is not among them."""
    members = Member.objects.filter(author__in={*authors}).values_list("author", "streams")
    return {author: units_in(streams) for author, streams in members}


def name_of(author: UUID) -> str:
    """What people call an installation; its id where it is unknown here."""
    office = here()
    if office and office.id == author:
        return office.name
    name = Member.objects.filter(author=author).values_list("name", flat=True).first()
    return name or str(author)


def machines_of(facts: Iterable[Row]) -> dict[UUID, str]:
    """Fact → the name of the machine that it is from, where the office has put it in order."""
    authors = authors_of(facts)
    names = {author: name_of(author) for author in {*authors.values()}}
    return {pk: names[author] for pk, author in authors.items()}


def unit_of(author: UUID) -> str:
    """The code of the unit whose facts an installation writes, or nothing for one unknown here."""
    unit = Member.objects.filter(author=author).values_list("unit", flat=True).first()
    return unit or ""


def require_office() -> Installation:
    """This installation, where it is the office; raises NotOurs elsewhere."""
    office = here()
    if office is None or office.kind != OFFICE:
        raise NotOurs(_("Only the office does this. Run the command on the office's own machine."))
    return office
