"""Partners on the page of an outing: who goes along, and the forms by which one is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mobilink.design.forms import RowChoice, RowForm, row_field
from mobilink.journal.acts import Act
from mobilink.outreach.actions import REVISE
from mobilink.outreach.models import Outing
from mobilink.partners.models import Invitation, Organisation
from mobilink.partners.queries import invitations_of, turns

State = Invitation.State


class PartnerField(RowChoice):
    """A partner; of recruiters, which turn it has."""

    places: dict[str, int] = {}

    def label_from_instance(self, obj: Any) -> str:
        place = self.places.get(str(obj.pk))
        return f"{obj} ({_('turn')} {place})" if place else str(obj)


class InviteForm(RowForm):
    class Meta:
        model = Invitation
        fields = ("organisation", "duty", "brings")

    organisation = row_field(
        Invitation,
        "organisation",
        PartnerField,
        queryset=Organisation.objects.filter(is_active=True),
        empty_label=_("Choose"),
    )


ANSWERS = [
    (one.value, one.label)
    for one in (State.COMES, State.CHANGED, State.DECLINED, State.CALLED_BACK)
]


class AnswerForm(forms.Form):
    state = forms.ChoiceField(label=_("Answer"), choices=ANSWERS)
    words = forms.CharField(
        label=_("In its words"),
        required=False,
        max_length=300,
        help_text=_("What changes, or why not."),
    )


def invite_form(outing: Outing, data: Any = None) -> InviteForm:
    """The form to ask a partner along; recruiters stand in the order of their turns."""
    form = InviteForm(data, auto_id="invite_%s")
    field = form.fields["organisation"]
    assert isinstance(field, PartnerField)
    field.places = {one.key: at for at, one in enumerate(turns(besides=outing), start=1)}
    return form


def part_of_page(
    outing: Outing, possible: set[Act], tried: tuple[str, forms.Form] | None
) -> dict[str, Any]:
    """What the outing's page shows of partners; the forms only to somebody who plans it."""
    is_asked = tried is not None and tried[0] == "invite"
    form = tried[1] if tried and is_asked else invite_form(outing)
    return {
        "invitations": invitations_of(outing),
        "invite_form": form if REVISE in possible else None,
        "answers": ANSWERS,
    }
