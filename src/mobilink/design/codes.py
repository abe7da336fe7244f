"""QR codes as a page draws them, without inline style, and the address that they lead to."""

from dataclasses import asdict, dataclass

import segno
from django.conf import settings
from django.http import HttpRequest

from mobilink.design.copies import CopyRequest


@dataclass(frozen=True)
class QR:
    """A square of so many modules, its quiet border included, and the path of the dark ones."""

    size: int
    path: str


def qr(text: str) -> QR:
    """The code of a text, with a border of four modules as the standard asks."""
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=4))
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return QR(len(rows), path)


def site_to_scan() -> dict[str, str | int] | None:
    """The public address with its code, for devices that draw none; nothing where none is named."""
    address = settings.SITE_ADDRESS
    return {"address": address, **asdict(qr(f"{address}/"))} if address else None


def site_address(request: HttpRequest) -> str:
    """Where others reach this installation, without a slash at the end."""
    if isinstance(request, CopyRequest):
        return request.stands_at
    return settings.SITE_ADDRESS or request.build_absolute_uri("/").rstrip("/")
