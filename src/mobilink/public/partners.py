"""Who goes along, as far as they agreed to be named, and by which rule recruiters take turns."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mobilink.partners.queries import partners
from mobilink.public.sharing import shared_page


@require_safe
@shared_page
def who_goes_along(request: HttpRequest) -> HttpResponse:
    """The partners that agreed to be named, and the rule of turns."""
    named = partners().filter(is_public=True, is_active=True)
    return render(request, "public/partners.html", {"partners": named})
