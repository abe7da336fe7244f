"""What every template may say without being given it."""

from typing import Any

from django.http import HttpRequest

from mobilink.design.copies import CopyRequest

THEME_COOKIE = "mobilink_theme"
THEMES = ("light", "dark", "outdoor")
KIOSK_COOKIE, KIOSK = "mobilink_kiosk", "1"
"""Says that this browser stands where many people touch it."""


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The theme its reader chose on this device; empty follows the device. `copy` is there where the
    page is kept as a file.
    """
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "kiosk": request.COOKIES.get(KIOSK_COOKIE) == KIOSK,
        "theme": chosen if chosen in THEMES else "",
        "copy": request if isinstance(request, CopyRequest) else None,
    }
