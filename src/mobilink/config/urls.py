"""Every address begins here; each face lists its own."""

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.views.decorators.http import require_safe

from mobilink import __version__


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers: what a start script and a monitor wait for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ready", "version": __version__})


urlpatterns = [
    path("healthz", health),
    path("", include("mobilink.design.urls")),
    path("begin/", include("mobilink.console.beginning.urls")),
    path("console/", include("mobilink.console.urls")),
    path("field/", include("mobilink.field.urls")),
    path("partner/", include("mobilink.portal.urls")),
    path("api/v1/", include("mobilink.api.urls")),
    path("", include("mobilink.public.urls")),
]
