"""What belongs to no single face: signing in and out, language and theme."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mobilink.design.context import THEME_COOKIE, THEMES
from mobilink.people.access import why_not
from mobilink.people.models import AT_WORK, Account
from mobilink.people.queries import functions_of

A_YEAR = 365 * 24 * 3600


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send a reader to sign in and back; what was sent meanwhile goes back to the page it came from."""
    back = request.get_full_path()
    if request.method != "GET":
        came_from = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
        back = urlsplit(came_from).path if is_ours else "/"
    return redirect_to_login(back)


class EnterForm(AuthenticationForm):
    """Signing in, with the reason in words where somebody is let in no more."""

    def confirm_login_allowed(self, user: Any) -> None:
        if words := why_not(user):
            raise ValidationError(words, code="not_let_in")


class SignIn(LoginView):
    """Sign in, then go on to where the person was heading or works."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "design/sign_in.html"
    authentication_form = EnterForm

    def get_default_redirect_url(self) -> str:
        account = self.request.user
        assert isinstance(account, Account)
        return "/field/" if functions_of(account.person) <= AT_WORK else "/console/"


class SignOut(LogoutView):
    next_page = "/"


@csrf_exempt
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Remember the language or the theme that the reader chose on this device.

    The form stands on pages that all readers share, so it carries nobody's own token. What another
    site could send here changes a look, and nothing else.
    """
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    language, theme = request.POST.get("language", ""), request.POST.get("theme", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, A_YEAR, samesite="Lax")
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, A_YEAR, samesite="Lax")
    return response
