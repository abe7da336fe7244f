"""What is posted about an outing: one message of at most 280 characters, and a longer one.

Indonesian, like everything that the house publishes; whatever is said of working abroad says safe
and procedural.
"""

from django.utils.text import capfirst

from mobilink.outreach.models import Outing
from mobilink.outreach.queries import CALLED_OFF, programme_names
from mobilink.publishing.feeds import page_of
from mobilink.publishing.message_length import fitted
from mobilink.publishing.phrases import full_day, place, uncapitalised, with_zone
from mobilink.publishing.posters import instead, refuse_unfit, where

LIMIT = 280
CREED = "Bekerja ke luar negeri secara aman dan prosedural: tanyakan di sini."
FREE = "Gratis, tanpa perlu nama."


def short(outing: Outing, address: str) -> str:
    """One message: when and where, or that it is called off; what does not fit is left out."""
    refuse_unfit(outing)
    return fitted(_parts(outing), page_of(outing, address) if address else "", LIMIT)


def long(outing: Outing, address: str) -> str:
    """Everything that a reader may want to know before setting out, line by line."""
    refuse_unfit(outing)
    lines = [*_parts(outing)[:1], "", f"Kegiatan: {outing.title}", f"Tempat: {_full_place(outing)}"]
    if outing.state in CALLED_OFF:
        lines += _parts(outing)[1:]
    else:
        names = programme_names("id")
        topics = ", ".join(uncapitalised(names.get(code, code)) for code in outing.programmes)
        lines += [f"Layanan: {topics}." if topics else "", CREED, FREE]
    link = ["", f"Kabar terbaru: {page_of(outing, address)}"] if address else []
    return "\n".join([*lines[:2], *filter(None, lines[2:]), *link])


def _parts(outing: Outing) -> list[str]:
    """The message as sentences, the most important first."""
    when = ", ".join(filter(None, [full_day(outing.day), with_zone(outing)]))
    at = capfirst(place(outing))
    if outing.state not in CALLED_OFF:
        return [f"Mobilink datang {when} di {at}.", CREED, FREE]
    word = "DITUNDA" if outing.state == Outing.State.POSTPONED else "BATAL"
    come = ", ".join(filter(None, instead(outing)))
    return [
        f"{word}: Mobilink {when} di {at}.",
        f"Datanglah {come}." if come else "Tanggal pengganti belum ada.",
        f"Alasan: {outing.reason.rstrip('.')}.",
    ]


def _full_place(outing: Outing) -> str:
    return ", ".join(filter(None, [capfirst(place(outing)), where(outing)]))
