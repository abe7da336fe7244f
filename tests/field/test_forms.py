"""A field of a row, as a booth's form asks for it: by buttons, or on the pad of its kind of number."""

import re

from django import forms

from mobilink.booth.models import Closing, Handout, Sex, Visit
from mobilink.field.forms import CloseForm, for_thumbs
from mobilink.fleet.models import Equipment


def test_a_choice_is_buttons():
    sex = for_thumbs(Visit, "sex")

    assert isinstance(sex.widget, forms.RadioSelect)
    assert list(sex.choices) == list(Sex.choices)


def test_a_whole_number_stays_within_the_limits_of_its_row():
    pad = for_thumbs(Handout, "quantity").widget.attrs

    assert (pad["inputmode"], pad["min"], pad["max"]) == ("numeric", 1, 10_000)


def test_a_fraction_is_typed_with_a_comma_or_a_point_and_no_finer_than_its_row():
    pad = for_thumbs(Equipment, "weight_kg").widget.attrs
    typed = ["2", "12,5", "12.5", "12345.6"]

    assert pad["inputmode"] == "decimal"
    assert all(re.fullmatch(pad["pattern"], each) for each in typed)
    assert not any(
        re.fullmatch(pad["pattern"], each) for each in ["", "2.55", "123456", "1.", "-1"]
    )


def test_the_close_asks_for_every_remark_by_the_name_that_its_field_has():
    form = CloseForm()

    assert [each.name for each in form.remarks] == [*Closing.REMARKS]
    assert str(form["note"].label) == str(Closing._meta.get_field("note").verbose_name)
