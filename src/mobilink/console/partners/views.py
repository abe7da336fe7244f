"""Partners: who they are, whom to call, which papers hold, where they were, their way in."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mobilink.console.desk import desk, seen
from mobilink.console.partners.table import PARTNERS
from mobilink.console.reports.views import pdf
from mobilink.console.tables.views import at_desk
from mobilink.design.codes import site_address
from mobilink.design.forms import RowChoice, RowForm, row_field, text_area
from mobilink.insight.benefit import benefit_of
from mobilink.journal.members.installations import is_office
from mobilink.partners.access import ways_in
from mobilink.partners.letters import is_on_board
from mobilink.partners.models import Access, Agreement, Contact, Organisation
from mobilink.partners.queries import (
    contacts_of,
    ending_agreements,
    held_with,
    joint_of,
    partners,
    turns,
)
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, office_day
from mobilink.places.queries import regency_choices
from mobilink.publishing.thanks import thanks_paper


class PartnerForm(RowForm):
    """What is known of an organisation."""

    class Meta:
        model = Organisation
        fields = (
            "name", "kind", "parent", "brings", "sip3mi", "regency_code", "is_public", "is_active",
        )  # fmt: skip

    parent = row_field(
        Organisation,
        "parent",
        queryset=Organisation.objects.filter(parent=None),
        empty_label=_("none: it stands by itself"),
    )
    brings = row_field(Organisation, "brings", widget=text_area(2))
    regency_code = row_field(Organisation, "regency_code", forms.ChoiceField)
    is_active = row_field(Organisation, "is_active", initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["regency_code"]
        chosen.choices = [("", _("none")), *regency_choices()]


class ContactForm(RowForm):
    class Meta:
        model = Contact
        fields = ("name", "position", "phone", "mail", "personal")

    # What is sealed is longer than what was typed.
    personal = row_field(Contact, "personal", max_length=120)


class AgreementForm(RowForm):
    class Meta:
        model = Agreement
        fields = ("kind", "number", "since", "until", "about")


class AccessForm(RowForm):
    to = RowChoice(
        Contact.objects.none(),
        label=_("Given to"),
        empty_label=_("Choose"),
        help_text=_("A contact person of the partner. The code ends when they leave."),
    )
    ends_on = row_field(Access, "ends_on")


FORMS: dict[str, type[forms.Form]] = {
    "revise": PartnerForm,
    "contact": ContactForm,
    "agreement": AgreementForm,
    "access": AccessForm,
}
TURNS_SHOWN = 20
Tried = tuple[str, forms.Form]


@require_safe
@desk
def partners_list(request: HttpRequest, person: Person) -> HttpResponse:
    """Every partner, and whose turn it is among recruiters."""
    shown = at_desk(request, person, PARTNERS)
    order = turns()
    page = {
        "shown": shown,
        "turns": order[:TURNS_SHOWN],
        "later": order[TURNS_SHOWN:],
        "may_keep": _may_keep(person),
    }
    return render(request, "console/partners/partners.html", page, status=shown.status)


@require_safe
@desk
def partner(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Everything about one partner."""
    return partner_page(request, person, partner_or_404(pk))


def partner_page(
    request: HttpRequest,
    person: Person,
    partner: Organisation,
    *,
    tried: Tried | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The partner's page; `code` among `more` is a code that was made just now, shown this once."""
    page = {
        "partner": partner,
        "seen": seen(request, partner),
        "forms": {what: _form(what, partner, tried) for what in FORMS},
        "tried": tried[0] if tried else "",
        "problem_form": tried[1] if tried else None,
        "contacts": contacts_of(partner),
        "parts": Organisation.objects.filter(parent=partner),
        "agreements": Agreement.objects.filter(organisation=partner),
        "ending": {paper.pk for paper in ending_agreements(office_day())},
        "invitations": joint_of(partner)[:50],
        "benefit": benefit_of(held_with(partner)),
        "ways_in": ways_in(partner),
        "objections": partner.objections.prefetch_related("told")[:20],
        "proposals": [(each, is_on_board(each)) for each in partner.proposals.all()[:20]],
        "may_keep": _may_keep(person),
        "may_give": _may_keep(person) and is_office() and partner.is_active,
        "today": office_day(),
        "door": site_address(request),
        **more,
    }
    return render(request, "console/partners/partner.html", page, status=status)


@require_safe
@desk
def thanks(request: HttpRequest, person: Person, pk: UUID, outing: UUID) -> HttpResponse:
    """The certificate of thanks for one joint outing."""
    joint = get_object_or_404(joint_of(partner_or_404(pk)), outing=outing)
    return pdf(thanks_paper(joint), f"terima-kasih-{joint.outing.day}.pdf")


def partner_or_404(pk: UUID) -> Organisation:
    return get_object_or_404(partners(), pk=pk)


def _form(what: str, partner: Organisation, tried: Tried | None) -> forms.Form:
    if tried and tried[0] == what:
        return tried[1]
    initial = PartnerForm.initial_of(partner) if what == "revise" else {}
    return form_of(what, partner, initial=initial)


def form_of(
    what: str, partner: Organisation, data: Any = None, initial: dict[str, Any] | None = None
) -> forms.Form:
    """A form about one partner; a code goes to one of its own contacts."""
    form = FORMS[what](data, initial=initial, auto_id=f"{what}_%s")
    if isinstance(form, AccessForm):
        to: Any = form.fields["to"]
        to.queryset = contacts_of(partner)
    return form


def _may_keep(person: Person) -> bool:
    return Rights(person).may_at_office(Role.Function.PLANNER)
