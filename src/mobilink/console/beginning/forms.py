"""What is asked of whoever begins: the forms."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobilink.design.forms import row_field
from mobilink.founding.country import provinces_named, regencies_named
from mobilink.people.accounts import USERNAME
from mobilink.people.models import Person, Unit, UnitName
from mobilink.people.units import CODE

OFFICE, VAN = "office", "van"
# This version brings along one of each; who founds from another has `found --file`.
KIT, COUNTRY = "bp2mi", "indonesia"


class DoorForm(forms.Form):
    """The code from the terminal, and what this machine is to be."""

    code = forms.CharField(
        label=gettext_lazy("Code from the terminal"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=gettext_lazy(
            "Eight letters and digits, printed where `mobilink serve` was started."
        ),
    )
    what = forms.ChoiceField(
        label=gettext_lazy("This machine is"),
        choices=[(OFFICE, gettext_lazy("a new office")), (VAN, gettext_lazy("a van of an office"))],
        widget=forms.RadioSelect,
        initial=OFFICE,
    )


class ProvinceForm(forms.Form):
    """In which province the office begins; of its regencies one is chosen next."""

    province = forms.ChoiceField(label=gettext_lazy("Province"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provinces: Any = self.fields["province"]
        provinces.choices = [("", _("Choose one")), *provinces_named(COUNTRY).items()]


class OfficeForm(forms.Form):
    """The smallest office there is, and the person who lets in the others."""

    regency_code = forms.ChoiceField(label=gettext_lazy("Regency or city where the office is"))
    name = row_field(UnitName, "name", label=gettext_lazy("Name of the office"))
    agency = row_field(UnitName, "agency", label=gettext_lazy("Agency it belongs to"))
    code = row_field(
        Unit,
        "code",
        label=gettext_lazy("Code of the office"),
        help_text=gettext_lazy("In capitals, for example LAMPUNG; it stands on letters."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
    )
    person = row_field(Person, "name", label=gettext_lazy("Your name"))
    title = row_field(Person, "title", label=gettext_lazy("Your position"), required=True)
    username = forms.CharField(
        label=gettext_lazy("What you type to sign in"),
        max_length=40,
        help_text=gettext_lazy("In small letters, for example ratna."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "username"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        help_text=gettext_lazy(
            "At least ten characters. Three words that do not belong together do well."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, province: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regencies: Any = self.fields["regency_code"]
        regencies.choices = [("", _("Choose one")), *regencies_named(COUNTRY, province).items()]

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip().upper()
        if not CODE.fullmatch(code):
            raise ValidationError(_("Use capitals, figures and hyphens, at most 20."))
        return code

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).strip().lower()
        if not USERNAME.fullmatch(username):
            raise ValidationError(_("Use letters without accents, digits, dots and hyphens."))
        return username

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


class VanForm(forms.Form):
    """Where the office is, and the code by which it lets this machine in."""

    address = forms.CharField(
        label=gettext_lazy("Address of the office"),
        max_length=200,
        help_text=gettext_lazy("For example https://office.example/"),
        widget=forms.URLInput,
    )
    invitation = forms.CharField(
        label=gettext_lazy("Code of the invitation"),
        max_length=40,
        help_text=gettext_lazy("From the machines page of the office; good for ten minutes."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
