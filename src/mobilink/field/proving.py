"""Authentication of an officer towards a phone: by their account, or by a code of the office.

No session begins and nothing is kept: the phone asks, and keeps a PIN of its own.
"""

from uuid import UUID

from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from mobilink.booth.workers import people_at
from mobilink.design.acting import TOO_MANY
from mobilink.journal.members import installations
from mobilink.people import pins
from mobilink.people.access import may_enter, may_work
from mobilink.people.errors import TooManyTries
from mobilink.people.models import Account


@sensitive_post_parameters("password")
@csrf_exempt
@never_cache
@require_POST
def prove(request: HttpRequest) -> JsonResponse:
    """Whether the name and the password are those of this person's account, and their own choice."""
    username, password = request.POST.get("username", ""), request.POST.get("password", "")
    try:
        account = authenticate(request, username=username, password=password)
    except TooManyTries as refusal:
        wait = {"Retry-After": str(refusal.wait.seconds)}
        return JsonResponse({"is_right": False}, status=TOO_MANY, headers=wait)
    is_right = (
        isinstance(account, Account)
        and may_enter(account)
        and str(account.person_id) == request.POST.get("person")
    )
    # Whoever gave the first password knows it too: a PIN would outlive it.
    status = (200 if may_work(account) else 409) if is_right else 422
    return JsonResponse({"is_right": status == 200}, status=status)


@never_cache
@require_safe
def codes(request: HttpRequest, phone: UUID) -> JsonResponse:
    """Hashes of the codes that a phone takes next; the office's own page makes the codes."""
    if not installations.is_office() or not installations.unit_of(phone):
        raise Http404
    return JsonResponse(pins.hashes(phone, people_at(phone)))
