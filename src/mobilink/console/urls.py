"""The desk's addresses, one list for each package of its menu."""

from django.urls import include, path

app_name = "console"
PACKAGES = (
    "calendar",
    "outings",
    "partners",
    "venues",
    "answers",
    "fleet",
    "goods",
    "letters",
    "machines",
    "people",
    "reports",
    "tables",
)
urlpatterns = [path("", include(f"mobilink.console.{package}.urls")) for package in PACKAGES]
