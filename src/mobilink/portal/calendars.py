"""A partner's own outings for its calendar program, by an address that nobody guesses.

A program signs in nowhere, so the address itself lets in: it shows dates and duties, is taken back
by the partner at any time, and opens nothing once the code behind it has ended.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mobilink.design.codes import site_address
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import CALLED_OFF
from mobilink.partners import access as ways
from mobilink.partners.models import Access, Invitation
from mobilink.partners.queries import ALONG, joint_of
from mobilink.portal.door import partner_only
from mobilink.publishing import feeds

MOST = 200
NOT_YET = (Outing.State.DRAFT, Outing.State.PROPOSED)
ASKED = (*ALONG, Invitation.State.INVITED)


@require_POST
@partner_only
def change(request: HttpRequest, access: Access) -> HttpResponse:
    """Make an address, another one in its place, or none."""
    if request.POST.get("address") == "none":
        ways.close_feed(access)
    else:
        ways.open_feed(access)
    return redirect(f"{reverse('portal:home')}#calendar")


@require_safe
@never_cache
def feed(request: HttpRequest, pk: UUID, seal: str) -> HttpResponse:
    """What a calendar program is told; a wrong or ended address shows nothing."""
    access = ways.by_feed(pk, seal)
    if access is None:
        raise PermissionDenied
    asked = list(joint_of(access.organisation).filter(state__in=ASKED)[:MOST])
    name = f"Mobilink: {access.organisation}"
    address = site_address(request)
    details = {invitation.outing_id: _of(invitation, address) for invitation in asked}
    body = feeds.calendar(
        [invitation.outing for invitation in asked], address, name=name, details=details
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="mobilink-mitra.ics"'
    return response


def feed_address(request: HttpRequest, access: Access) -> str:
    """The address of a partner's calendar, where it has one."""
    seal = ways.feed_seal(access)
    return (
        f"{site_address(request)}{reverse('portal:feed', args=[access.pk, seal])}" if seal else ""
    )


def _of(invitation: Invitation, address: str) -> feeds.EventDetails:
    """What concerns the partner at an outing; where it leads needs the code."""
    words = [_("Your duty: %(duty)s.") % {"duty": invitation.duty}]
    if invitation.brings:
        words.append(_("You bring: %(what)s.") % {"what": invitation.brings})
    if invitation.state == Invitation.State.INVITED:
        words.append(_("Your answer is awaited."))
    is_open = invitation.outing.state in NOT_YET or invitation.state == Invitation.State.INVITED
    status = "TENTATIVE" if is_open and invitation.outing.state not in CALLED_OFF else ""
    page = f"{address}{reverse('portal:invitation', args=[invitation.pk])}"
    return feeds.EventDetails(page, " ".join(words), status)
