"""A form takes what it says of a field from the model, and leaves the row alone."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import FieldDoesNotExist

from mobilink.design.forms import DayField, FractionField, RowForm, row_field
from mobilink.fleet.models import Equipment
from mobilink.goods.models import Permit, Product


class PermitForm(RowForm):
    class Meta:
        model = Permit
        fields = ("kind", "seen", "number", "valid_until")

    seen = forms.BooleanField(required=False)
    number = row_field(Permit, "number", label="As printed")


def test_a_form_says_of_a_field_what_its_model_says():
    until = PermitForm.base_fields["valid_until"]

    assert isinstance(until, DayField)
    assert str(until.label) == str(Permit._meta.get_field("valid_until").verbose_name)
    assert str(until.help_text) == str(Permit._meta.get_field("valid_until").help_text)
    assert not until.required


def test_a_form_offers_the_choices_of_its_model_and_no_other():
    kind = row_field(Product, "kind")

    assert list(kind.choices) == list(Product.Kind.choices)
    assert kind.required


def test_a_form_lets_in_no_more_than_its_model():
    price, weight = row_field(Product, "price"), row_field(Equipment, "weight_kg")

    assert (price.min_value, price.max_value) == (1, 100_000_000)
    assert isinstance(weight, FractionField)
    assert (weight.max_digits, weight.decimal_places, weight.max_value) == (6, 1, None)
    assert PermitForm.base_fields["number"].max_length == 40


def test_a_form_says_otherwise_by_hand_and_keeps_its_order():
    assert list(PermitForm.base_fields) == ["kind", "seen", "number", "valid_until"]
    assert PermitForm.base_fields["number"].label == "As printed"


def test_a_form_about_no_field_of_the_model_is_refused_when_it_is_written():
    with pytest.raises(FieldDoesNotExist):

        class Wrong(RowForm):
            class Meta:
                model = Permit
                fields = ("colour",)


@pytest.mark.django_db
def test_a_row_stays_as_it_was_while_a_form_about_it_is_checked():
    row = Permit(kind="pirt", number="1", valid_until=date(2019, 7, 1))

    typed = {"kind": "halal", "number": "2"}
    form = PermitForm(typed, initial=PermitForm.initial_of(row))

    assert form.is_valid()
    assert form.initial["number"] == "1"
    assert (row.kind, row.number, row.valid_until) == ("pirt", "1", date(2019, 7, 1))
    assert form.changed_data == ["kind", "number", "valid_until"]
