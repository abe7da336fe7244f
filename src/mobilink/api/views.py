"""What machines ask of this one. Every message proves itself; there is no session and no cookie."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mobilink.basics.errors import Refused
from mobilink.journal import answering, enrolment
from mobilink.journal.messages import LARGEST

TYPE = "application/vnd.mobilink"


@csrf_exempt
@never_cache
@require_POST
def exchange(request: HttpRequest) -> HttpResponse:
    """Entries up, entries and decisions down."""
    return _answered(request, answering.answer)


@csrf_exempt
@never_cache
@require_POST
def enrol(request: HttpRequest) -> HttpResponse:
    """A new machine joins with a one-time code."""
    return _answered(request, enrolment.welcome)


def _answered(request: HttpRequest, answer: Callable[[bytes], bytes]) -> HttpResponse:
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return JsonResponse({"refused": f"A message has at most {LARGEST} bytes."}, status=413)
    with translation.override("en"):  # as commands speak, which show what comes back
        try:
            return HttpResponse(answer(request.body), content_type=TYPE)
        except Refused as refusal:
            return JsonResponse({"refused": str(refusal), "code": refusal.code}, status=403)
