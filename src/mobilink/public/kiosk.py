"""Kiosk mode: the public pages in a frame that begins anew for each person who touches it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mobilink.design.context import KIOSK, KIOSK_COOKIE

A_YEAR = 365 * 24 * 3600


@require_safe
@never_cache
def kiosk(request: HttpRequest) -> HttpResponse:
    """Six tiles; from here on this browser is a kiosk, until an officer opens `end`."""
    request.COOKIES[KIOSK_COOKIE] = KIOSK
    answer = render(request, "public/kiosk.html")
    answer.set_cookie(KIOSK_COOKIE, KIOSK, A_YEAR, samesite="Lax", httponly=True)
    return answer


@require_safe
@never_cache
def again(request: HttpRequest) -> HttpResponse:
    """Begin anew for the next person, in the language of the house."""
    answer = redirect("public:kiosk")
    answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return answer


@require_safe
@never_cache
def end(request: HttpRequest) -> HttpResponse:
    """This browser is no kiosk any more; nothing leads here, an officer types it."""
    answer = redirect("public:home")
    answer.delete_cookie(KIOSK_COOKIE, samesite="Lax")
    return answer
