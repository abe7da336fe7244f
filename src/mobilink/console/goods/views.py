"""Who makes what, what of it may be shown today and why not, and whose turn at the stand it is."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mobilink.console.desk import ROWS_PER_PAGE, desk, seen
from mobilink.console.forms import UnitField
from mobilink.console.goods.table import MAKERS, why_not
from mobilink.console.tables.views import at_desk
from mobilink.console.unit_badges import UnitBadges
from mobilink.design.acting import attempt, redirect_saying
from mobilink.design.forms import RowForm, row_field
from mobilink.goods import actions
from mobilink.goods.forgetting import forget_maker, known_of
from mobilink.goods.models import Maker, MakerPerson
from mobilink.goods.queries import called, makers, makers_in_turn, products
from mobilink.guidance.countries import name_of
from mobilink.guidance.countries import names as country_names
from mobilink.journal.actions import refuse_if_overtaken
from mobilink.journal.core.errors import Overtaken
from mobilink.journal.members.installations import is_office
from mobilink.people.models import Person, Role, Unit
from mobilink.people.queries import Rights, office_day
from mobilink.places.queries import province_choices, region_names

APPROVER = Role.Function.APPROVER


class MakerForm(RowForm):
    """What is known of a maker; all but the first telephone number may be shown to buyers."""

    class Meta:
        model = Maker
        fields = (
            "name", "person_name", "origin_code", "worked_in", "phone", "order_phone", "unit",
            "since", "left_on",
        )  # fmt: skip

    name = row_field(MakerPerson, "name")
    person_name = row_field(MakerPerson, "person_name")
    origin_code = row_field(Maker, "origin_code", forms.ChoiceField)
    worked_in = row_field(Maker, "worked_in", forms.ChoiceField)
    phone = row_field(MakerPerson, "phone")
    order_phone = row_field(MakerPerson, "order_phone")
    unit = row_field(Maker, "unit", UnitField)

    def __init__(self, *args: Any, among: set[UUID], **kwargs: Any) -> None:
        """`among` are the units whose goods the reader keeps."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        origin = self.initial.get("origin_code", "")
        provinces = province_choices()
        if origin and origin not in dict(provinces):
            provinces.append((origin, region_names({origin}).get(origin, origin)))
        fields["origin_code"].choices = [("", _("Choose")), *provinces]
        fields["worked_in"].choices = [
            ("", _("Choose")),
            *sorted(country_names().items(), key=lambda one: one[1]),
        ]
        unit = fields["unit"]
        unit.marks, unit.day = UnitBadges(), office_day()
        kept = self.initial.get("unit")
        unit.queryset = Unit.objects.filter(pk__in=among | ({kept} if kept else set()))


class ForgetForm(forms.Form):
    why = forms.CharField(label=_("Who asked for it, and when"), max_length=200)


@require_safe
@desk
def makers_list(request: HttpRequest, person: Person) -> HttpResponse:
    """All makers with what they make, and whose turn it is."""
    shown = at_desk(request, person, MAKERS)
    page = {
        "shown": shown,
        "turns": makers_in_turn(office_day())[:ROWS_PER_PAGE],
        "may_keep": bool(Rights(person).units(Role.Function.CUSTODIAN)),
    }
    return render(request, "console/goods/makers.html", page, status=shown.status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def new(request: HttpRequest, person: Person) -> HttpResponse:
    """Enter a maker."""
    among = Rights(person).units(Role.Function.CUSTODIAN)
    first = {"since": office_day(), "unit": person.unit_id if person.unit_id in among else None}
    form = MakerForm(request.POST or None, initial=first, among=among)

    def page(form: forms.Form, **more: Any) -> HttpResponse:
        return _page(request, person, form, None, **more)

    if request.method != "POST":
        return page(form)
    return attempt(
        form,
        lambda fields: actions.register_maker(by=person, **fields),
        page,
        lambda made: redirect_saying(request, _("Saved."), "console:goods_maker", made.pk),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def maker(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """One maker: what is known, what they make, where the statement is."""
    chosen = get_object_or_404(makers().select_related("unit", "merged_into"), pk=pk)
    among = Rights(person).units(Role.Function.CUSTODIAN)
    form = MakerForm(request.POST or None, initial=_known(chosen), among=among)

    def page(form: forms.Form, **more: Any) -> HttpResponse:
        return _page(request, person, form, chosen, **more)

    def revise(fields: dict[str, Any]) -> None:
        of_maker, _dot, of_person = request.POST.get("seen", "").partition(".")
        if of_person and not chosen.person:
            raise Overtaken(
                _("Who this is was erased after you opened the page, and is not entered anew.")
            )
        refuse_if_overtaken(chosen, of_maker)
        if chosen.person:
            refuse_if_overtaken(chosen.person, of_person)
        actions.revise_maker(chosen, by=person, **fields)

    if request.method != "POST":
        return page(form)
    return attempt(
        form, revise, page,
        lambda _made: redirect_saying(request, _("Saved."), "console:goods_maker", pk),
    )  # fmt: skip


@require_POST
@desk
def forget(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Erase who a maker is."""
    chosen = get_object_or_404(makers().select_related("unit", "merged_into"), pk=pk)
    among = Rights(person).units(Role.Function.CUSTODIAN)
    shown_form = MakerForm(initial=_known(chosen), among=among)

    def page(form: forms.Form, **more: Any) -> HttpResponse:
        return _page(request, person, shown_form, chosen, tried=form, **more)

    return attempt(
        ForgetForm(request.POST, auto_id="forget_%s"),
        lambda fields: forget_maker(chosen, by=person, **fields),
        page,
        lambda _many: redirect_saying(
            request,
            _("Erased here, and at every other machine with its next exchange."),
            "console:goods_maker",
            pk,
        ),
    )


def _known(chosen: Maker) -> dict[str, Any]:
    """What is known of a maker; the name is empty where nobody has told it."""
    known = {name: getattr(chosen, name) for name in MakerForm.base_fields}
    return known | {"unit": chosen.unit_id} | ({} if chosen.person else {"name": ""})


def _seen(request: HttpRequest, chosen: Maker | None) -> str:
    """What the reader has seen of a maker, and of who that is."""
    revision = seen(request, chosen)
    if request.method == "POST" or chosen is None or chosen.person is None:
        return revision
    return f"{revision}.{chosen.person.revision}"


def _page(
    request: HttpRequest, person: Person, form: forms.Form, chosen: Maker | None, *,
    status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    rights = Rights(person)
    keeps = rights.may(Role.Function.CUSTODIAN, chosen.unit_id) if chosen else True
    # Whoever was erased is off show as well; who is only not told yet may be told.
    is_erased = chosen and not chosen.person and chosen.has_left(office_day())
    made = products().filter(maker__in=called(chosen)) if chosen else ()
    page = {
        "form": form,
        "maker": chosen,
        "seen": _seen(request, chosen),
        "may_erase": is_office() and rights.may_at_office(APPROVER) and chosen and known_of(chosen),
        "made": [(product, why_not(product)) for product in made],
        "origin": region_names({chosen.origin_code}) if chosen else {},
        "worked_in": name_of(chosen.worked_in) if chosen and chosen.worked_in else "",
        "may_keep": keeps and (form.is_bound or not is_erased),
        **more,
    }
    return render(request, "console/goods/maker.html", page, status=status)
