"""The table of the national list of recruiters: a snapshot, which is taken over as a whole."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.guidance.firms import licence_key, name_key
from mobilink.guidance.models import Recruiter
from mobilink.guidance.registers import RECRUITERS
from mobilink.imports.cells import (
    BadCell,
    Row,
    choice_in,
    day_in,
    needed,
    parts,
    refuse_unless_in_order,
    refuse_unless_kept,
)
from mobilink.imports.list_tables import Listed, list_table
from mobilink.imports.tables import Column

Status = Recruiter.Status
WORDS: Final = {
    "aktif": Status.ACTIVE, "berlaku": Status.ACTIVE, "active": Status.ACTIVE,
    "skorsing sebagian": Status.PARTLY, "dibekukan sebagian": Status.PARTLY,
    "partly suspended": Status.PARTLY, "partly-suspended": Status.PARTLY,
    "skorsing": Status.SUSPENDED, "dibekukan": Status.SUSPENDED, "suspended": Status.SUSPENDED,
    "dalam pengawasan": Status.WATCHED, "watched": Status.WATCHED,
    "dicabut": Status.REVOKED, "revoked": Status.REVOKED,
}  # fmt: skip
"""What lists write for a status, and the status."""
TEXTS: Final = ("sip3mi", "status_scope", "decree", "city")
SEVERAL: Final = ("former_names", "phones", "contacts", "branches", "countries")
LONGEST_LIST: Final = 2_000
HEADED: Final = {
    "name": ("nama", "nama perusahaan", "nama p3mi"),
    "sip3mi": ("no sip3mi", "nomor sip3mi", "nomor izin"),
    "valid_from": ("berlaku mulai",),
    "valid_to": ("berlaku sampai", "berlaku s.d.", "masa berlaku"),
    "phones": ("telepon", "no telepon", "nomor telepon"),
}
"""What lists write over a column, where it is not one word."""
DAYS: Final = ("valid_from", "valid_to", "status_from", "status_to")


def _enter(row: Row, listed: Listed) -> bool:
    name = needed(row, "name")
    column = "sip3mi" if "sip3mi" in row else "name"
    key = licence_key(row[column]) if "sip3mi" in row else name_key(name)
    fields: dict[str, Any] = {
        "name": name,
        "status": choice_in(row, "status", WORDS) or Status.UNKNOWN,
    }
    fields |= {column: row[column] for column in TEXTS if column in row}
    fields |= {column: day for column in DAYS if (day := day_in(row, column))}
    fields |= {column: parts(row.get(column, "")) for column in SEVERAL}
    pairs = ("valid_from", "valid_to"), ("status_from", "status_to")
    refuse_unless_in_order(row, fields, *pairs)
    _check(fields)
    twice = _("“%(text)s” stands in an earlier row too; leave one of them.")
    return listed.keep(key, fields, column, twice % {"text": row[column]})


def _check(fields: dict[str, Any]) -> None:
    """Refuse a cell that the register could not keep."""
    for column in SEVERAL:
        if sum(map(len, fields[column])) > LONGEST_LIST:
            raise BadCell(column, _("it has more than %(most)s letters.") % {"most": LONGEST_LIST})
    refuse_unless_kept(Recruiter(**fields))


TABLE: Final = list_table(
    (
        Column(
            "name",
            gettext_lazy("the name as the list writes it"),
            required=True,
            also=HEADED["name"],
        ),
        Column(
            "former_names",
            gettext_lazy("names that it bore before, parted by |"),
            also=("nama lama",),
        ),
        Column("sip3mi", gettext_lazy("number of its licence"), also=HEADED["sip3mi"]),
        Column("status", " | ".join(dict.fromkeys(WORDS)), also=("status izin",)),
        Column("status_scope", gettext_lazy("what a sanction covers")),
        Column("status_from", gettext_lazy("first day of a sanction")),
        Column("status_to", gettext_lazy("last day of a sanction")),
        Column("decree", gettext_lazy("number of the decision on a sanction")),
        Column(
            "valid_from",
            gettext_lazy("first day of its licence, like 2026-06-30"),
            also=HEADED["valid_from"],
        ),
        Column("valid_to", gettext_lazy("last day of its licence"), also=HEADED["valid_to"]),
        Column("city", gettext_lazy("where its head office is"), also=("kota", "kabupaten/kota")),
        Column("phones", gettext_lazy("its telephone numbers, parted by |"), also=HEADED["phones"]),
        Column(
            "contacts",
            gettext_lazy("its mail and web addresses, parted by |"),
            also=("email", "situs"),
        ),
        Column(
            "branches",
            gettext_lazy("branch offices licensed apart, parted by |"),
            also=("kantor cabang",),
        ),
        Column(
            "countries",
            gettext_lazy("countries that it may place in, parted by |"),
            also=("negara",),
        ),
    ),
    _enter,
    RECRUITERS,
)
