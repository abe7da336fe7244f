"""What every template may say without being given it."""

from typing import Any

from django.http import HttpRequest

THEMES = ("light", "dark", "outdoor")


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The theme its reader chose on this device; empty follows the device."""
    chosen = request.COOKIES.get("mobilink_theme", "")
    return {"theme": chosen if chosen in THEMES else ""}
