"""How often a password may be tried, judged before anything is hashed.

A device on which somebody signed in before has an allowance of its own for that account, so that no
stranger locks its owner out. All others are strangers: they are held by the name they try, by the
network they come from, and all together. What is counted are tries that let nobody in; each is over
after a quarter of an hour, and which name and address it was cannot be read from it.
"""

import ipaddress
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core import signing
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.journal.actions import alone
from mobilink.people.errors import TooManyTries
from mobilink.people.models import Account, SignInTry

SPAN: Final = timedelta(minutes=15)
EACH_ACCOUNT: Final = 10
EACH_SOURCE: Final = 20  # several people may be behind one address
EACH_DEVICE: Final = 10
ALL_STRANGERS: Final = 200
COOKIE: Final = "mobilink_device"
DEVICE_TERM: Final = timedelta(days=365)
ACCOUNTS_OF_A_DEVICE: Final = 20


class LimitedBackend(ModelBackend):
    """Django's own check of a password, behind the limits; raises TooManyTries."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> Any:
        if username is None or password is None:
            return None
        tried = _begin(request, username)
        account = super().authenticate(request, username, password, **more)
        if account is not None:
            tried.delete()
        return account


def unlock(username: str) -> int:
    """Forget the tries of a name, and tell how many there were; whoever knows the password may enter."""
    return SignInTry.objects.filter(account=_mark("account", _typed(username))).delete()[0]


def remember_device(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    """Give a device on which somebody has just signed in the allowance of one that is known."""
    device, accounts = _known(request)
    mine = _mark("account", account.username)
    accounts = [mine, *(other for other in accounts if other != mine)][:ACCOUNTS_OF_A_DEVICE]
    response.set_cookie(
        COOKIE,
        signing.dumps([device or secrets.token_hex(8), accounts], salt=COOKIE),
        max_age=DEVICE_TERM,
        path=settings.LOGIN_URL,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _begin(request: HttpRequest | None, username: str) -> SignInTry:
    """Count a try before it is made, so that many at once are no more than one after another."""
    device, accounts = _known(request) if request else ("", [])
    account = _mark("account", _typed(username))
    tried = SignInTry(
        account=account,
        source=_mark("source", _network(request.META.get("REMOTE_ADDR", "") if request else "")),
        device=device if account in accounts else "",
    )
    with alone():
        now = tried.at = clock.now()
        # A clock that was set back a little forgets nothing; one that was set back far locks nobody.
        SignInTry.objects.exclude(at__gt=now - SPAN, at__lt=now + SPAN).delete()
        free_at = max(_free_at(which, limit) for which, limit in _limits(tried))
        if free_at > now:
            raise _too_many(free_at - now, is_stranger=not tried.device)
        tried.save(force_insert=True)
    return tried


def _limits(tried: SignInTry) -> Iterable[tuple[Q, int]]:
    """The tries that count together with this one, and how many of them there may be."""
    if tried.device:
        return [(Q(device=tried.device, account=tried.account), EACH_DEVICE)]
    stranger = Q(device="")
    return [
        (stranger & Q(account=tried.account), EACH_ACCOUNT),
        (stranger & Q(source=tried.source), EACH_SOURCE),
        (stranger, ALL_STRANGERS),
    ]


def _free_at(which: Q, limit: int) -> datetime:
    """When there is room for one try more; long ago where there is now."""
    tried = SignInTry.objects.filter(which).order_by("-at")
    latest = tried.values_list("at", flat=True)[:limit]
    return latest[limit - 1] + SPAN if len(latest) >= limit else datetime.min.replace(tzinfo=UTC)


def _too_many(wait: timedelta, *, is_stranger: bool) -> TooManyTries:
    words = _("Too many wrong passwords. Try again in %(minutes)s min.") % {
        "minutes": ceil(wait / timedelta(minutes=1))
    }
    if is_stranger:
        words += " " + _("A device on which you signed in before may try now.")
    words += " " + _("Whoever approves for your unit can give you a new first password.")
    return TooManyTries(words, wait=wait)


def _known(request: HttpRequest) -> tuple[str, list[str]]:
    """Which device this is, and whose names were right on it; nothing of one that is new."""
    try:
        device, accounts = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=DEVICE_TERM
        )
    except signing.BadSignature:
        return "", []
    return device, accounts


def _typed(username: str) -> str:
    """A name as the accounts write it, however it was typed."""
    return username.strip().lower()


def _network(address: str) -> str:
    """The network that one household or phone is given: of IPv6 the first 64 bits."""
    try:
        known = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return address
    if known.version == 4 or known.ipv4_mapped:
        return str(known)
    return str(ipaddress.ip_network((known, 64), strict=False))


def _mark(kind: str, value: str) -> str:
    return salted_hmac(f"mobilink try {kind}", value, algorithm="sha256").hexdigest()[:16]
