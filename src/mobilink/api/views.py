"""The views for machines. Every message proves itself; there is no session and no cookie.

So a phone may ask from the address where its program came from, whichever that was.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from mobilink.basics.errors import Refused
from mobilink.design.codes import site_to_scan
from mobilink.journal.core.messages import LARGEST
from mobilink.journal.sync import blobs, enrolment, phone_server, sync_server
from mobilink.publishing.consents import plan_for_booth

TYPE = "application/vnd.mobilink"


@csrf_exempt
@never_cache
@require_POST
def exchange(request: HttpRequest) -> HttpResponse:
    """Entries up, entries and decisions down."""
    return _answered(request, sync_server.answer)


@csrf_exempt
@never_cache
@require_POST
def enrol(request: HttpRequest) -> HttpResponse:
    """A new machine joins with a one-time code."""
    return _answered(request, enrolment.answer)


@csrf_exempt
@never_cache
@require_http_methods(["POST", "OPTIONS"])
def deliver(request: HttpRequest) -> HttpResponse:
    """A phone's entries in, a receipt and the booth's plan out."""
    return _from_anywhere(
        request, lambda data: phone_server.answer(data, request.get_host(), _plan_of)
    )


@csrf_exempt
@never_cache
@require_http_methods(["POST", "OPTIONS"])
def blob(request: HttpRequest) -> HttpResponse:
    """A part of a picture in, how much of it is here out."""
    return _from_anywhere(request, lambda data: blobs.answer(data, request.get_host()))


def _from_anywhere(request: HttpRequest, answer: Callable[[bytes], bytes]) -> HttpResponse:
    """The answer to a program that may have come from another address than this."""
    response = _answered(request, answer) if request.method == "POST" else HttpResponse()
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Headers"] = "Content-Type"
    return response


def _plan_of(unit_code: str) -> bytes:
    return plan_for_booth(unit_code, site_to_scan())


def _answered(request: HttpRequest, answer: Callable[[bytes], bytes]) -> HttpResponse:
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return JsonResponse({"refused": f"A message has at most {LARGEST} bytes."}, status=413)
    with translation.override("en"):  # as commands speak, which show what comes back
        try:
            return HttpResponse(answer(request.body), content_type=TYPE)
        except Refused as refusal:
            return JsonResponse({"refused": str(refusal), "code": refusal.code}, status=403)
