"""The goods and the cash of an outing: what was counted, by whom, and what came to be known since."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mobilink.design.forms import RowForm, row_field
from mobilink.goods.figures import cash_of
from mobilink.goods.models import CashCount
from mobilink.outreach.models import Outing
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights

CODE = "cash"


class CashForm(RowForm):
    """What is in the cash box, counted by who is signed in and by another one."""

    class Meta:
        model = CashCount
        fields = ("counted", "seconded_by", "reason")

    counted = row_field(CashCount, "counted", max_value=1_000_000_000)
    seconded_by = row_field(
        CashCount,
        "seconded_by",
        required=True,
        queryset=Person.objects.filter(is_active=True),
        empty_label=_("Choose"),
    )


def cash_form(data: Any = None) -> CashForm:
    return CashForm(data, auto_id="cash_%s")


def part_of_page(
    outing: Outing, rights: Rights, tried: tuple[str, forms.Form] | None
) -> dict[str, Any]:
    """What the outing's page shows of goods and cash; the form to who runs its booth."""
    cash = cash_of(outing)
    if not cash:
        return {}
    may_count = rights.may(Role.Function.OFFICER, outing.executing_unit_id)
    form = tried[1] if tried and tried[0] == CODE else cash_form()
    return {"cash": cash, "cash_form": form if may_count else None}
