"""The papers of consigned goods: the slip of a handover, and the statement of a maker.

Both are Indonesian and bear a signed code. A slip's number is the lot's code with the day and the
second of the handover: it stays what it is, whatever is told late by another machine.
"""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import segno
from django.utils import timezone, translation

from mobilink.basics import clock
from mobilink.basics.languages import INDONESIAN
from mobilink.goods import balance
from mobilink.goods.figures import Sale, counted_of, sold_at
from mobilink.goods.models import Consignment, Movement, Payment
from mobilink.goods.queries import Statement
from mobilink.people.queries import office_name, unit_name
from mobilink.places.queries import region_names
from mobilink.publishing import papers, phrases, statements
from mobilink.publishing.typesetting import typeset


class Line(NamedTuple):
    """One lot in a statement: its sums, what of the takings is the maker's, and where it was sold."""

    lot: Consignment
    sum: balance.Reckoning
    share: int
    sales: Sequence[Sale]


def lines(account: Statement, sales: Mapping[UUID, Sequence[Sale]]) -> list[Line]:
    """The lots of a statement, each with where its figures are from."""
    return [
        Line(lot, sums, balance.share_of_maker(sums.rupiah, lot.office_percent), sales[lot.pk])
        for lot, sums in account.lines
    ]


def number_of(handed: Movement) -> str:
    """The number of a slip, like T-9KQ2/120719-101530."""
    return f"{handed.consignment.code}/{timezone.localtime(handed.at):%d%m%y-%H%M%S}"


def slip(handed: Movement) -> bytes:
    """An A5 page for two to sign: what went from a maker to us, or back, and on which terms."""
    lot, is_return = handed.consignment, handed.target == balance.MAKER
    product, day = lot.product, timezone.localtime(handed.at).date()
    maker = product.maker
    with translation.override("id"):
        content = {
            "kind": "Pengembalian barang titipan" if is_return else "Penerimaan barang titipan",
            "number": number_of(handed),
            "quantity": str(handed.quantity),
            "product": product.name,
            "pack": product.pack,
            "moment": phrases.moment(handed.at),
            "maker": maker.name,
            "person": maker.person_name,
            "origin": region_names({maker.origin_region}).get(maker.origin_region, ""),
            "unit": unit_name(lot.unit, day),
            "office": office_name(day),
            "by": handed.moved_by.name if handed.moved_by else "",
            "terms": _terms(lot),
            "reason": handed.reason,
            "is_return": is_return,
        }
    return typeset("handover", content, handed.at, code=_code(_said_of(content)))


def statement(account: Statement, *, made_at: datetime | None = None) -> bytes:
    """«Rincian titipan»: each lot with where its figures are from, what was paid, what is owed."""
    made_at = made_at or clock.now()
    day, maker = timezone.localtime(made_at).date(), account.maker
    off = Counter[UUID]()
    for counted in counted_of(account.lots):
        off[counted.count.consignment_id] += counted.now or 0
    with translation.override("id"):
        content = papers.common(day, made_at) | {
            "maker": maker.name,
            "person": maker.person_name,
            "origin": region_names({maker.origin_region}).get(maker.origin_region, ""),
            "day": phrases.full_day(day),
            "figures": [
                {
                    "name": "Hasil penjualan",
                    "value": rupiah(account.takings),
                    "below": "di semua stan",
                },
                {
                    "name": "Bagian pembuat",
                    "value": rupiah(account.due),
                    "below": "setelah bagian kantor",
                },
                {"name": "Sudah dibayar", "value": rupiah(account.paid), "below": _times(account)},
                {"name": "Belum dibayar", "value": rupiah(account.owed), "below": "pada hari ini"},
            ],
            "lots": [
                _lot_row(line, off[line.lot.pk]) for line in lines(account, sold_at(account.lots))
            ],
            "payments": [
                [_day(payment.at), _way(payment), payment.note, rupiah(payment.signed)]
                for payment in account.payments
            ],
            "mark": "RINCIAN",
            "mark_note": INDONESIAN.day(day),
        }
    said = [
        f"Rincian titipan: {maker.name}",
        f"Hasil {rupiah(account.takings)}, bagian pembuat {rupiah(account.due)}",
        f"Dibayar {rupiah(account.paid)}, belum dibayar {rupiah(account.owed)}",
        f"Per {INDONESIAN.day(day)}",
    ]
    return typeset("consigned", content, made_at, code=_code(said))


def rupiah(many: int) -> str:
    """An amount of money: Rp255.000, or what is owed back: minus Rp15.000."""
    return f"{'minus ' if many < 0 else ''}{INDONESIAN.amount(abs(many))}"


def _said_of(content: Mapping[str, Any]) -> list[str]:
    return [
        f"{content['kind']}: {content['number']}",
        f"{content['quantity']} × {content['product']} {content['pack']}",
        f"{content['maker']} – {content['unit']}",
        content["moment"],
    ]


def _terms(lot: Consignment) -> list[tuple[str, str]]:
    share = f"{lot.office_percent} persen" if lot.office_percent else "tidak ada"
    until = INDONESIAN.day(lot.best_before) if lot.best_before else "tidak ditentukan"
    return [
        ("Harga satuan di stan", rupiah(lot.price)),
        ("Bagian kantor", share),
        (
            "Bagian pembuat",
            f"{rupiah(balance.share_of_maker(lot.price, lot.office_percent))} per satuan",
        ),
        ("Baik sebelum", until),
    ]


def _lot_row(line: Line, off: int) -> dict[str, Any]:
    """A lot's line; `off` is how many more were counted than recorded, below 0 fewer."""
    lot, sums = line.lot, line.sum
    counted = f"; dihitung {'kurang' if off < 0 else 'lebih'} {abs(off)}, belum dijelaskan"
    return {
        "code": lot.code,
        "product": " ".join(filter(None, (lot.product.name, lot.product.pack))),
        "taken": f"{sums.taken} dititipkan {_day(lot.at)}",
        "became": f"{sums.lost} hilang atau rusak, {sums.returned} kembali, {sums.left} masih di kami"
        + (counted if off else ""),
        "sales": [
            f"{INDONESIAN.day(sale.outing.day)}, {sale.outing.title}: {sale.quantity}, {rupiah(sale.rupiah)}"
            for sale in line.sales
        ],
        "sold": str(sums.sold),
        "price": rupiah(lot.price),
        "takings": rupiah(sums.rupiah),
        "percent": str(lot.office_percent),
        "share": rupiah(line.share),
    }


def _way(payment: Payment) -> str:
    return "catatan ditarik" if payment.reverses_id else str(payment.get_way_display())


def _times(account: Statement) -> str:
    times = sum(-1 if payment.reverses_id else 1 for payment in account.payments)
    return f"{times} kali" if times > 0 else "belum pernah"


def _day(at: datetime) -> str:
    return INDONESIAN.day(timezone.localtime(at).date())


def _code(said: list[str]) -> str:
    drawn = io.BytesIO()
    made = segno.make(statements.signed(said), error="l", micro=False)
    made.save(drawn, kind="svg", border=0)
    return drawn.getvalue().decode()
