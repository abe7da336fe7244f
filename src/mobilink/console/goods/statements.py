"""What a maker is owed and was given, line by line; where to pay it, sealed and only masked here."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mobilink.cases.accounts import note_account, open_account
from mobilink.cases.queries import may_open_reports, openings_of
from mobilink.console.desk import desk
from mobilink.console.reports.views import pdf
from mobilink.design.acting import attempt, redirect_saying
from mobilink.design.forms import RowForm, row_field
from mobilink.goods import actions
from mobilink.goods.corrections import paid_twice_of
from mobilink.goods.figures import sold_at
from mobilink.goods.models import BankAccount, Maker, Payment
from mobilink.goods.queries import Statement, called, makers
from mobilink.people.models import Person, Role
from mobilink.people.queries import Rights, office_day
from mobilink.publishing import consigned

SAID = {"bank": _("Bank"), "number": _("Account number"), "holder": _("Account holder")}


class PayForm(RowForm):
    class Meta:
        model = Payment
        fields = ("rupiah", "way", "note")

    rupiah = row_field(Payment, "rupiah", max_value=1_000_000_000)
    way = row_field(Payment, "way", choices=[("", _("Choose")), *Payment.Way.choices])


class AccountForm(forms.Form):
    bank = forms.CharField(label=_("Bank"), max_length=40)
    number = forms.CharField(label=_("Account number"), max_length=40)
    holder = forms.CharField(label=_("Account holder"), max_length=80)


@require_safe
@desk
def statement(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Everything sold, shared, paid and owed of one maker."""
    maker = _maker(pk)
    if maker.merged_into_id:
        return redirect("console:goods_statement", pk=maker.merged_into_id)
    return page_of(request, person, maker)


@require_safe
@desk
def paper(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """The statement on paper."""
    maker = _maker(pk)
    return pdf(consigned.statement(Statement(maker)), f"rincian-{office_day()}.pdf")


@require_POST
@desk
def pay(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Record money given to a maker."""
    maker = _maker(pk)
    return attempt(
        PayForm(request.POST, auto_id="pay_%s"),
        lambda fields: actions.pay(maker, by=person, **fields),
        lambda form, **more: page_of(request, person, maker, pay=form, tried=form, **more),
        lambda _paid: redirect_saying(
            request,
            _("The payment is recorded. Print the statement, and have the maker sign it."),
            "console:goods_statement",
            pk,
        ),
    )


@require_POST
@desk
def account(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Note where a maker wants to be paid."""
    maker = _maker(pk)
    return attempt(
        AccountForm(request.POST, auto_id="account_%s"),
        lambda fields: note_account(maker, by=person, **fields),
        lambda form, **more: page_of(request, person, maker, account=form, tried=form, **more),
        lambda _noted: redirect_saying(
            request, _("The account is noted and sealed."), "console:goods_statement", pk
        ),
    )


@require_POST
@never_cache
@desk
def open_one(request: HttpRequest, person: Person, pk: UUID) -> HttpResponse:
    """Open an account; shown this once."""
    noted = get_object_or_404(BankAccount.objects.select_related("maker__unit"), pk=pk)

    def show(account: dict[str, str]) -> HttpResponse:
        parts = [(SAID.get(name, name), words) for name, words in account.items()]
        return render(request, "console/goods/account.html", {"maker": noted.maker, "parts": parts})

    return attempt(
        None,
        lambda _fields: open_account(noted, by=person, reason=request.POST.get("reason", "")),
        lambda _form, **more: page_of(request, person, noted.maker, **more),
        show,
    )


def _maker(pk: UUID) -> Maker:
    return get_object_or_404(makers().select_related("unit"), pk=pk)


def page_of(
    request: HttpRequest, person: Person, maker: Maker, *, tried: forms.Form | None = None,
    status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    """A maker's statement, with what was `tried` on it and refused."""
    figures, rights = Statement(maker), Rights(person)
    sales = sold_at(figures.lots)
    noted = BankAccount.objects.filter(maker__in=called(maker)).last()
    page = {
        "maker": maker,
        "told": figures,
        "lines": consigned.lines(figures, sales),
        "office": figures.takings - figures.due,
        "over": max(-figures.owed, 0),
        "doubles": paid_twice_of([maker]),
        "noted": noted,
        "openings": openings_of([noted.pk]).get(noted.pk, 0) if noted else 0,
        "pay": PayForm(auto_id="pay_%s", initial={"rupiah": max(figures.owed, 0) or None}),
        "account": AccountForm(auto_id="account_%s"),
        "problem_form": tried,
        "day": office_day(),
        "may_keep": rights.may(Role.Function.CUSTODIAN, maker.unit_id),
        "may_open": may_open_reports(person),
        **more,
    }
    return render(request, "console/goods/statement.html", page, status=status)
