"""Questions about partners: who goes along where, what ends soon, whose turn it is."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from mobilink.basics.fair_order import Turn, in_turn
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import BEGAN, CALLED_OFF, STILL_TO_COME
from mobilink.partners.models import Agreement, Contact, Invitation, Organisation

WARNING: Final = timedelta(days=60)
"""So long before its end an agreement is told of."""
ALONG: Final = (Invitation.State.COMES, Invitation.State.CHANGED)


def partners() -> QuerySet[Organisation]:
    """Every partner with the whole that it is part of."""
    return Organisation.objects.select_related("parent")


def contacts_of(partner: Organisation) -> QuerySet[Contact]:
    return Contact.objects.filter(organisation=partner)


def ending_agreements(day: date) -> QuerySet[Agreement]:
    """Papers that nothing follows and that end within the time of warning, or have ended."""
    soon = Agreement.objects.filter(until__lte=day + WARNING, followed_by=None)
    return (
        soon.filter(organisation__is_active=True).select_related("organisation").order_by("until")
    )


def agreements_now(partner: Organisation, day: date) -> list[Agreement]:
    """The papers in force on a day; a part has those of its whole too."""
    whose = [partner.pk, *filter(None, [partner.parent_id])]
    papers = Agreement.objects.filter(organisation__in=whose, since__lte=day)
    return list(papers.filter(Q(until=None) | Q(until__gte=day)))


def invitations_of(outing: Outing) -> QuerySet[Invitation]:
    return Invitation.objects.filter(outing=outing).select_related("organisation")


def joint_of(partner: Organisation) -> QuerySet[Invitation]:
    """Every invitation of a partner, the latest day first."""
    invitations = Invitation.objects.filter(organisation=partner).order_by("-outing__day", "pk")
    return invitations.select_related(
        "outing__venue", "outing__owner_unit", "outing__executing_unit"
    )


def held_with(partner: Organisation) -> list[Outing]:
    """The outings that took place with the partner along."""
    return [
        invitation.outing
        for invitation in joint_of(partner).filter(state__in=ALONG, outing__state__in=BEGAN)
    ]


def along(outings: Iterable[Outing]) -> dict[UUID, list[str]]:
    """Outing → the names of the partners that go along, in one query."""
    rows = Invitation.objects.filter(outing__in=[outing.pk for outing in outings], state__in=ALONG)
    by_outing: dict[UUID, list[str]] = {}
    for outing, name in rows.values_list("outing", "organisation__name"):
        by_outing.setdefault(outing, []).append(name)
    # Two planners may have asked one partner along from two machines.
    return {outing: [*dict.fromkeys(names)] for outing, names in by_outing.items()}


def named_in_public(outing: Outing) -> list[str]:
    """The partners of an outing that agreed to be named, without anything else of them."""
    rows = Invitation.objects.filter(outing=outing, state__in=ALONG, organisation__is_public=True)
    return [*dict.fromkeys(rows.values_list("organisation__name", flat=True))]


def to_be_noted() -> QuerySet[Invitation]:
    """What partners said that changes a plan and that no planner has seen."""
    invitations = Invitation.objects.filter(is_noted=False, outing__state__in=STILL_TO_COME)
    return invitations.select_related("outing", "organisation").order_by("outing__day", "pk")


def turns(besides: Outing | None = None) -> list[Turn]:
    """The recruiters in fair order; an outing counts once it is accepted, unless called off."""
    counted = Q(invitations__state__in=ALONG) & ~Q(invitations__outing__state__in=CALLED_OFF)
    if besides is not None:
        counted &= ~Q(invitations__outing=besides)
    rows = Organisation.objects.filter(kind=Organisation.Kind.RECRUITER, is_active=True)
    recruiters = rows.annotate(
        joint=Count("invitations__outing", filter=counted, distinct=True),
        last=Max("invitations__outing__day", filter=counted),
    )
    return in_turn(
        Turn(recruiter.name, str(recruiter.pk), recruiter.joint, recruiter.last)
        for recruiter in recruiters
    )
