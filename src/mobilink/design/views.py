"""What belongs to no single face: signing in and out, language and theme."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.contrib.auth.mixins import UserPassesTestMixin
from django.contrib.auth.views import (
    LoginView,
    LogoutView,
    PasswordChangeView,
    redirect_to_login,
)
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mobilink.basics.errors import Refused
from mobilink.design.acting import TOO_MANY, outcome
from mobilink.design.context import THEME_COOKIE, THEMES
from mobilink.journal.actions import alone
from mobilink.people.access import may_enter, why_not
from mobilink.people.models import AT_WORK, Account
from mobilink.people.queries import functions_of
from mobilink.people.sign_in import remember_device

A_YEAR = 365 * 24 * 3600


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send a reader to sign in and back; what was sent meanwhile goes back to the page it came from.

    Who signed in by a first password chooses their own instead.
    """
    account = request.user
    if isinstance(account, Account) and account.first_until and may_enter(account):
        return redirect("password")
    back = request.get_full_path()
    if request.method != "GET":
        came_from = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
        back = urlsplit(came_from).path if is_ours else "/"
    return redirect_to_login(back)


class EnterForm(AuthenticationForm):
    """Signing in, with the reason in words where somebody is not let in, or not now."""

    wait: timedelta | None = None

    def clean(self) -> dict[str, Any]:
        entered = outcome(super().clean)
        if isinstance(entered, Refused):
            self.wait = getattr(entered, "wait", None)
            raise ValidationError(str(entered), code=entered.code)
        return dict(entered)

    def confirm_login_allowed(self, user: Any) -> None:
        if words := why_not(user):
            raise ValidationError(words, code="not_let_in")


class SignIn(LoginView):
    """Sign in, then go on to where the person was heading or works."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "design/sign_in.html"
    authentication_form = EnterForm

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        account = form.get_user()
        assert isinstance(account, Account)
        remember_device(self.request, response, account)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        if isinstance(form, EnterForm) and form.wait:
            response.status_code, response["Retry-After"] = TOO_MANY, form.wait.seconds
        return response

    def get_success_url(self) -> str:
        account = self.request.user
        assert isinstance(account, Account)
        return reverse("password") if account.first_until else super().get_success_url()

    def get_default_redirect_url(self) -> str:
        return face_of(self.request.user)


def face_of(account: Any) -> str:
    """Where somebody works: the booth, or the desk."""
    return "/field/" if functions_of(account.person) <= AT_WORK else "/console/"


class ChoosePassword(UserPassesTestMixin, PasswordChangeView):
    """One's own password: instead of the first one at once, later with the one before."""

    template_name = "design/password.html"

    def test_func(self) -> bool:
        account = self.request.user
        return isinstance(account, Account) and may_enter(account)

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        once, again = form.fields["new_password1"], form.fields["new_password2"]
        once.label, again.label = _("New password"), _("New password, once more")
        once.help_text = _(
            "At least ten characters. Three words that do not belong together do well."
        )
        again.help_text = ""
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        if form.user.check_password(form.cleaned_data["new_password1"]):
            form.add_error("new_password1", _("That is the one until now. Choose another."))
            return self.form_invalid(form)
        with alone():
            # Somebody may have given a first password meanwhile, because this one is not safe.
            if Account.objects.get(pk=form.user.pk).password != form.user.password:
                return redirect_to_login(self.request.get_full_path())
            form.user.first_until = None  # saved with the password
            return super().form_valid(form)

    def handle_no_permission(self) -> HttpResponseRedirect:
        return redirect_to_login(self.request.get_full_path())

    def get_form_class(self) -> Any:
        account = self.request.user
        assert isinstance(account, Account)
        return SetPasswordForm if account.first_until else PasswordChangeForm

    def get_success_url(self) -> str:
        return face_of(self.request.user)


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
