"""What is wrong with a field is said in our own words, and says what to do."""

from pathlib import Path

import pytest
from babel.messages import pofile
from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core import validators
from django.utils import translation

import mobilink
from mobilink.design.forms import CLASSES, HourField

LOCALE = Path(mobilink.__file__).parent / "design" / "locale"
FIELDS = [
    *CLASSES.values(), HourField, forms.FileField, forms.MultipleChoiceField,
    forms.ModelMultipleChoiceField, forms.UUIDField, forms.TypedChoiceField,
]  # fmt: skip
# No field of ours lets a file be chosen and cleared, or reckons with the length of its name.
UNUSED = {"contradiction", "max_length"}
SINGLE = [
    *(
        words
        for field in FIELDS
        for code, words in field.default_error_messages.items()
        if code not in UNUSED
    ),
    validators.MaxValueValidator.message,
    validators.MinValueValidator.message,
    validators.ProhibitNullCharactersValidator.message,
    validators.EmailValidator.message,
    validators.validate_slug.message,
    AuthenticationForm.error_messages["invalid_login"],
]


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_sentence_of_a_form_is_django_s_own(language):
    with (LOCALE / language / "LC_MESSAGES/django.po").open("rb") as stream:
        ours = {message.id for message in pofile.read_po(stream) if message.string}
    with translation.override(None):  # as they stand in Django's code
        asked = {str(words) for words in SINGLE}

    assert len(asked) > 15
    assert sorted(asked - ours) == []


class Measured(forms.Form):
    name = forms.CharField(max_length=3)
    sum = forms.DecimalField(max_digits=3, decimal_places=1)


@pytest.mark.parametrize(
    ("language", "long", "many"),
    [
        (
            "id",
            "Paling banyak 3 huruf; sekarang 6. Pendekkan.",
            "Tulis paling banyak 3 angka seluruhnya.",
        ),
        (
            "en",
            "At most 3 characters; it has 6. Shorten it.",
            "Write at most 3 digits in all.",
        ),
    ],
)
def test_what_is_too_long_says_how_much_may_stand_there(language, long, many):
    with translation.override(language):
        errors = Measured({"name": "abcdef", "sum": "1234"}).errors

        assert errors["name"] == [long]
        assert many in errors["sum"]


def test_a_wrong_password_is_told_in_one_plain_sentence(client, db):
    page = client.post("/sign-in/", {"username": "siapa", "password": "salah"}).content.decode()

    assert "Nama masuk atau sandinya salah." in page
    assert "Bidang" not in page
